// A list of services, counters or clerks to pick one from; see listed.TARGET_FIELDS.
import QtQuick

PanelList {
    id: root

    required property bool open

    signal picked(kind: string, id: string)

    delegate: PanelRow {
        required property string id
        required property string kind
        required property string name
        required property bool possible
        required detail

        text: name
        dim: !possible
        enabled: root.open
        onClicked: root.picked(kind, id)
    }
}
