// Why the counter pauses, as colleagues see it; also the way to close or change it.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Pause: why?")
    key: "Esc"
    onClosed: screen.closePanel()

    PanelList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.pauseReasons
        delegate: PanelRow {
            required property var modelData

            text: modelData.text
            enabled: root.screen.can.pause && !root.screen.busy
            onClicked: root.screen.pause(modelData.id)
        }
    }
    DeskButton {
        Layout.fillWidth: true
        visible: root.screen.hasClerks
        text: qsTr("Change clerk")
        possible: root.screen.can.open
        busy: root.screen.busy
        onClicked: root.screen.openPanel("clerk")
    }
    RowLayout {
        spacing: Sizes.step

        DeskButton {
            Layout.fillWidth: true
            text: qsTr("Close counter")
            possible: root.screen.can.close
            busy: root.screen.busy
            onClicked: root.screen.closeCounter()
        }
        DeskButton {
            Layout.fillWidth: true
            text: qsTr("Change counter")
            onClicked: root.screen.chooseCounter("")
        }
    }
}
