// A list that the arrow keys walk through; Tab enters and leaves it as one.
import QtQuick
import QtQuick.Controls.Basic
import Ui

ListView {
    id: root

    property string emptyText
    readonly property real barWidth: contentHeight > height ? bar.width : 0

    clip: true
    activeFocusOnTab: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {
        id: bar
        policy: root.contentHeight > root.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
    }

    DeskLines {
        anchors.fill: parent
        anchors.margins: Sizes.space
        visible: root.count === 0
        text: root.emptyText
        color: Theme.quietInk
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: 4
    }
}
