// The code of a booking, typed: letters and digits large enough for any finger.
import QtQuick
import QtQuick.Layouts
import Ui

KioskPage {
    id: root

    property bool portrait: false

    visible: screen.page === "code"

    ColumnLayout {
        anchors.fill: parent
        spacing: 1.5 * Theme.space

        GridLayout {
            Layout.fillWidth: true
            columns: root.portrait ? 1 : 2
            columnSpacing: 2 * Theme.space
            rowSpacing: Theme.space

            Words {
                Layout.fillWidth: true
                text: root.screen.codeText
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Rectangle {
                Layout.fillWidth: root.portrait
                Layout.preferredWidth: code.implicitWidth + 3 * Theme.space
                Layout.preferredHeight: code.implicitHeight + Theme.space
                radius: Theme.radius
                color: Theme.raised
                border.width: Math.max(1, 0.4 * Theme.mm)
                border.color: Theme.controlOutline

                Words {
                    id: code
                    anchors.centerIn: parent
                    text: root.screen.typedCode
                    font.pixelSize: Theme.title
                    font.weight: Font.Bold
                    wrapMode: Text.NoWrap
                    Accessible.name: qsTr("The code so far")
                    Accessible.description: text
                }
            }
        }
        // Keys are in reach of somebody who sits.
        Item {
            Layout.fillHeight: true
            visible: root.portrait
        }
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: (root.portrait ? 6 : 3) * 40 * Theme.mm
            columns: root.portrait ? 6 : 12
            columnSpacing: Theme.space
            rowSpacing: Theme.space
            uniformCellWidths: true
            uniformCellHeights: true
            // A code is written from left to right in every language, and so are its keys.
            LayoutMirroring.enabled: false

            Repeater {
                model: "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")

                BigButton {
                    required property string modelData

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Theme.tile
                    leftPadding: 0
                    rightPadding: 0
                    implicitWidth: Theme.tile
                    text: modelData
                    onClicked: root.screen.typeSign(modelData)
                }
            }
        }
    }
}
