// A page: fills the room between the bars and fades in when its turn comes.
import QtQuick
import Ui

Item {
    id: root

    required property QtObject screen

    anchors.fill: parent
    opacity: visible ? 1 : 0

    Behavior on opacity {
        enabled: root.visible
        NumberAnimation {
            duration: Theme.pageMs
            easing.type: Easing.OutQuad
        }
    }
}
