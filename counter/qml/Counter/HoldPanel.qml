// Why the visit is set aside: what the clerk will want to know on taking it up again.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    title: qsTr("Hold: why?")
    key: "Esc"
    onClosed: screen.closePanel()

    PanelList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.holdReasons
        delegate: PanelRow {
            required property var modelData

            text: modelData.text
            enabled: root.screen.can.hold && !root.screen.busy
            onClicked: root.screen.hold(modelData.id)
        }
    }
}
