// The question before a page is forgotten; whoever answers has time again.
import QtQuick
import QtQuick.Layouts
import Ui

Item {
    id: root

    required property QtObject screen

    visible: screen.stillThere

    // Takes every tap: what lies below is not meant while the question stands.
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        Accessible.ignored: true
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.highContrast ? Theme.ground : Theme.ink
        opacity: Theme.highContrast ? 1 : 0.6
    }
    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 6 * Theme.space, 260 * Theme.mm)
        height: content.implicitHeight + 6 * Theme.space
        radius: Theme.radius
        color: Theme.raised
        border.width: Theme.mm
        border.color: Theme.accent

        ColumnLayout {
            id: content
            anchors.centerIn: parent
            width: parent.width - 6 * Theme.space
            spacing: 2 * Theme.space

            Words {
                Layout.fillWidth: true
                text: qsTr("Are you still there?")
                font.pixelSize: Theme.capitals(9) * Theme.scale
                font.weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
            Words {
                Layout.fillWidth: true
                text: root.screen.countdownText
                color: Theme.quietInk
                horizontalAlignment: Text.AlignHCenter
            }
            BigButton {
                Layout.fillWidth: true
                Layout.preferredHeight: 1.3 * Theme.tile
                primary: true
                text: qsTr("Yes, I need more time")
                onClicked: root.screen.stay()
            }
            BigButton {
                Layout.fillWidth: true
                text: qsTr("No, I am done")
                onClicked: root.screen.leave()
            }
        }
    }
}
