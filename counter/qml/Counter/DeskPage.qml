// The clerk's page: the large button, who is in front, the steps, and a panel beside or below.
import QtQuick
import QtQuick.Layouts
import Ui

GridLayout {
    id: root

    required property QtObject screen

    readonly property bool tall: height > 0.8 * width

    columns: tall ? 1 : 2
    columnSpacing: Sizes.space
    rowSpacing: Sizes.space

    DeskKey { sequence: "F2"; onActivated: root.screen.openPanel("pause") }
    DeskKey { sequence: "F3"; onActivated: root.screen.openPanel("held") }
    DeskKey { sequence: "F4"; onActivated: root.screen.openPanel("transfer") }
    DeskKey { sequence: "F5"; onActivated: root.screen.openPanel("hold") }
    DeskKey { sequence: "F6"; onActivated: root.screen.noShow() }
    DeskKey { sequence: "F7"; onActivated: root.screen.start() }
    DeskKey { sequence: "F8"; onActivated: root.screen.goOn() }
    DeskKey { sequence: "F9"; onActivated: root.screen.recall() }
    DeskKey { sequence: "F10"; onActivated: root.screen.finish() }
    DeskKey { sequence: "Esc"; onActivated: root.screen.closePanel() }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: !root.tall
        Layout.maximumHeight: 460
        Layout.alignment: Qt.AlignTop
        spacing: Sizes.gap

        DeskHeader {
            Layout.fillWidth: true
            screen: root.screen
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 8.2 * Sizes.base
            spacing: Sizes.gap

            MainButton {
                id: mainButton
                Layout.preferredWidth: Math.min(12 * Sizes.base, 0.2 * root.width)
                Layout.fillHeight: true
                focus: true
                text: root.screen.mainText
                number: root.screen.nextNumber
                why: root.screen.nextWhy
                finishes: root.screen.nextFinishes
                possible: root.screen.canGoOn
                busy: root.screen.busy
                primary: root.screen.suggestion === "next" || root.screen.suggestion === "open"
                onClicked: root.screen.goOn()
            }
            TicketCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                ticket: root.screen.ticket
                timer: root.screen.timerText
                overdue: root.screen.suggestion === "noShow"
                emptyText: root.screen.emptyText
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
                "pause": "PausePanel.qml"
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
