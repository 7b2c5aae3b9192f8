// One line that is always there: a refusal or what was done, else the health of the machines.
import QtQuick
import QtQuick.Layouts
import Ui

Rectangle {
    id: root

    required property string offline
    required property string notice
    required property bool refuses
    required property var troubles
    required property string calm
    required property bool busy

    readonly property bool loud: offline.length > 0 || (notice.length > 0 && refuses)
    readonly property string words: offline || notice

    implicitHeight: Math.max(row.implicitHeight, Sizes.base * 1.6) + Sizes.gap
    radius: Sizes.radius
    color: words.length > 0 ? Theme.raised : "transparent"
    border.width: words.length > 0 ? (loud ? 2 : 1) : 0
    border.color: offline.length > 0 ? Theme.stop : loud ? Theme.warn : Theme.outline

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: root.words.length > 0 ? Sizes.space : Sizes.step
        anchors.rightMargin: root.words.length > 0 ? Sizes.space : Sizes.step
        spacing: Sizes.gap

        DeskText {
            visible: text.length > 0
            text: root.loud ? "\u26A0" : root.words.length > 0 ? "\u2713" : root.troubles.length > 0 ? "\u26A0" : root.calm ? "\u2713" : ""
            color: root.offline.length > 0 ? Theme.stop : root.loud || root.words.length + root.calm.length === 0 ? Theme.warn : Theme.accent
            Accessible.ignored: true
        }
        DeskText {
            Layout.fillWidth: true
            text: root.words || root.troubles.join("  ·  ") || root.calm
            color: root.words.length > 0 ? Theme.ink : Theme.quietInk
            font.weight: root.loud ? Font.DemiBold : Font.Normal
            wrapMode: Text.WordWrap
            maximumLineCount: 2
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
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
