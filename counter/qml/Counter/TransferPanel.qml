// Where the visitor goes on: services with their lines, counters with what they do, colleagues.
import QtQuick
import QtQuick.Layouts
import Ui

Panel {
    id: root

    required property QtObject screen

    readonly property var headings: ({
        "service": qsTr("Services"),
        "counter": qsTr("Counters"),
        "clerk": qsTr("Clerks")
    })

    title: qsTr("Send on to")
    key: "Esc"
    onClosed: screen.closePanel()

    TargetList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.targetRows
        open: root.screen.can.transfer && !root.screen.busy
        section.property: "kind"
        section.delegate: DeskText {
            required property string section

            leftPadding: Sizes.gap
            rightPadding: Sizes.gap
            topPadding: Sizes.step
            width: ListView.view.width
            text: root.headings[section]
            color: Theme.quietInk
            font.pixelSize: Sizes.small
            font.weight: Font.DemiBold
        }
        onPicked: (kind, id) => root.screen.sendOn(kind, id)
    }
    Choice {
        Layout.fillWidth: true
        box: true
        text: qsTr("Comes back to me after")
        chosen: root.screen.comesBack
        onClicked: root.screen.setComesBack(!chosen)
    }
}
