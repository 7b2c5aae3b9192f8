// One row to press: a name, and quietly what there is to know about it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

AbstractButton {
    id: root

    property string detail
    property bool chosen: false
    property bool dim: false // it would be refused, and says so if pressed

    width: ListView.view ? ListView.view.width : implicitWidth
    // The scroll bar stands where lines end, which is left in Arabic.
    leftPadding: mirrored && ListView.view ? ListView.view.barWidth : 0
    rightPadding: !mirrored && ListView.view ? ListView.view.barWidth : 0
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
        opacity: root.dim ? 0.45 : 1

        DeskText {
            Layout.maximumWidth: root.width - 2 * Sizes.gap
            Layout.leftMargin: Sizes.gap
            text: root.text
            Accessible.ignored: true
        }
        DeskText {
            Layout.fillWidth: true
            Layout.minimumWidth: 0
            Layout.rightMargin: Sizes.gap
            text: root.detail
            color: Theme.quietInk
            font.pixelSize: Sizes.small
            horizontalAlignment: Text.AlignRight
            Accessible.ignored: true
        }
    }
}
