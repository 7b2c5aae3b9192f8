// All languages of the zone, each in its own script, in reach on every page.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Ui

GridLayout {
    id: root

    required property QtObject screen

    readonly property int count: names.count
    readonly property real narrowest: 38 * Theme.mm * Math.min(Theme.scale, 1.18)
    readonly property int most: Math.max(1, Math.floor((width + columnSpacing) / (narrowest + columnSpacing)))
    readonly property int lines: Math.ceil(Math.max(1, names.count) / most)

    columns: Math.ceil(Math.max(1, names.count) / lines)
    columnSpacing: Theme.space
    rowSpacing: Theme.space
    uniformCellWidths: true

    Repeater {
        id: names
        model: root.screen.languages

        AbstractButton {
            id: button

            required property string language
            required property string name
            required property bool chosen

            Layout.fillWidth: true
            Layout.preferredHeight: Theme.tile
            text: name
            leftPadding: 2 * Theme.mm
            rightPadding: 2 * Theme.mm
            Accessible.role: Accessible.RadioButton
            Accessible.name: name
            Accessible.checkable: true
            Accessible.checked: chosen
            onClicked: root.screen.chooseLanguage(language)

            background: Rectangle {
                radius: Theme.radius
                color: button.down ? Theme.outline : button.chosen ? Theme.accent : Theme.raised
                border.width: button.visualFocus ? Theme.mm : Math.max(1, 0.4 * Theme.mm)
                border.color: button.visualFocus ? Theme.ink : button.chosen ? Theme.accent : Theme.controlOutline

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: 3 * Theme.mm
                    width: parent.width / 3
                    height: Theme.mm
                    radius: height / 2
                    visible: button.chosen
                    color: Theme.accentInk
                }
            }
            contentItem: Words {
                text: button.name
                color: button.chosen && !button.down ? Theme.accentInk : Theme.ink
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small * 0.8
                wrapMode: Text.NoWrap
                font.weight: button.chosen ? Font.Bold : Font.Medium
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
        }
    }
}
