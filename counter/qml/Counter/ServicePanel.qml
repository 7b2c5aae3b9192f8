// What else the visitor in front came for: it follows in the same visit.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Add a service")
    key: "Esc"
    onClosed: screen.closePanel()

    TargetList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.serviceRows
        emptyText: qsTr("Every service is part of this visit already.")
        open: root.screen.can.addService && !root.screen.busy
        onPicked: (kind, id) => root.screen.addService(id)
    }
}
