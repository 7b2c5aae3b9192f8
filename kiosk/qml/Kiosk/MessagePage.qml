// What is so, and the next step: for a no of the rules, a closed zone, a lost link, a short wait.
import QtQuick
import QtQuick.Layouts
import Ui

KioskPage {
    id: root

    visible: ["connecting", "out", "closed", "asking", "message"].includes(screen.page)

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width, 320 * Theme.mm)
        spacing: 2 * Theme.space

        Words {
            Layout.fillWidth: true
            text: root.screen.messageTitle
            font.pixelSize: Theme.capitals(9) * Theme.scale
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Words {
            Layout.fillWidth: true
            text: root.screen.messageText
            color: Theme.quietInk
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignHCenter
        }
        BigButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.minimumWidth: 100 * Theme.mm
            visible: root.screen.page === "message" && root.screen.canTryAgain
            primary: true
            text: qsTr("Try again")
            onClicked: root.screen.tryAgain()
        }
        BigButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.minimumWidth: 100 * Theme.mm
            visible: root.screen.page === "message" && root.screen.needsBooking
            primary: true
            text: qsTr("I have a booking")
            onClicked: root.screen.haveBooking()
        }
    }
}
