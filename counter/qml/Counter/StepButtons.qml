// Every step with a ticket, each always in the same place.
import QtQuick
import QtQuick.Layouts

GridLayout {
    id: root

    required property QtObject screen

    readonly property Item suggested: [startButton, finishButton, noShowButton].find(button => button.primary) ?? null

    columns: 4
    uniformCellWidths: true
    columnSpacing: Sizes.gap
    rowSpacing: Sizes.gap

    DeskButton {
        id: startButton
        Layout.fillWidth: true
        text: qsTr("Start")
        key: "F7"
        possible: root.screen.can.start
        busy: root.screen.busy
        primary: root.screen.suggestion === "start"
        onClicked: root.screen.start()
    }
    DeskButton {
        id: finishButton
        Layout.fillWidth: true
        text: qsTr("Finish")
        key: "F10"
        Accessible.name: root.screen.finishText
        possible: root.screen.can.finish
        busy: root.screen.busy
        primary: root.screen.suggestion === "finish" && root.screen.mainStep !== "finish"
        onClicked: root.screen.finish()
    }
    DeskButton {
        Layout.fillWidth: true
        text: qsTr("Recall")
        key: "F9"
        possible: root.screen.can.recall
        busy: root.screen.busy
        onClicked: root.screen.recall()
    }
    DeskButton {
        id: noShowButton
        Layout.fillWidth: true
        text: qsTr("No-show")
        key: "F6"
        possible: root.screen.can.noShow
        busy: root.screen.busy
        primary: root.screen.suggestion === "noShow"
        onClicked: root.screen.noShow()
    }
    DeskButton {
        Layout.fillWidth: true
        text: qsTr("Hold")
        key: "F5"
        possible: root.screen.can.hold
        busy: root.screen.busy
        shown: root.screen.panel === "hold"
        onClicked: root.screen.openPanel("hold")
    }
    DeskButton {
        Layout.fillWidth: true
        text: qsTr("Send on")
        key: "F4"
        possible: root.screen.can.transfer
        busy: root.screen.busy
        shown: root.screen.panel === "transfer"
        onClicked: root.screen.openPanel("transfer")
    }
    DeskButton {
        Layout.fillWidth: true
        text: root.screen.heldText
        urgent: root.screen.reminder.length > 0
        key: "F3"
        shown: root.screen.panel === "held"
        Accessible.name: qsTr("Held")
        onClicked: root.screen.openPanel("held")
    }
    DeskButton {
        Layout.fillWidth: true
        text: qsTr("Pause")
        key: "F2"
        possible: root.screen.can.pause
        busy: root.screen.busy
        shown: root.screen.panel === "pause"
        onClicked: root.screen.openPanel("pause")
    }
}
