// The way onto the phone: a code, black on white in every theme.
import QtQuick
import QtQuick.Layouts
import KioskItems
import Ui

Rectangle {
    id: root

    required property string link

    implicitWidth: 90 * Theme.mm
    implicitHeight: content.implicitHeight + 2 * Theme.space
    radius: Theme.radius
    color: Theme.raised
    border.width: Math.max(1, 0.3 * Theme.mm)
    border.color: Theme.outline

    ColumnLayout {
        id: content
        anchors.fill: parent
        anchors.margins: Theme.space
        spacing: Theme.space

        QrItem {
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Math.floor(76 * Theme.mm)
            Layout.preferredHeight: Math.floor(76 * Theme.mm)
            Layout.minimumHeight: Math.floor(60 * Theme.mm)
            Layout.fillHeight: true
            text: root.link
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("QR code of your ticket")
        }
        Words {
            Layout.fillWidth: true
            text: qsTr("Follow your ticket on your phone")
            font.pixelSize: Theme.body
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
