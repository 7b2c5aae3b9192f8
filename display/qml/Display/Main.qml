// The wall: the called numbers with their counters, the next few, and the time.
import QtQuick
import QtQuick.Layouts
import Ui

Window {
    id: root

    required property QtObject screen

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

        RowLayout {
            Layout.fillWidth: true
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
                anchors.fill: parent
                spacing: 1.2 * root.unit
                Repeater {
                    id: calls
                    model: root.screen.rows
                    CallRow {
                        width: parent.width
                        unit: root.unit
                        stale: !root.screen.linkUp
                    }
                }
            }
        }
        Words {
            Layout.fillWidth: true
            visible: root.screen.nextNumbers.length > 0
            text: qsTr("Next:") + "  " + root.screen.nextNumbers
            color: Theme.quietInk
            font.pixelSize: 5 * root.unit
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
}
