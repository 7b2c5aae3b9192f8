// Who waits for this counter, in order; one can be called first, let others go first, or leave.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("In line")
    titleKey: "F12"
    aside: screen.waitingText

    PanelList {
        id: list
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.lineRows
        emptyText: qsTr("Nobody is waiting.")
        delegate: TicketRow {
            required property string ticket

            onClicked: root.screen.choose(ticket)
        }
    }
    // The buttons stand still below the list: rows move up while one aims at them.
    ColumnLayout {
        readonly property bool offered: root.screen.chosen.length > 0

        visible: offered
        spacing: Sizes.step
        onOfferedChanged: (!offered ? list : callThis.enabled ? callThis : letGo).forceActiveFocus()

        DeskButton {
            id: callThis
            Layout.fillWidth: true
            text: qsTr("Call this one")
            key: root.screen.chosen
            possible: root.screen.can.call
            busy: root.screen.busy
            primary: true
            onClicked: root.screen.callChosen()
        }
        RowLayout {
            spacing: Sizes.step

            DeskButton {
                id: letGo
                Layout.fillWidth: true
                text: qsTr("Let 2 go first")
                possible: root.screen.can.delay
                busy: root.screen.busy
                onClicked: root.screen.delayChosen()
            }
            DeskButton {
                text: qsTr("Remove")
                possible: root.screen.can.remove
                busy: root.screen.busy
                onClicked: root.screen.askRemove()
            }
        }
    }
}
