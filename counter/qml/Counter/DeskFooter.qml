// One line that is always there: a refusal or what was done, else a reminder and the machines.
import QtQuick
import QtQuick.Layouts
import Ui

Rectangle {
    id: root

    required property string offline
    required property string notice
    required property bool refuses
    property string reminder
    required property var troubles
    required property string calm
    required property bool busy

    readonly property bool loud: offline.length > 0 || (notice.length > 0 && refuses)
    readonly property string words: offline || notice
    readonly property bool calmNow: words.length === 0 && reminder.length === 0 && troubles.length === 0

    // Two lines always: if it grew with what it says, the buttons would move under the hand.
    implicitHeight: 2 * Math.round(1.32 * Sizes.base) + 1.5 * Sizes.step
    radius: Sizes.radius
    color: words.length > 0 ? Theme.raised : "transparent"
    border.width: words.length > 0 ? (loud ? 2 : 1) : 0
    border.color: offline.length > 0 ? Theme.stop : loud ? Theme.warn : Theme.outline

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: root.words.length > 0 ? Sizes.space : Sizes.step
        anchors.rightMargin: root.words.length > 0 ? Sizes.space : Sizes.step
        spacing: Sizes.gap

        DeskText {
            visible: root.words || root.reminder || root.troubles.length > 0 || root.calm
            text: root.calmNow || (root.words && !root.loud) ? "\u2713" : "\u26A0"
            color: root.offline ? Theme.stop : text === "\u2713" ? Theme.accent : Theme.warn
            Accessible.ignored: true
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            DeskLines {
                Layout.fillWidth: true
                visible: text.length > 0
                text: root.words || root.reminder
                font.weight: root.loud || !root.words ? Font.DemiBold : Font.Normal
                maximumLineCount: 2
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
            DeskLines {
                Layout.fillWidth: true
                visible: root.words.length === 0 && text.length > 0
                text: root.troubles.join("  ") || (root.reminder ? "" : root.calm)
                color: Theme.quietInk
                maximumLineCount: root.reminder ? 1 : 2
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }
        DeskText {
            visible: patience.over && root.busy
            text: qsTr("One moment …")
            color: Theme.quietInk

            Timer {
                id: patience
                // An answer takes milliseconds: only a slow one is worth a word.
                property bool over: false
                interval: 600
                running: root.busy
                onRunningChanged: over = over && !running
                onTriggered: over = true
            }
        }
    }
}
