// Who sits at this counter: asked on opening, where the zone names its clerks.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Who sits here?")
    key: "Esc"
    onClosed: screen.closePanel()

    TargetList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.clerkRows
        open: root.screen.can.open && !root.screen.busy
        onPicked: (kind, id) => root.screen.sitDown(id)
    }
}
