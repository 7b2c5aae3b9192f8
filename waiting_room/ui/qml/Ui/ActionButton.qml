// A button for a finger: large, its word said to screen readers, pressed once however it is hit.
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: root

    property bool primary: false
    property color colour: Theme.accent

    implicitHeight: Math.max(Theme.tile * 0.72, label.implicitHeight + Theme.space)
    implicitWidth: label.implicitWidth + 2 * Theme.space
    Accessible.name: text

    background: Rectangle {
        radius: Theme.radius
        color: root.primary ? (root.down ? Qt.darker(root.colour, 1.15) : root.colour) : (root.down ? Theme.outline : Theme.raised)
        border.width: root.visualFocus ? Theme.mm : root.primary ? 0 : Math.max(1, 0.4 * Theme.mm)
        border.color: root.visualFocus ? Theme.ink : Theme.controlOutline
        opacity: root.enabled ? 1 : 0.45
    }
    contentItem: Words {
        id: label
        text: root.text
        color: root.primary ? Theme.accentInk : Theme.ink
        opacity: root.enabled ? 1 : 0.6
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
