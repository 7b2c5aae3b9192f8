// The ring around whatever the keyboard would press.
import QtQuick
import Ui

Rectangle {
    anchors.fill: parent
    anchors.margins: -3
    radius: Sizes.radius + 3
    color: "transparent"
    border.width: 2
    border.color: Theme.ink
}
