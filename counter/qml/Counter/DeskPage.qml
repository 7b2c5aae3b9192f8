// The clerk's page: the large button, who is in front, the steps, and a panel beside or below.
import QtQuick
import QtQuick.Layouts
import Ui

GridLayout {
    id: root

    required property QtObject screen

    readonly property bool tall: height > 0.8 * width

    columns: tall ? 1 : 2
    columnSpacing: Sizes.gap
    rowSpacing: Sizes.gap

    DeskKeys {
        screen: root.screen
        onLineAsked: {
            root.screen.showLine();
            side.item.forceActiveFocus();
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: !root.tall
        Layout.maximumHeight: 460
        Layout.alignment: Qt.AlignTop
        spacing: Sizes.gap

        DeskHeader {
            Layout.fillWidth: true
            // As high as its button, also without it: nothing moves when a step can be undone.
            Layout.preferredHeight: Sizes.control - Sizes.gap
            screen: root.screen
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 9.6 * Sizes.base
            spacing: Sizes.gap

            MainButton {
                id: mainButton
                Layout.preferredWidth: Math.min(16 * Sizes.base, (root.tall ? 0.36 : 0.25) * root.width)
                Layout.fillHeight: true
                focus: true
                text: root.screen.mainText
                number: root.screen.nextNumber
                why: root.screen.nextWhy
                finishes: root.screen.nextFinishes
                possible: root.screen.canGoOn
                busy: root.screen.busy
                primary: root.screen.suggestion === root.screen.mainStep
                onClicked: root.screen.goOn()
            }
            TicketCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                screen: root.screen
                opacity: root.screen.linkUp ? 1 : 0.55
            }
        }
        StepButtons {
            id: steps
            Layout.fillWidth: true
            screen: root.screen
        }
        DeskFooter {
            Layout.fillWidth: true
            offline: root.screen.offline
            notice: root.screen.notice
            refuses: root.screen.noticeRefuses
            reminder: root.screen.reminder
            troubles: root.screen.troubles
            calm: root.screen.calm
            busy: root.screen.busy
        }
    }
    Loader {
        id: side
        Layout.fillWidth: root.tall
        Layout.fillHeight: true
        Layout.preferredWidth: root.tall ? -1 : Math.max(15 * Sizes.base, 0.35 * root.width)
        opacity: root.screen.linkUp ? 1 : 0.55
        Component.onCompleted: show()

        function show() {
            setSource({
                "line": "LinePanel.qml",
                "held": "HeldPanel.qml",
                "hold": "HoldPanel.qml",
                "transfer": "TransferPanel.qml",
                "service": "ServicePanel.qml",
                "pause": "PausePanel.qml",
                "clerk": "ClerkPanel.qml",
                "remove": "RemovePanel.qml"
            }[root.screen.panel], { "screen": root.screen });
        }
    }
    Connections {
        target: root.screen
        function onPanelChanged() {
            side.show();
            if (root.screen.panel !== "line")
                side.item.forceActiveFocus();
            else if (mainButton.possible || steps.suggested === null)
                mainButton.forceActiveFocus();
            else
                steps.suggested.forceActiveFocus();
        }
    }
}
