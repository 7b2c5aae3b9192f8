// A button that says in a second line what happens.
import QtQuick
import QtQuick.Layouts
import Ui

BigButton {
    id: root

    required property string hint
    property string sign: ""

    readonly property color words: primary ? Theme.accentInk : Theme.ink

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
                horizontalAlignment: root.sign.length > 0 ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
            Words {
                Layout.fillWidth: true
                text: root.hint
                color: root.primary ? Theme.accentInk : Theme.quietInk
                font.pixelSize: Theme.small
                horizontalAlignment: root.sign.length > 0 ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }
}
