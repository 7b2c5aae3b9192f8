// Where one is, and the time.
import QtQuick
import QtQuick.Layouts
import Ui

RowLayout {
    id: root

    required property QtObject screen
    property string heading: ""

    spacing: 2 * Theme.space

    Rectangle {
        Layout.preferredWidth: Theme.title * 1.15
        Layout.preferredHeight: Theme.title * 1.15
        radius: Theme.radius
        color: Theme.accent
        Accessible.ignored: true

        Words {
            anchors.centerIn: parent
            text: "W"
            color: Theme.accentInk
            font.pixelSize: Theme.body
            font.weight: Font.Bold
            Accessible.ignored: true
        }
    }
    Words {
        Layout.fillWidth: true
        text: root.heading || root.screen.zoneName
        color: root.heading ? Theme.ink : Theme.quietInk
        font.pixelSize: root.heading ? Theme.capitals(8) * Theme.scale : Theme.body
        font.weight: root.heading ? Font.Bold : Font.DemiBold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.body * 0.7
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.role: root.heading ? Accessible.Heading : Accessible.StaticText
        Accessible.name: text
    }
    Words {
        text: root.screen.clockText
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        wrapMode: Text.NoWrap
    }
}
