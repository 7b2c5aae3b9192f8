// One call: the number, an arrow, the counter; the latest is as large as the wall allows.
import QtQuick
import Ui

Rectangle {
    id: root

    required property int index
    required property string number
    required property string counter
    required property bool called
    required property bool pulsing
    required property real unit
    required property real room // how far down there is room for rows
    property bool stale: false

    readonly property bool first: index === 0

    height: (first ? 26 : 10.4) * unit
    radius: 1.2 * unit
    color: first ? Theme.raised : "transparent"
    // What has no room below a notice is left out whole, never cut through.
    opacity: y + height > room ? 0 : stale ? 0.45 : 1
    Accessible.role: Accessible.StaticText
    Accessible.name: number + " " + counter

    Rectangle {
        visible: root.called
        width: 1.2 * root.unit
        height: parent.height - 4 * root.unit
        radius: width / 2
        color: Theme.called
        anchors.verticalCenter: parent.verticalCenter
        anchors.left: parent.left
    }
    Row {
        anchors.verticalCenter: parent.verticalCenter
        anchors.left: parent.left
        anchors.leftMargin: 3.2 * root.unit
        spacing: 3 * root.unit

        Words {
            id: numberText
            width: (root.first ? 66 : 28) * root.unit
            text: root.number
            color: root.called ? Theme.called : Theme.ink
            font.pixelSize: (root.first ? 25 : 8.4) * root.unit
            font.weight: Font.Bold
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: arrow
            width: (root.first ? 11 : 8) * root.unit
            horizontalAlignment: Text.AlignHCenter
            text: root.LayoutMirroring.enabled ? "\u2190" : "\u2192"
            color: Theme.quietInk
            font.pixelSize: (root.first ? 11 : 6) * root.unit
            anchors.verticalCenter: parent.verticalCenter
        }
        // A long name gives way in size before it is cut.
        Words {
            width: root.width - numberText.width - arrow.width - 10.4 * root.unit
            text: root.counter
            font.pixelSize: (root.first ? 12.5 : 7) * root.unit
            minimumPixelSize: (root.first ? 7 : 4.4) * root.unit
            fontSizeMode: Text.HorizontalFit
            font.weight: Font.DemiBold
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    SequentialAnimation {
        running: root.pulsing
        loops: 3
        onStopped: numberText.opacity = 1
        NumberAnimation { target: numberText; property: "opacity"; to: 0.25; duration: Theme.lessMotion ? 0 : 350; easing.type: Easing.OutQuad }
        NumberAnimation { target: numberText; property: "opacity"; to: 1; duration: Theme.lessMotion ? 0 : 350; easing.type: Easing.OutQuad }
    }
}
