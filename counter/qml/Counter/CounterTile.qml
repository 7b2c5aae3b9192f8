// One counter to sit down at, with what it is doing now.
import QtQuick
import QtQuick.Controls.Basic
import Ui

AbstractButton {
    id: root

    required property string id
    required property string name
    required property string detail

    text: name
    padding: Sizes.step
    hoverEnabled: true
    focusPolicy: Qt.ClickFocus
    Accessible.name: name
    Accessible.description: detail
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click(); }

    contentItem: Rectangle {
        radius: Sizes.radius
        color: root.down ? Theme.outline : root.hovered ? Theme.ground : Theme.raised
        border.width: root.activeFocus ? 2 : 1
        border.color: root.activeFocus ? Theme.ink : Theme.controlOutline

        Column {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Sizes.space
            DeskText {
                width: parent.width
                text: root.name
                font.weight: Font.Bold
                Accessible.ignored: true
            }
            DeskText {
                width: parent.width
                text: root.detail
                color: Theme.quietInk
                Accessible.ignored: true
            }
        }
    }
}
