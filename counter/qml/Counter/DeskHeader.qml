// Which counter this is, what it is doing, how many wait, and the time.
import QtQuick
import QtQuick.Layouts
import Ui

RowLayout {
    id: root

    required property QtObject screen

    spacing: Sizes.space

    DeskText {
        text: root.screen.counterName
        font.pixelSize: Math.round(1.2 * Sizes.base)
        font.weight: Font.Bold
    }
    Row {
        Layout.fillWidth: true
        spacing: Sizes.gap
        visible: root.screen.statusText.length > 0

        Rectangle {
            // Full when open, a ring when not: the word says the same.
            width: 10
            height: 10
            radius: 5
            anchors.verticalCenter: parent.verticalCenter
            color: root.screen.isOpen ? Theme.accent : "transparent"
            border.width: 2
            border.color: root.screen.isOpen ? Theme.accent : Theme.warn
        }
        DeskText {
            text: root.screen.statusText
            color: root.screen.isOpen ? Theme.quietInk : Theme.warn
            font.weight: root.screen.isOpen ? Font.Normal : Font.DemiBold
        }
    }
    Item {
        Layout.fillWidth: true
        visible: root.screen.statusText.length === 0
    }
    DeskText {
        text: root.screen.clockText
        font.weight: Font.DemiBold
    }
}
