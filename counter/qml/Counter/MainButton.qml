// The large button: what comes next, whom it will be, and why them.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

AbstractButton {
    id: root

    property string number
    property string why
    property string finishes
    property bool possible: true
    property bool busy: false
    property bool primary: false

    readonly property bool lit: primary && possible
    readonly property color inkNow: lit ? Theme.accentInk : Theme.ink

    enabled: possible && !busy
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.name: text
    Accessible.description: [number, why, finishes, "F8"].filter(part => part).join(", ")
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click(); }

    background: Rectangle {
        radius: Sizes.radius + 2
        color: root.lit ? (root.down ? Qt.darker(Theme.accent, 1.2) : root.hovered ? Qt.darker(Theme.accent, 1.08) : Theme.accent) : root.down ? Theme.outline : root.hovered ? Theme.ground : Theme.raised
        border.width: 1
        border.color: root.lit ? Theme.accent : root.possible ? Theme.controlOutline : Theme.outline

        FocusRing {
            visible: root.activeFocus
        }
    }
    contentItem: ColumnLayout {
        spacing: 0

        RowLayout {
            Layout.margins: Sizes.space
            Layout.topMargin: Sizes.gap
            Layout.bottomMargin: 0
            DeskText {
                Layout.fillWidth: true
                text: root.text
                color: root.inkNow
                opacity: root.possible ? 1 : 0.45
                font.pixelSize: Math.round(1.6 * Sizes.base)
                font.weight: Font.Bold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 12
                Accessible.ignored: true
            }
            DeskText {
                text: "F8"
                color: root.inkNow
                font.pixelSize: Sizes.small
                Accessible.ignored: true
            }
        }
        Item {
            Layout.fillHeight: true
        }
        RowLayout {
            Layout.leftMargin: Sizes.space
            Layout.rightMargin: Sizes.space
            spacing: Sizes.gap
            visible: root.number.length > 0
            DeskText {
                text: root.number
                color: root.inkNow
                font.pixelSize: Math.round(1.4 * Sizes.base)
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            DeskText {
                Layout.fillWidth: true
                text: root.finishes
                color: root.inkNow
                font.pixelSize: Sizes.small
                horizontalAlignment: Text.AlignRight
                Accessible.ignored: true
            }
        }
        DeskLines {
            Layout.fillWidth: true
            Layout.leftMargin: Sizes.space
            Layout.rightMargin: Sizes.space
            Layout.bottomMargin: Sizes.gap
            text: root.why
            color: root.inkNow
            font.pixelSize: root.number ? Sizes.small : Sizes.base
            maximumLineCount: 4
            Accessible.ignored: true
        }
    }
}
