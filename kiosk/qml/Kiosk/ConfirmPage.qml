// Before the paper: who is before one and how long it takes, what one needs, and the question.
import QtQuick
import QtQuick.Layouts
import Ui

KioskPage {
    id: root

    property bool portrait: false
    property bool tight: false

    visible: screen.page === "confirm"

    ColumnLayout {
        anchors.fill: parent
        spacing: 1.5 * Theme.space

        Words {
            Layout.fillWidth: true
            visible: !root.tight
            text: root.screen.chosenName
            font.pixelSize: Theme.capitals(8) * Theme.scale
            font.weight: Font.Bold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: summary.implicitHeight + Theme.space / 2
            Layout.maximumHeight: (root.portrait ? 240 : 90) * Theme.mm
            radius: Theme.radius
            color: Theme.raised
            border.width: Math.max(1, 0.3 * Theme.mm)
            border.color: Theme.outline

            ColumnLayout {
                id: summary
                anchors.centerIn: parent
                width: parent.width - 4 * Theme.space
                spacing: Theme.space / 2

                Words {
                    Layout.fillWidth: true
                    text: root.screen.aheadText
                    font.pixelSize: Theme.capitals(8) * Theme.scale
                    font.weight: Font.DemiBold
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    Layout.fillWidth: true
                    text: root.screen.waitText
                    color: Theme.quietInk
                    font.pixelSize: Theme.title
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
        GridLayout {
            Layout.fillWidth: true
            columns: root.portrait ? 1 : 3
            columnSpacing: Theme.space
            rowSpacing: Theme.space
            uniformCellWidths: true

            Repeater {
                model: root.screen.needs

                ToggleButton {
                    required property string need
                    required property string name

                    Layout.fillWidth: true
                    text: name
                    onClicked: root.screen.toggleNeed(need)
                }
            }
        }
        BigButton {
            Layout.fillWidth: true
            // Gives way down to a finger's size where a script needs taller lines.
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.tile
            Layout.preferredHeight: 1.5 * Theme.tile
            Layout.maximumHeight: 1.5 * Theme.tile
            primary: true
            size: Theme.title
            text: qsTr("Yes, take a ticket")
            onClicked: root.screen.takeTicket()
        }
    }
}
