// The kiosk's window: one page at a time between the bars that stay.
import QtQuick
import QtQuick.Layouts
import Ui

Window {
    id: root

    required property QtObject screen

    readonly property bool portrait: height > width
    // Pixels per millimetre, as far as a page has room for them.
    readonly property real mmShown: Math.min(Screen.pixelDensity, Math.min(shortSide, longSide * 9 / 16) / (screen.large ? 270 : 250))
    readonly property real shortSide: Math.min(width, height)
    readonly property real longSide: Math.max(width, height)
    // Large type leaves room for what is asked now, and for nothing beside it.
    readonly property bool tight: screen.large

    color: Theme.ground
    title: screen.zoneName

    Binding {
        target: Theme
        property: "mm"
        value: root.mmShown
    }
    Binding {
        target: Theme
        property: "highContrast"
        value: root.screen.highContrast
    }
    Binding {
        target: Theme
        property: "large"
        value: root.screen.large
    }

    Item {
        anchors.fill: parent
        LayoutMirroring.enabled: root.screen.rightToLeft
        LayoutMirroring.childrenInherit: true

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: (root.tight ? 2 : 3) * Theme.space
            spacing: (root.tight ? 1 : 1.5) * Theme.space

            TopBar {
                Layout.fillWidth: true
                screen: root.screen
                heading: confirmPage.visible ? root.screen.chosenName : root.tight && servicesPage.visible ? servicesPage.heading : ""
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                ServicesPage {
                    id: servicesPage
                    screen: root.screen
                    portrait: root.portrait
                    tight: root.tight
                }
                ConfirmPage {
                    id: confirmPage
                    screen: root.screen
                    portrait: root.portrait
                }
                CodePage {
                    screen: root.screen
                    portrait: root.portrait
                }
                MessagePage {
                    screen: root.screen
                }
                TicketPage {
                    screen: root.screen
                    portrait: root.portrait
                }
            }
            BottomBar {
                id: bottomBar
                Layout.fillWidth: true
                screen: root.screen
                portrait: root.portrait
                tight: root.tight
            }
        }
        LanguagePanel {
            anchors.fill: parent
            screen: root.screen
            visible: bottomBar.choosingLanguage
            onClosed: bottomBar.choosingLanguage = false
        }
        StillThere {
            anchors.fill: parent
            screen: root.screen
        }
        // In front of everything, and in nobody's way: it only looks on.
        Item {
            anchors.fill: parent

            PointHandler {
                onActiveChanged: root.screen.touched(active)
            }
        }
    }
}
