// Who waits for this counter, in order; one can be chosen and called before the others.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("In line")
    aside: screen.waitingText

    PanelList {
        id: list
        Layout.fillWidth: true
        Layout.fillHeight: true
        model: root.screen.lineRows
        emptyText: qsTr("Nobody is waiting.")
        delegate: TicketRow {
            required property string ticket

            onClicked: root.screen.choose(ticket)
        }
    }
    // The button stands still below the list: rows move up while one aims at them.
    DeskButton {
        id: callThis

        readonly property bool offered: root.screen.chosen.length > 0

        Layout.fillWidth: true
        visible: offered
        onOfferedChanged: (offered ? callThis : list).forceActiveFocus()
        text: qsTr("Call this one")
        key: root.screen.chosen
        possible: root.screen.can.call
        busy: root.screen.busy
        primary: true
        onClicked: root.screen.callChosen()
    }
}
