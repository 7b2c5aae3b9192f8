// Before the paper: who is before one and how long it takes, what one needs, and the question.
import QtQuick
import QtQuick.Layouts
import Ui

KioskPage {
    id: root

    property bool portrait: false

    readonly property real third: (width - 2 * Theme.space) / 3

    visible: screen.page === "confirm"

    ColumnLayout {
        anchors.fill: parent
        spacing: 1.5 * Theme.space

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
                    visible: text.length > 0
                    text: root.screen.waitText
                    color: Theme.quietInk
                    font.pixelSize: Theme.title
                    horizontalAlignment: Text.AlignHCenter
                }
                // Whoever has added a service has read it twice, and the room is needed.
                NoPaper {
                    Layout.fillWidth: true
                    visible: text.length > 0 && also.count === 0
                    screen: root.screen
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
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: also.count > 0
            columns: root.portrait ? 1 : 3
            columnSpacing: Theme.space
            rowSpacing: Theme.space

            Repeater {
                id: also
                model: root.screen.also

                TwoLineButton {
                    required property string service
                    required property string name

                    Layout.fillWidth: root.portrait
                    Layout.fillHeight: true
                    Layout.preferredWidth: root.third
                    sign: "\u2713"
                    text: name
                    hint: qsTr("Touch to take it out again.")
                    onClicked: root.screen.dropService(service)
                }
            }
        }
        GridLayout {
            Layout.fillWidth: true
            // Gives way down to a finger's size where a script needs taller lines.
            Layout.fillHeight: true
            Layout.minimumHeight: implicitHeight
            Layout.maximumHeight: root.portrait ? implicitHeight : 1.5 * Theme.tile
            columns: root.portrait ? 1 : 2
            columnSpacing: Theme.space
            rowSpacing: Theme.space

            TwoLineButton {
                Layout.fillWidth: root.portrait
                Layout.fillHeight: true
                Layout.preferredWidth: root.third
                visible: root.screen.canAddMore
                sign: "+"
                text: qsTr("One more concern")
                hint: qsTr("With the same number.")
                onClicked: root.screen.addMore()
            }
            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                primary: true
                size: Theme.title
                text: qsTr("Yes, take a ticket")
                onClicked: root.screen.takeTicket()
            }
        }
    }
}
