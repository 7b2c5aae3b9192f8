// The number, as large as can be; paper is a copy of this page.
import QtQuick
import QtQuick.Layouts
import Ui

KioskPage {
    id: root

    property bool portrait: false

    readonly property QtObject ticket: screen.ticket
    readonly property real numberSize: Theme.number * (portrait ? 2 : 1.6)

    visible: screen.page === "ticket"

    ColumnLayout {
        anchors.fill: parent
        spacing: 1.5 * Theme.space

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: root.portrait ? 1 : 2
            columnSpacing: 2 * Theme.space
            rowSpacing: 2 * Theme.space

            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: Theme.space / 2

                Item {
                    Layout.fillHeight: true
                }
                Words {
                    Layout.fillWidth: true
                    text: root.ticket.title
                    color: Theme.quietInk
                    font.pixelSize: Theme.title
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.name: text
                }
                // The number gives way where a script needs taller lines, so that nothing overlaps.
                Words {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: root.numberSize * 1.2
                    Layout.maximumHeight: root.numberSize * 1.2
                    Layout.minimumHeight: Theme.number * 0.6
                    text: root.ticket.number
                    color: root.ticket.over ? Theme.quietInk : Theme.accent
                    font.pixelSize: root.numberSize
                    font.weight: Font.Bold
                    lineHeight: 0.85
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Theme.number * 0.5
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    Accessible.name: text
                }
                Words {
                    Layout.fillWidth: true
                    text: root.ticket.step
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.name: text
                }
                Words {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: root.ticket.ahead
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: root.ticket.wait
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: root.ticket.missed
                    color: Theme.quietInk
                    horizontalAlignment: Text.AlignHCenter
                }
                Words {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: root.ticket.concerns
                    color: Theme.quietInk
                    horizontalAlignment: Text.AlignHCenter
                }
                Item {
                    Layout.fillHeight: true
                }
            }
            QrPanel {
                // The code gives way as the number does, where a script needs taller lines.
                Layout.alignment: Qt.AlignCenter
                Layout.fillHeight: true
                Layout.maximumHeight: implicitHeight
                visible: root.ticket.link.length > 0
                link: root.ticket.link
            }
        }
        PaperNotice {
            Layout.fillWidth: true
            // As tall as the button that it takes the place of, so that nothing moves.
            Layout.minimumHeight: root.ticket.offersPaper ? Theme.tile : 0
            visible: text.length > 0
            text: root.ticket.paper
            state: root.ticket.paperState
            again: root.screen.canPrintAgain
            onPrintAgain: root.screen.printAgain()
        }
        BigButton {
            Layout.alignment: Qt.AlignHCenter
            visible: root.ticket.paper.length === 0 && root.screen.canPrintAgain
            text: qsTr("Print again")
            onClicked: root.screen.printAgain()
        }
    }
}
