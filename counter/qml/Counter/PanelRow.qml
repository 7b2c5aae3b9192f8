// One row to press: a name, and quietly what there is to know about it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

AbstractButton {
    id: root

    property string detail
    property bool chosen: false

    width: ListView.view ? ListView.view.rowWidth : implicitWidth
    implicitHeight: Sizes.control
    focusPolicy: Qt.ClickFocus
    hoverEnabled: true
    Accessible.name: text
    Accessible.description: detail
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click(); }

    background: Rectangle {
        radius: Sizes.radius
        color: root.chosen || root.down ? Theme.outline : root.hovered ? Theme.ground : "transparent"
        border.width: root.activeFocus ? 2 : 0
        border.color: Theme.ink
    }
    contentItem: RowLayout {
        spacing: Sizes.space

        DeskText {
            Layout.fillWidth: true
            Layout.leftMargin: Sizes.gap
            text: root.text
            Accessible.ignored: true
        }
        DeskText {
            Layout.rightMargin: Sizes.gap
            text: root.detail
            color: Theme.quietInk
            Accessible.ignored: true
        }
    }
}
