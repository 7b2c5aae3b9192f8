// What a visitor needs: a drawing and its word, or the drawing alone where a list is narrow.
import QtQuick
import QtQuick.Shapes
import Ui

Row {
    id: root

    required property string need
    required property string text
    property bool wordShown: true
    property color colour: Theme.ink
    property real size: Sizes.base * 1.3

    readonly property var drawings: ({
        "wheelchair": "M10 3.5 a1.6 1.6 0 1 0 0.01 0 M10 8 v6 h6 l3 6 M10 10.5 h5 M7.4 11.5 a5.2 5.2 0 1 0 7.2 6.3",
        "interpreter": "M3 4 h11 v8 h-6 l-3 3 v-3 h-2 z M17 8 h4 v9 h-2 v3 l-3 -3 h-5 v-2",
        "hearing_loop": "M7 10 a5 5 0 1 1 10 0 c0 4.5 -4.5 4.5 -4.5 8.5 a2.7 2.7 0 0 1 -5 1 M9.8 10.2 a2.2 2.2 0 1 1 4.4 0 c0 2 -1.6 2.4 -2.2 3.6"
    })

    spacing: Sizes.step
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Item {
        width: root.size
        height: width
        anchors.verticalCenter: parent.verticalCenter

        Shape {
            width: 24
            height: 24
            scale: parent.width / 24
            transformOrigin: Item.TopLeft

            ShapePath {
                strokeColor: root.colour
                strokeWidth: 2
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                PathSvg {
                    path: root.drawings[root.need] ?? ""
                }
            }
        }
    }
    DeskText {
        visible: root.wordShown
        text: root.text
        color: root.colour
        anchors.verticalCenter: parent.verticalCenter
        Accessible.ignored: true
    }
}
