// Who was set aside here or did not come; also the way to call a number that somebody shows.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Held")
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
    ColumnLayout {
        readonly property bool offered: root.screen.chosen.length > 0

        visible: offered
        spacing: Sizes.step
        onOfferedChanged: (!offered ? list : callNow.enabled ? callNow : back).forceActiveFocus()

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
        RowLayout {
            spacing: Sizes.step

            DeskButton {
                id: back
                Layout.fillWidth: true
                text: qsTr("Back in line")
                possible: root.screen.can["return"]
                busy: root.screen.busy
                onClicked: root.screen.returnChosen()
            }
            DeskButton {
                text: qsTr("Remove")
                visible: !root.screen.chosenMissed
                possible: root.screen.can.remove
                busy: root.screen.busy
                onClicked: root.screen.askRemove()
            }
        }
    }
    RowLayout {
        visible: root.screen.chosen.length === 0
        spacing: Sizes.step

        DeskField {
            id: number
            Layout.fillWidth: true
            placeholderText: qsTr("Another number")
            maximumLength: 8
            onAccepted: root.screen.callTicket(text)
        }
        DeskButton {
            text: qsTr("Call")
            possible: root.screen.can.call
            busy: root.screen.busy
            onClicked: root.screen.callTicket(number.text)
        }
    }
}
