// The first page: at which counter does the clerk sit?
import QtQuick
import QtQuick.Layouts
import Ui

ColumnLayout {
    id: root

    required property QtObject screen

    spacing: Sizes.gap

    DeskText {
        text: qsTr("Which counter are you at?")
        font.pixelSize: Math.round(1.4 * Sizes.base)
        font.weight: Font.Bold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    GridView {
        id: grid
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        activeFocusOnTab: true
        clip: true
        cellWidth: Math.floor(width / Math.max(1, Math.floor(width / (15 * Sizes.base))))
        cellHeight: 4.4 * Sizes.base
        keyNavigationEnabled: true
        model: root.screen.counterRows
        delegate: CounterTile {
            width: GridView.view.cellWidth
            height: GridView.view.cellHeight
            onClicked: root.screen.chooseCounter(id)
        }

        DeskText {
            anchors.centerIn: parent
            visible: grid.count === 0
            text: qsTr("Connecting …")
            color: Theme.quietInk
        }
    }
    DeskFooter {
        Layout.fillWidth: true
        offline: root.screen.offline
        notice: root.screen.misled
        refuses: true
        troubles: []
        calm: ""
        busy: false
    }
}
