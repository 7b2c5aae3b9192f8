// Which counter this is, what it is doing, who sits there, what can be undone, and the time.
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
    Rectangle {
        // Full when open, a ring when not: the word says the same.
        visible: root.screen.statusText.length > 0
        implicitWidth: 10
        implicitHeight: 10
        radius: 5
        color: root.screen.isOpen ? Theme.accent : "transparent"
        border.width: 2
        border.color: root.screen.isOpen ? Theme.accent : Theme.warn
    }
    DeskText {
        Layout.fillWidth: true
        Layout.leftMargin: Sizes.step - Sizes.gap
        text: root.screen.statusText
        color: root.screen.isOpen ? Theme.quietInk : Theme.warn
        font.weight: root.screen.isOpen ? Font.Normal : Font.DemiBold
    }
    DeskButton {
        implicitHeight: Sizes.control - Sizes.gap
        visible: root.screen.undoText.length > 0
        text: root.screen.undoText
        key: qsTr("Ctrl+Z")
        busy: root.screen.busy
        onClicked: root.screen.undo()
    }
    DeskText {
        text: root.screen.clockText
        font.weight: Font.DemiBold
    }
}
