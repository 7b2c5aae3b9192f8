// A button that says in a second line what happens.
import QtQuick
import QtQuick.Layouts
import Ui

BigButton {
    id: root

    required property string hint
    property string sign: ""

    readonly property color words: primary ? Theme.accentInk : Theme.ink

    // Two lines of a tall script fill the button by themselves.
    implicitHeight: Math.max(Theme.tile, implicitContentHeight + Theme.space / 2)
    Accessible.description: hint

    contentItem: RowLayout {
        spacing: 1.5 * Theme.space

        Words {
            visible: root.sign.length > 0
            text: root.sign
            color: root.primary ? Theme.accentInk : Theme.accent
            font.pixelSize: 1.5 * Theme.title
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        ColumnLayout {
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: root.text
                color: root.words
                font.weight: Font.DemiBold
                lineHeight: 0.9
                horizontalAlignment: root.sign.length > 0 ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
            Words {
                Layout.fillWidth: true
                text: root.hint
                color: root.primary ? Theme.accentInk : Theme.quietInk
                font.pixelSize: Theme.body
                lineHeight: 0.9
                horizontalAlignment: root.sign.length > 0 ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }
}
