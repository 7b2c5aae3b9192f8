// A button that any finger hits: never smaller than a tile.
import QtQuick
import Ui

ActionButton {
    id: root

    property real size: Theme.body

    implicitHeight: Math.max(Theme.tile, implicitContentHeight + Theme.space)
    implicitWidth: Math.max(Theme.tile, implicitContentWidth + 3 * Theme.space)
    leftPadding: Theme.space
    rightPadding: Theme.space
    Accessible.role: Accessible.Button
    Accessible.name: text

    contentItem: Words {
        text: root.text
        color: root.primary ? Theme.accentInk : Theme.ink
        opacity: root.enabled ? 1 : 0.6
        font.pixelSize: root.size
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
