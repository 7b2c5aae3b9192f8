// The services: at the start all, with who waits and how long; later those that can be added.
import QtQuick
import QtQuick.Layouts
import Ui

KioskPage {
    id: root

    property bool portrait: false
    property bool tight: false

    readonly property bool adding: screen.page === "more"
    readonly property string heading: adding ? qsTr("What else brings you here?") : qsTr("What brings you here?")

    visible: adding || screen.page === "start"

    ColumnLayout {
        anchors.fill: parent
        spacing: 1.5 * Theme.space

        Words {
            Layout.fillWidth: true
            visible: !root.tight
            text: root.heading
            font.pixelSize: Theme.capitals(8) * Theme.scale
            font.weight: Font.Bold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        NoPaper {
            Layout.fillWidth: true
            screen: root.screen
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Flickable {
                id: flick
                anchors.fill: parent
                contentHeight: grid.height
                boundsBehavior: Flickable.StopAtBounds
                interactive: contentHeight > height + 1
                clip: interactive

                GridLayout {
                    id: grid
                    readonly property int lines: Math.ceil(tiles.count / columns)
                    // As large as the page allows, but few tiles stay together at its top.
                    readonly property real largest: (lines * 78 * Theme.mm) + (lines - 1) * rowSpacing

                    width: flick.width
                    height: Math.max(Math.min(flick.height, largest), implicitHeight)
                    columns: root.portrait ? (tiles.count > 6 ? 2 : 1) : tiles.count > 4 ? 3 : 2
                    columnSpacing: Theme.space
                    rowSpacing: Theme.space
                    uniformCellWidths: true
                    uniformCellHeights: true

                    Repeater {
                        id: tiles
                        model: root.screen.services

                        ServiceTile {
                            Layout.fillWidth: true
                            Layout.fillHeight: true
                            tight: root.tight && !root.portrait
                            onClicked: root.screen.chooseService(service)
                        }
                    }
                }
            }
            // Says that there is more below.
            Rectangle {
                anchors.left: parent.right
                anchors.leftMargin: Theme.mm
                visible: flick.interactive
                width: 2 * Theme.mm
                radius: width / 2
                y: flick.visibleArea.yPosition * parent.height
                height: flick.visibleArea.heightRatio * parent.height
                color: Theme.controlOutline
            }
        }
    }
}
