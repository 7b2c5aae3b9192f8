// The clerk's window: slim, beside the case file, never over it.
import QtQuick
import Ui

Window {
    id: root

    required property QtObject screen

    width: 980
    height: Math.max(360, minimumHeight)
    // A high window puts the panel below and so may be narrower.
    minimumWidth: (height < 40 * Sizes.base ? 56 : 44) * Sizes.base
    minimumHeight: 22.5 * Sizes.base
    color: Theme.ground
    title: screen.counterName || qsTr("Counter")

    Connections {
        target: root.screen
        function onReminded() {
            root.alert(0); // the taskbar tells it; the case file keeps the keyboard
        }
    }
    FocusScope {
        anchors.fill: parent
        anchors.margins: Sizes.gap
        focus: true
        LayoutMirroring.enabled: root.screen.rightToLeft
        LayoutMirroring.childrenInherit: true

        Loader {
            id: page
            anchors.fill: parent
            focus: true
            Component.onCompleted: show()

            function show() {
                setSource(root.screen.page === "desk" ? "DeskPage.qml" : "ChoosePage.qml", { "screen": root.screen });
            }
            Connections {
                target: root.screen
                function onPageChanged() {
                    page.show();
                }
            }
        }
    }
}
