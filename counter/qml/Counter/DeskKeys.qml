// Every key of the clerk's, the same on every panel; what cannot be done now says why.
import QtQuick

Item {
    id: root

    required property QtObject screen

    signal lineAsked

    visible: false

    DeskKey { sequence: "F2"; onActivated: root.screen.openPanel("pause") }
    DeskKey { sequence: "F3"; onActivated: root.screen.openPanel("held") }
    DeskKey { sequence: "F4"; onActivated: root.screen.openPanel("transfer") }
    DeskKey { sequence: "F5"; onActivated: root.screen.openPanel("hold") }
    DeskKey { sequence: "F6"; onActivated: root.screen.noShow() }
    DeskKey { sequence: "F7"; onActivated: root.screen.start() }
    DeskKey { sequence: "F8"; onActivated: root.screen.goOn() }
    DeskKey { sequence: "F9"; onActivated: root.screen.recall() }
    DeskKey { sequence: "F10"; onActivated: root.screen.finish() }
    DeskKey { sequence: "F11"; onActivated: root.screen.openPanel("service") }
    DeskKey { sequence: "F12"; onActivated: root.lineAsked() }
    DeskKey { sequence: "Ctrl+Z"; onActivated: root.screen.undo() }
    DeskKey { sequence: "Esc"; onActivated: root.screen.closePanel() }
}
