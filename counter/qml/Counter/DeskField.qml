// A field to type into, one line.
import QtQuick
import QtQuick.Controls.Basic
import Ui

TextField {
    id: root

    implicitHeight: Sizes.control
    font.pixelSize: Sizes.base
    color: Theme.ink
    placeholderTextColor: Theme.quietInk
    Accessible.name: placeholderText
    background: Rectangle {
        radius: Sizes.radius
        color: Theme.raised
        border.width: root.activeFocus ? 2 : 1
        border.color: root.activeFocus ? Theme.ink : Theme.controlOutline
    }
}
