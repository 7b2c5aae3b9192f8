// Who is in front of the clerk: the number, what they came for, what they need, and for how long.
import QtQuick
import QtQuick.Layouts
import Ui

Rectangle {
    id: root

    required property var ticket // see shown.in_front
    required property string timer
    required property string emptyText
    property bool overdue: false

    readonly property bool empty: ticket.number.length === 0

    radius: Sizes.radius + 2
    color: Theme.raised
    border.width: 1
    border.color: Theme.outline

    DeskText {
        anchors.fill: parent
        anchors.margins: Sizes.space
        visible: root.empty
        text: root.emptyText
        color: Theme.quietInk
        font.pixelSize: Math.round(1.2 * Sizes.base)
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
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
        anchors.margins: Sizes.space
        anchors.leftMargin: Sizes.space + Sizes.gap
        visible: !root.empty
        spacing: 0

        RowLayout {
            Layout.preferredHeight: 1.15 * Sizes.number
            spacing: Sizes.space
            DeskText {
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
                    text: root.timer
                    Layout.preferredHeight: 2.1 * Sizes.base
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
        RowLayout {
            Layout.preferredHeight: Sizes.line
            spacing: Sizes.space
            DeskText {
                Layout.fillWidth: true
                Layout.preferredHeight: Sizes.line
                text: root.ticket.service
                font.pixelSize: Math.round(1.15 * Sizes.base)
                font.weight: Font.DemiBold
            }
            DeskText {
                Layout.maximumWidth: 0.5 * root.width
                Layout.preferredHeight: Sizes.line
                visible: text.length > 0
                text: root.ticket.note
                color: Theme.quietInk
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: Sizes.space
            Mark {
                text: root.ticket.mark
            }
            DeskText {
                height: Sizes.line
                text: root.ticket.language
            }
            Repeater {
                model: root.ticket.needs
                NeedMark {
                    required property var modelData
                    need: modelData.id
                    height: Sizes.line
                    text: modelData.text
                }
            }
        }
    }
}
