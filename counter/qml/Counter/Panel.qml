// A panel: its title, a key that closes it, its content, and below it what can be done.
import QtQuick
import QtQuick.Layouts
import Ui

FocusScope {
    id: root

    required property string title
    property string titleKey
    property string aside
    property string key
    default property alias content: body.data

    signal closed

    Rectangle {
        anchors.fill: parent
        radius: Sizes.radius + 2
        color: Theme.raised
        border.width: 1
        border.color: Theme.outline
    }
    ColumnLayout {
        id: body
        anchors.fill: parent
        anchors.margins: Sizes.step
        spacing: Sizes.step

        RowLayout {
            Layout.leftMargin: Sizes.gap
            Layout.rightMargin: Sizes.gap
            Layout.preferredHeight: Sizes.control - Sizes.gap
            DeskText {
                Layout.fillWidth: root.titleKey.length === 0
                text: root.title
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            DeskText {
                Layout.fillWidth: true
                opacity: width < implicitWidth ? 0 : 1
                text: root.titleKey
                color: Theme.quietInk
                font.pixelSize: Sizes.small
                Accessible.ignored: true
            }
            DeskText {
                visible: text.length > 0
                text: root.aside
                color: Theme.quietInk
            }
            DeskButton {
                visible: root.key.length > 0
                implicitHeight: Sizes.control - Sizes.gap
                text: qsTr("Close")
                key: "Esc"
                onClicked: root.closed()
            }
        }
    }
}
