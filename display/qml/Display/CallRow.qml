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

    radius: 1.2 * unit
    color: first ? Theme.raised : "transparent"
    // What has no room is left out whole, never cut through.
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
        anchors.fill: parent
        anchors.leftMargin: 3.2 * root.unit
        anchors.rightMargin: 3.2 * root.unit
        spacing: 3 * root.unit

        Words {
            id: numberText
            width: (root.first ? 2.54 : 2.7) * root.height
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: root.number
            color: root.called ? Theme.called : Theme.ink
            font.pixelSize: (root.first ? 0.96 : 0.81) * root.height
            font.weight: Font.Bold
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
        }
        Words {
            id: arrow
            width: (root.first ? 0.42 : 0.77) * root.height
            height: parent.height
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: root.LayoutMirroring.enabled ? "\u2190" : "\u2192"
            color: Theme.quietInk
            font.pixelSize: (root.first ? 0.42 : 0.58) * root.height
        }
        // A name gives way in size; a long one takes more lines before it is cut.
        Words {
            id: counterText
            readonly property bool isLong: oneLine.advanceWidth > 1.6 * width

            width: parent.width - numberText.width - arrow.width - 2 * parent.spacing
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: root.counter
            font.pixelSize: (root.first ? 0.48 : 0.67) * root.height
            minimumPixelSize: (root.first ? 0.2 : 0.34) * root.height
            fontSizeMode: isLong ? Text.Fit : Text.HorizontalFit
            wrapMode: isLong ? Text.WordWrap : Text.NoWrap
            font.weight: Font.DemiBold
            elide: Text.ElideRight

            TextMetrics {
                id: oneLine
                text: counterText.text
                font: counterText.font
            }
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
