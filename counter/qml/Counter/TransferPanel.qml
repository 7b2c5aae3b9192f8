// Where the visitor goes on: services with their lines, then counters with what they are doing.
import QtQuick
import QtQuick.Layouts
import Ui

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Send on to")
    key: "Esc"
    onClosed: screen.closePanel()

    PanelList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.targetRows
        section.property: "kind"
        section.delegate: DeskText {
            required property string section

            leftPadding: Sizes.gap
            rightPadding: Sizes.gap
            topPadding: Sizes.step
            width: ListView.view.width
            text: section === "service" ? qsTr("Services") : qsTr("Counters")
            color: Theme.quietInk
            font.pixelSize: Sizes.small
            font.weight: Font.DemiBold
        }
        delegate: PanelRow {
            required property string id
            required property string kind
            required property string name
            required detail

            text: name
            enabled: root.screen.can.transfer && !root.screen.busy
            onClicked: root.screen.sendOn(kind, id)
        }
    }
}
