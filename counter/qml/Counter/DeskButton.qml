// A button with its key; dimmed when the step is not possible, not while an answer is on its way.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

AbstractButton {
    id: root

    property string key
    property bool possible: true
    property bool busy: false
    property bool primary: false
    property bool shown: false // its panel is open

    readonly property bool lit: primary && possible

    enabled: possible && !busy
    implicitHeight: Sizes.control
    implicitWidth: label.implicitWidth + hint.implicitWidth + 3 * Sizes.space
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.name: text
    Accessible.description: key
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click(); }

    background: Rectangle {
        radius: Sizes.radius
        color: root.lit ? (root.down ? Qt.darker(Theme.accent, 1.2) : Theme.accent) : root.down || root.shown ? Theme.outline : root.hovered ? Theme.ground : Theme.raised
        border.width: 1
        border.color: root.lit ? Theme.accent : root.possible ? Theme.controlOutline : Theme.outline

        FocusRing {
            visible: root.activeFocus
        }
    }
    contentItem: RowLayout {
        spacing: Sizes.step
        opacity: root.possible ? 1 : 0.45

        DeskText {
            id: label
            Layout.fillWidth: true
            Layout.leftMargin: Sizes.gap
            text: root.text
            color: root.lit ? Theme.accentInk : Theme.ink
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 11
            Accessible.ignored: true
        }
        DeskText {
            id: hint
            Layout.rightMargin: Sizes.gap
            text: root.key
            color: root.lit ? Theme.accentInk : Theme.quietInk
            font.pixelSize: Sizes.small
            Accessible.ignored: true
        }
    }
}
