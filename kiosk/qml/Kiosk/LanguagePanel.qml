// The languages in front of a page that has no room for them beside it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

Item {
    id: root

    required property QtObject screen

    signal closed

    Connections {
        target: root.screen
        function onLanguageChanged() {
            root.closed();
        }
    }
    // A touch beside the panel closes it and reaches nothing below.
    AbstractButton {
        anchors.fill: parent
        Accessible.ignored: true
        onClicked: root.closed()
        background: Rectangle {
            color: Theme.highContrast ? Theme.ground : Theme.ink
            opacity: Theme.highContrast ? 1 : 0.6
        }
    }
    Rectangle {
        anchors.centerIn: parent
        width: parent.width - 4 * Theme.space
        height: content.implicitHeight + 4 * Theme.space
        radius: Theme.radius
        color: Theme.raised
        border.width: Theme.mm
        border.color: Theme.accent

        ColumnLayout {
            id: content
            anchors.centerIn: parent
            width: parent.width - 4 * Theme.space
            spacing: 2 * Theme.space

            LanguageRow {
                Layout.fillWidth: true
                screen: root.screen
            }
            BigButton {
                Layout.alignment: Qt.AlignHCenter
                text: qsTr("Close")
                onClicked: root.closed()
            }
        }
    }
}
