// The banner that says in one line what cannot be known now; it takes its room only while needed.
import QtQuick

Rectangle {
    id: root

    required property string text
    property real size: Theme.body // of its letters

    visible: text.length > 0
    color: Theme.raised
    border.color: Theme.warn
    border.width: Math.max(2, 0.08 * size)
    radius: 0.3 * size
    implicitHeight: 1.7 * size

    Row {
        anchors.centerIn: parent
        height: parent.height
        spacing: 0.5 * root.size

        Words {
            id: sign
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: "\u26A0"
            color: Theme.warn
            font.pixelSize: root.size
            Accessible.ignored: true
        }
        // A long sentence gives way in size, and never leaves the banner.
        Words {
            width: Math.min(implicitWidth, root.width - sign.width - 1.5 * root.size)
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: root.text
            font.pixelSize: root.size
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 0.5 * root.size
            wrapMode: Text.NoWrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }
}
