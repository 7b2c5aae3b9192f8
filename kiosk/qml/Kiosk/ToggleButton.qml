// A button that stays chosen: its box is ticked, for colour alone tells nothing.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

AbstractButton {
    id: root

    required property bool chosen

    implicitHeight: Math.max(Theme.tile, row.implicitHeight + Theme.space)
    implicitWidth: row.implicitWidth + 2 * Theme.space
    leftPadding: Theme.space
    rightPadding: Theme.space
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.outline : Theme.raised
        border.width: root.chosen || root.visualFocus ? Math.max(2, 0.8 * Theme.mm) : Math.max(1, 0.4 * Theme.mm)
        border.color: root.visualFocus ? Theme.ink : root.chosen ? Theme.accent : Theme.controlOutline
    }
    contentItem: RowLayout {
        id: row
        spacing: Theme.space

        Rectangle {
            Layout.preferredWidth: Theme.body * 1.1
            Layout.preferredHeight: Theme.body * 1.1
            radius: Theme.mm
            color: root.chosen ? Theme.accent : "transparent"
            border.width: Math.max(1, 0.5 * Theme.mm)
            border.color: root.chosen ? Theme.accent : Theme.controlOutline
            Accessible.ignored: true

            Words {
                anchors.centerIn: parent
                visible: root.chosen
                text: "\u2713"
                color: Theme.accentInk
                font.pixelSize: Theme.body
                font.weight: Font.Bold
                Accessible.ignored: true
            }
        }
        Words {
            Layout.fillWidth: true
            text: root.text
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }
}
