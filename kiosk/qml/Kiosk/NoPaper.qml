// That there will be no paper: said before the touch, so that nobody waits for it.
import QtQuick
import Ui

Words {
    required property QtObject screen

    visible: text.length > 0
    text: screen.paperNotice && "\u26A0  " + screen.paperNotice
    color: Theme.warn
    font.weight: Font.DemiBold
    Accessible.role: Accessible.AlertMessage
    Accessible.name: screen.paperNotice
}
