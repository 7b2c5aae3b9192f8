// Whether a number should really leave: nobody can take that back, so keeping it comes first.
import QtQuick
import QtQuick.Layouts
import Ui

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Remove this number?")

    DeskText {
        Layout.fillWidth: true
        Layout.leftMargin: Sizes.gap
        text: root.screen.leaving
        font.pixelSize: 2 * Sizes.base
        font.weight: Font.Bold
    }
    DeskLines {
        Layout.fillWidth: true
        Layout.leftMargin: Sizes.gap
        Layout.rightMargin: Sizes.gap
        text: qsTr("The number can then not be called any more. This cannot be undone.")
        maximumLineCount: 4
    }
    Item {
        Layout.fillHeight: true
    }
    RowLayout {
        spacing: Sizes.step

        DeskButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            focus: true
            text: qsTr("Keep")
            key: "Esc"
            onClicked: root.screen.closePanel()
        }
        DeskButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            text: qsTr("Remove")
            possible: root.screen.can.remove
            busy: root.screen.busy
            onClicked: root.screen.remove()
        }
    }
}
