// The wall: the called numbers with their counters, the next few, and the time.
import QtQuick
import QtQuick.Layouts
import Ui

Window {
    id: root

    required property QtObject screen

    readonly property bool portrait: height > width
    readonly property real unit: Math.min(height, width * 9 / 16) / 100
    // How tall the calls are: the latest, and those before it, which have more room upright.
    readonly property real latest: 26 * unit
    readonly property real earlier: (portrait ? 18 : 10.4) * unit
    readonly property real gap: 1.2 * unit

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
            spacing: 4 * root.unit
            Words {
                Layout.fillWidth: true
                Layout.preferredHeight: parent.height
                verticalAlignment: Text.AlignVCenter
                text: root.screen.zoneName
                color: Theme.quietInk
                font.pixelSize: 5 * root.unit
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Words {
                Layout.preferredHeight: parent.height
                verticalAlignment: Text.AlignVCenter
                text: root.screen.clockText
                font.pixelSize: 5 * root.unit
                font.weight: Font.DemiBold
            }
        }
        // As tall as the next numbers, whose room it takes, so that nothing else moves or is lost.
        OfflineNotice {
            Layout.fillWidth: true
            size: 4 * root.unit
            text: root.screen.notice
        }
        Item {
            id: board
            Layout.fillWidth: true
            Layout.fillHeight: true

            // In the place of the first call, which is nobody else's.
            Rectangle {
                visible: calls.count === 0 && root.screen.linkUp
                width: parent.width
                height: root.latest
                radius: 1.2 * root.unit
                color: Theme.raised

                Words {
                    anchors.fill: parent
                    anchors.margins: 3.2 * root.unit
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    text: qsTr("Your number will be shown here.")
                    color: Theme.quietInk
                    font.pixelSize: 8.4 * root.unit
                    fontSizeMode: Text.HorizontalFit
                    wrapMode: Text.NoWrap
                }
            }
            Column {
                width: parent.width
                spacing: root.gap
                Repeater {
                    id: calls
                    model: root.screen.rows
                    CallRow {
                        anchors.left: parent?.left
                        width: first || root.portrait || !waits.visible ? parent.width : parent.width - waits.width - 3 * root.unit
                        height: first ? root.latest : root.earlier
                        room: root.portrait && waits.visible ? waits.y : board.height
                        unit: root.unit
                        stale: !root.screen.linkUp
                    }
                }
            }
            // Beside the earlier calls, or below them on a wall that stands upright.
            WaitsPanel {
                id: waits
                anchors.right: parent.right
                y: root.portrait ? parent.height - height : root.latest + root.gap
                width: root.portrait ? parent.width : 74 * root.unit
                height: Math.min(whole, parent.height - root.latest - root.gap)
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
