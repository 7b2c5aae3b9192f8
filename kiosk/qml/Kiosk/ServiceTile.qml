// One service: its name, who waits and how long, or why there are no tickets for it now.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

AbstractButton {
    id: root

    required property string service
    required property string name
    required property string status
    required property bool open
    required property bool booked
    property bool tight: false

    implicitHeight: Math.max(1.4 * Theme.tile, content.implicitHeight + topPadding + bottomPadding)
    leftPadding: 2 * Theme.space
    rightPadding: 1.5 * Theme.space
    topPadding: tight ? Theme.space / 2 : Theme.space
    bottomPadding: topPadding
    text: name
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.description: status

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.outline : root.open || root.booked ? Theme.raised : Theme.ground
        border.width: root.visualFocus ? Theme.mm : Math.max(1, 0.4 * Theme.mm)
        border.color: root.visualFocus ? Theme.ink : root.open || root.booked ? Theme.controlOutline : Theme.outline

        Rectangle {
            anchors.left: parent.left
            anchors.leftMargin: 3 * Theme.mm
            anchors.verticalCenter: parent.verticalCenter
            width: 1.5 * Theme.mm
            height: parent.height - 6 * Theme.mm
            radius: width / 2
            color: root.open ? Theme.accent : "transparent"
        }
    }
    contentItem: ColumnLayout {
        id: content
        spacing: root.tight ? 0 : Theme.space / 2

        Item {
            Layout.fillHeight: true
        }
        Words {
            Layout.fillWidth: true
            text: root.name
            color: root.open || root.booked ? Theme.ink : Theme.quietInk
            font.pixelSize: root.tight ? Theme.title : Theme.capitals(7) * Theme.scale
            font.weight: Font.DemiBold
            lineHeight: 0.95
            Accessible.ignored: true
        }
        Words {
            Layout.fillWidth: true
            visible: text.length > 0
            text: root.booked ? "\u25A3  " + root.status : root.status
            color: Theme.quietInk
            font.pixelSize: Theme.body
            Accessible.ignored: true
        }
        Item {
            Layout.fillHeight: true
        }
    }
}
