// One of a few to choose from, side by side; the chosen one is filled and says that it is.
import QtQuick
import QtQuick.Controls.Basic
import Ui

AbstractButton {
    id: root

    property bool chosen: false
    property bool box: false // on or off by itself, instead of one of several

    implicitHeight: Sizes.control
    implicitWidth: label.implicitWidth + 2 * Sizes.space
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: box ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: chosen
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) click(); }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) click(); }

    background: Rectangle {
        radius: Sizes.radius
        color: root.chosen ? Theme.outline : root.hovered ? Theme.ground : Theme.raised
        border.width: root.chosen ? 2 : 1
        border.color: root.chosen ? Theme.accent : root.enabled ? Theme.controlOutline : Theme.outline

        FocusRing {
            visible: root.activeFocus
        }
    }
    contentItem: DeskText {
        id: label
        text: root.box ? (root.chosen ? "\u2611  " : "\u2610  ") + root.text : root.text
        opacity: root.enabled ? 1 : 0.45
        font.weight: root.chosen ? Font.DemiBold : Font.Normal
        horizontalAlignment: root.box ? Text.AlignLeft : Text.AlignHCenter
        leftPadding: root.box ? Sizes.gap : Sizes.step
        rightPadding: leftPadding
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Sizes.least
        Accessible.ignored: true
    }
}
