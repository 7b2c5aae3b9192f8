// One visitor in a list: number and what for, and quietly below it the rest.
import QtQuick
import QtQuick.Layouts
import Ui

PanelRow {
    id: root

    required property string number
    required property string title
    required property string quiet
    required property string mark
    required property var needs
    required property bool due
    required detail
    required chosen

    text: number
    Accessible.description: [title, mark, quiet, detail].concat(needs.map(need => need.text)).filter(part => part).join(", ")

    implicitHeight: Math.round(3.2 * Sizes.base)

    contentItem: RowLayout {
        spacing: Sizes.gap

        DeskText {
            Layout.leftMargin: Sizes.gap
            Layout.preferredWidth: 3.7 * Sizes.base
            text: root.number
            font.pixelSize: Math.round(1.15 * Sizes.base)
            font.weight: Font.Bold
            Accessible.ignored: true
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.minimumWidth: 0
            Layout.rightMargin: Sizes.gap
            spacing: 0

            DeskText {
                Layout.fillWidth: true
                Layout.preferredHeight: 1.5 * Sizes.base // Arabic lines would be higher than Latin
                text: root.title
                Accessible.ignored: true
            }
            RowLayout {
                Layout.preferredHeight: 1.4 * Sizes.base
                spacing: Sizes.step

                DeskText {
                    visible: text.length > 0
                    text: root.mark
                    font.pixelSize: Sizes.small
                    font.weight: Font.Bold
                    Accessible.ignored: true
                }
                DeskText {
                    Layout.fillWidth: true
                    Layout.minimumWidth: 0
                    Layout.maximumWidth: Math.ceil(implicitWidth)
                    Layout.preferredHeight: 1.4 * Sizes.base
                    text: root.quiet
                    color: Theme.quietInk
                    font.pixelSize: Sizes.small
                    Accessible.ignored: true
                }
                Repeater {
                    model: root.needs
                    NeedMark {
                        required property var modelData
                        need: modelData.id
                        text: modelData.text
                        wordShown: false
                        size: Sizes.base
                    }
                }
                Item {
                    Layout.fillWidth: true
                }
                DeskText {
                    Layout.preferredHeight: 1.4 * Sizes.base
                    text: root.due ? "\u26A0 " + root.detail : root.detail
                    color: root.due ? Theme.warn : Theme.quietInk
                    font.pixelSize: Sizes.small
                    font.weight: root.due ? Font.Bold : Font.Normal
                    Accessible.ignored: true
                }
            }
        }
    }
}
