// The wall: the called numbers with their counters, the next few, and the time.
import QtQuick
import QtQuick.Layouts
import Ui

Window {
    id: root

    required property QtObject screen

    readonly property bool portrait: height > width
    readonly property real unit: Math.min(height, width * 9 / 16) / 100

    color: Theme.ground
    title: screen.zoneName

    Component.onCompleted: Theme.dark = true

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 4 * root.unit
        spacing: 2 * root.unit
        LayoutMirroring.enabled: root.screen.rightToLeft
        LayoutMirroring.childrenInherit: true

        // Lines as tall in every script, so that as many calls find room.
        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: 6.8 * root.unit
            Layout.maximumHeight: 6.8 * root.unit
            Words {
                Layout.fillWidth: true
                text: root.screen.zoneName
                color: Theme.quietInk
                font.pixelSize: 5 * root.unit
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Words {
                text: root.screen.clockText
                font.pixelSize: 5 * root.unit
                font.weight: Font.DemiBold
            }
        }
        OfflineNotice {
            Layout.fillWidth: true
            size: 4 * root.unit
            text: root.screen.notice
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Words {
                anchors.centerIn: parent
                visible: calls.count === 0 && root.screen.linkUp
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Your number will be shown here.")
                color: Theme.quietInk
                font.pixelSize: 7 * root.unit
            }
            Column {
                width: parent.width
                spacing: 1.2 * root.unit
                Repeater {
                    id: calls
                    model: root.screen.rows
                    CallRow {
                        anchors.left: parent?.left
                        width: first || root.portrait ? parent.width : parent.width - waits.width - 3 * root.unit
                        room: root.portrait ? waits.y : waits.y + waits.height
                        unit: root.unit
                        stale: !root.screen.linkUp
                    }
                }
            }
            // Beside the earlier calls, or below them on a wall that stands upright.
            WaitsPanel {
                id: waits
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                width: root.portrait ? parent.width : 74 * root.unit
                height: Math.min(47 * root.unit, parent.height - 27.2 * root.unit)
                screen: root.screen
                unit: root.unit
            }
        }
        Words {
            Layout.fillWidth: true
            Layout.preferredHeight: 6.8 * root.unit
            verticalAlignment: Text.AlignVCenter
            visible: root.screen.nextNumbers.length > 0
            text: qsTr("Next:") + "  " + root.screen.nextNumbers
            color: Theme.quietInk
            font.pixelSize: 5 * root.unit
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
}
