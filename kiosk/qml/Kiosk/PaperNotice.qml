// What became of the paper: a sign and a sentence.
import QtQuick
import QtQuick.Layouts
import Ui

Rectangle {
    id: root

    required property string text
    property bool again: false

    signal printAgain

    readonly property bool well: state === "printed"
    readonly property bool pending: state === ""
    readonly property color tone: pending ? Theme.quietInk : well ? Theme.accent : Theme.warn

    implicitHeight: Math.max(18 * Theme.mm, row.implicitHeight + Theme.space)
    radius: Theme.radius
    color: Theme.raised
    border.width: Math.max(1, (pending ? 0.3 : 0.6) * Theme.mm)
    border.color: pending ? Theme.outline : tone

    RowLayout {
        id: row
        anchors.centerIn: parent
        width: root.again ? parent.width - 2 * Theme.space : Math.min(parent.width - 2 * Theme.space, implicitWidth)
        spacing: Theme.space

        Words {
            text: root.pending ? "\u2026" : root.well ? "\u2713" : "\u26A0"
            color: root.tone
            font.weight: Font.Bold
            Accessible.ignored: true
        }
        Words {
            Layout.fillWidth: true
            text: root.text
            font.weight: Font.DemiBold
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        BigButton {
            visible: root.again
            text: qsTr("Print again")
            onClicked: root.printAgain()
        }
    }
}
