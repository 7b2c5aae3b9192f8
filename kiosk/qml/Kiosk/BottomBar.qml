// What stays in reach: the step back or on, how the screen looks, and the languages.
import QtQuick
import QtQuick.Layouts
import Ui

ColumnLayout {
    id: root

    required property QtObject screen
    property bool portrait: false
    property bool tight: false
    property bool choosingLanguage: false

    readonly property bool rowShown: !tight || beginning || page === "connecting" || page === "out"

    readonly property string page: screen.page
    readonly property bool beginning: page === "start" || page === "closed"
    readonly property bool asksForCode: beginning && screen.takesBookings
    readonly property bool leaving: page === "confirm" || page === "more" || page === "code" || page === "message"

    spacing: Theme.space

    onPageChanged: choosingLanguage = false
    onRowShownChanged: choosingLanguage = false

    GridLayout {
        Layout.fillWidth: true
        columns: root.portrait ? 2 : 7
        columnSpacing: Theme.space
        rowSpacing: Theme.space

        TwoLineButton {
            Layout.fillWidth: true
            Layout.columnSpan: root.portrait ? 2 : 1
            visible: root.asksForCode
            sign: "\u25A3"
            text: qsTr("I have a booking")
            hint: root.screen.bookingHint
            onClicked: root.screen.haveBooking()
        }
        BigButton {
            Layout.fillWidth: root.portrait
            Layout.minimumWidth: 70 * Theme.mm
            Layout.columnSpan: root.portrait ? 2 : 1
            visible: root.leaving
            text: qsTr("Back")
            onClicked: root.screen.goBack()
        }
        BigButton {
            Layout.fillWidth: root.portrait
            Layout.minimumWidth: 70 * Theme.mm
            visible: root.page === "code"
            text: qsTr("Delete")
            onClicked: root.screen.eraseSign()
        }
        BigButton {
            Layout.fillWidth: root.portrait
            Layout.minimumWidth: 70 * Theme.mm
            visible: root.page === "code"
            primary: true
            enabled: root.screen.codeWhole
            text: qsTr("Check in")
            onClicked: root.screen.sendCode()
        }
        TwoLineButton {
            Layout.fillWidth: true
            Layout.columnSpan: root.portrait ? 2 : 1
            visible: root.page === "ticket"
            primary: true
            text: qsTr("Done")
            hint: root.screen.countdownText
            onClicked: root.screen.leave()
        }
        Item {
            Layout.fillWidth: true
            visible: !root.portrait && !root.asksForCode && root.page !== "ticket"
        }
        BigButton {
            Layout.fillWidth: root.portrait
            Layout.columnSpan: root.portrait ? 2 : 1
            visible: !root.rowShown
            text: qsTr("Language")
            onClicked: root.choosingLanguage = true
        }
        ToggleButton {
            Layout.fillWidth: root.portrait
            text: qsTr("High contrast")
            chosen: root.screen.highContrast
            onClicked: root.screen.toggleContrast()
        }
        ToggleButton {
            Layout.fillWidth: root.portrait
            text: qsTr("Larger text")
            chosen: root.screen.large
            onClicked: root.screen.toggleLarge()
        }
    }
    LanguageRow {
        id: languages
        Layout.fillWidth: true
        // Before a hub was ever heard there are none, and a row of nothing would take half the page.
        visible: root.rowShown && languages.count > 0
        screen: root.screen
    }
}
