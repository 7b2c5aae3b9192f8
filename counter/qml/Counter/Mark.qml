// A word in a frame: booked, urgent, sent to you.
import QtQuick
import Ui

Rectangle {
    id: root

    required property string text

    visible: text.length > 0
    implicitWidth: label.implicitWidth + 2 * Sizes.gap
    implicitHeight: Sizes.line
    radius: Sizes.step
    color: "transparent"
    border.width: 1
    border.color: Theme.quietInk

    DeskText {
        id: label
        anchors.centerIn: parent
        text: root.text
        font.pixelSize: Sizes.small
        font.weight: Font.DemiBold
    }
}
