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
    property int size: Sizes.base
    property bool urgent: false // it pulses three times, then stands out

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
        Rectangle {
            id: urgency
            anchors.fill: parent
            visible: root.urgent
            radius: Sizes.radius
            color: "transparent"
            border.width: 3
            border.color: Theme.warn

            SequentialAnimation on opacity {
                running: root.urgent && !Theme.lessMotion
                loops: 3
                NumberAnimation { from: 1; to: 0.1; duration: 300 }
                NumberAnimation { from: 0.1; to: 1; duration: 300 }
            }
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
            font.pixelSize: root.size
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Sizes.least
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
