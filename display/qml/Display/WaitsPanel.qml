// How long each service takes for who comes now, in places that stand still.
import QtQuick
import Ui

Rectangle {
    id: root

    required property QtObject screen
    required property real unit
    readonly property real whole: (9.8 + 18.6 * screen.waitPlaces) * unit

    radius: 1.2 * unit
    color: "transparent"
    border.width: Math.max(1, 0.25 * unit)
    border.color: Theme.outline
    visible: places.count > 0
    opacity: screen.linkUp ? 1 : 0.45

    Column {
        anchors.fill: parent
        anchors.leftMargin: 3 * root.unit
        anchors.rightMargin: 3 * root.unit
        anchors.topMargin: 1.4 * root.unit

        FadingWords {
            width: parent.width
            height: 6.8 * root.unit
            words: root.screen.waitsTitle
            color: Theme.quietInk
            font.pixelSize: 4.2 * root.unit
        }
        Repeater {
            id: places
            model: root.screen.waits

            Item {
                id: place

                required property string name
                required property string wait

                width: parent.width
                height: 18.6 * root.unit
                // What has no room below a notice is left out whole, never cut through.
                opacity: y + height > root.height - 1.4 * root.unit ? 0 : 1
                Accessible.role: Accessible.StaticText
                Accessible.name: name + " " + wait

                FadingWords {
                    width: parent.width
                    height: 7 * root.unit
                    words: place.name
                    font.pixelSize: 5.2 * root.unit
                }
                FadingWords {
                    y: 6.8 * root.unit
                    width: parent.width
                    height: 9.4 * root.unit
                    words: place.wait
                    font.pixelSize: 7.2 * root.unit
                    font.weight: Font.Bold
                }
            }
        }
    }
}
