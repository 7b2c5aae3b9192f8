// The banner that says what cannot be known now; it takes its room only while it is needed.
import QtQuick

Rectangle {
    id: root

    required property string text
    property real size: Theme.body

    visible: text.length > 0
    color: Theme.raised
    border.color: Theme.warn
    border.width: Math.max(2, 0.6 * Theme.mm)
    radius: Theme.radius
    implicitHeight: row.implicitHeight + Theme.space

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space / 2

        Words {
            text: "\u26A0"
            color: Theme.warn
            font.pixelSize: root.size
            Accessible.ignored: true
        }
        Words {
            text: root.text
            color: Theme.ink
            font.pixelSize: root.size
            font.weight: Font.DemiBold
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }
}
