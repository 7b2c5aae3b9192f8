// Who was set aside here or did not come; also the way to call a number that somebody shows.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui
import Ui

Panel {
    id: root

    required property QtObject screen

    title: qsTr("On hold and missed")
    key: "Esc"
    onClosed: screen.closePanel()

    PanelList {
        id: list
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.heldRows
        emptyText: qsTr("Nobody is on hold.")
        delegate: TicketRow {
            required property string ticket

            onClicked: root.screen.choose(ticket)
        }
    }
    RowLayout {
        readonly property bool offered: root.screen.chosen.length > 0

        visible: offered
        spacing: Sizes.step
        onOfferedChanged: (offered ? callNow : list).forceActiveFocus()

        DeskButton {
            id: callNow
            Layout.fillWidth: true
            text: qsTr("Call now")
            key: root.screen.chosen
            possible: root.screen.can.call
            busy: root.screen.busy
            primary: true
            onClicked: root.screen.resumeChosen()
        }
        DeskButton {
            Layout.fillWidth: true
            text: qsTr("Back in line")
            possible: root.screen.can["return"]
            busy: root.screen.busy
            onClicked: root.screen.returnChosen()
        }
    }
    RowLayout {
        visible: root.screen.chosen.length === 0
        spacing: Sizes.step

        TextField {
            id: number
            Layout.fillWidth: true
            implicitHeight: Sizes.control
            placeholderText: qsTr("Another number")
            font.pixelSize: Sizes.base
            color: Theme.ink
            placeholderTextColor: Theme.quietInk
            maximumLength: 8
            Accessible.name: placeholderText
            onAccepted: root.screen.callTicket(text)
            background: Rectangle {
                radius: Sizes.radius
                color: Theme.raised
                border.width: number.activeFocus ? 2 : 1
                border.color: number.activeFocus ? Theme.ink : Theme.controlOutline
            }
        }
        DeskButton {
            text: qsTr("Call")
            possible: root.screen.can.call
            busy: root.screen.busy
            onClicked: root.screen.callTicket(number.text)
        }
    }
}
