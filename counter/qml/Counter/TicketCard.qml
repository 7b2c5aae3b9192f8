// Who is in front of the clerk: the number, what they came for and then, what they need, and why.
import QtQuick
import QtQuick.Layouts
import Ui

Rectangle {
    id: root

    required property QtObject screen

    readonly property var ticket: screen.ticket // see shown.in_front
    readonly property bool overdue: screen.suggestion === "noShow"
    readonly property bool empty: ticket.number.length === 0
    readonly property bool narrow: width < 42 * Sizes.base
    readonly property bool crowded: narrow && ticket.needs.length + (ticket.mark ? 1 : 0) > 1
    readonly property int lineHeight: Math.round(1.45 * Sizes.base)

    radius: Sizes.radius + 2
    color: Theme.raised
    border.width: 1
    border.color: Theme.outline

    DeskLines {
        anchors.fill: parent
        anchors.margins: Sizes.space
        visible: root.empty
        text: root.screen.emptyText
        color: Theme.quietInk
        font.pixelSize: Math.round(1.2 * Sizes.base)
        horizontalAlignment: Text.AlignHCenter
    }
    Rectangle {
        visible: root.ticket.called
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Sizes.gap
        width: Sizes.step
        radius: 2
        color: Theme.called
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Sizes.step
        anchors.leftMargin: Sizes.space + Sizes.gap
        anchors.rightMargin: Sizes.space
        visible: !root.empty
        spacing: 0

        Item {
            Layout.fillHeight: true
            Layout.maximumHeight: Sizes.step
        }
        RowLayout {
            Layout.preferredHeight: Sizes.number
            spacing: Sizes.space
            DeskText {
                Layout.preferredHeight: Sizes.number
                text: root.ticket.number
                color: root.ticket.called ? Theme.called : Theme.ink
                font.pixelSize: Sizes.number
                font.weight: Font.Bold
                elide: Text.ElideNone
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                DeskText {
                    Layout.alignment: Qt.AlignRight
                    text: root.screen.timerText
                    Layout.preferredHeight: 1.9 * Sizes.base
                    font.pixelSize: Math.round(1.8 * Sizes.base)
                    font.weight: Font.DemiBold
                    color: root.overdue ? Theme.stop : Theme.ink
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
                DeskText {
                    Layout.fillWidth: true
                    horizontalAlignment: Text.AlignRight
                    text: root.ticket.state
                    color: root.overdue ? Theme.stop : Theme.quietInk
                    font.pixelSize: Sizes.small
                }
            }
        }
        Item {
            Layout.fillHeight: true
            Layout.maximumHeight: Sizes.gap
        }
        DeskText {
            Layout.fillWidth: true
            Layout.preferredHeight: root.lineHeight
            text: root.ticket.service
            font.pixelSize: Math.round(1.15 * Sizes.base)
            font.weight: Font.DemiBold
        }
        RowLayout {
            Layout.preferredHeight: root.lineHeight
            spacing: Sizes.gap
            Mark {
                text: root.ticket.mark
            }
            DeskText {
                Layout.fillWidth: true
                Layout.minimumWidth: 0
                Layout.maximumWidth: Math.ceil(implicitWidth)
                Layout.preferredHeight: root.lineHeight
                text: root.ticket.language
            }
            Repeater {
                model: root.ticket.needs
                NeedMark {
                    required property var modelData
                    need: modelData.id
                    Layout.preferredHeight: root.lineHeight
                    text: modelData.text
                    wordShown: !root.narrow
                }
            }
            Item {
                Layout.fillWidth: true
            }
            DeskButton {
                implicitHeight: root.lineHeight
                size: Sizes.small
                text: root.crowded ? "+" : "+ " + qsTr("Service")
                key: "F11"
                possible: root.screen.can.addService
                busy: root.screen.busy
                shown: root.screen.panel === "service"
                Accessible.name: qsTr("Add a service")
                onClicked: root.screen.openPanel("service")
            }
        }
        Item {
            Layout.fillHeight: true
        }
        DeskText {
            Layout.fillWidth: true
            visible: text.length > 0
            text: root.ticket.then
            font.pixelSize: Sizes.small
            font.weight: Font.DemiBold
        }
        DeskLines {
            Layout.fillWidth: true
            text: [root.ticket.note, root.ticket.why].filter(part => part).join(" · ")
            color: Theme.quietInk
            font.pixelSize: Sizes.small
            maximumLineCount: 2
        }
    }
}
