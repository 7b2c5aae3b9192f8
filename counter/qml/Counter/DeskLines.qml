// A text of several lines, as high as Latin ones in every script.
import QtQuick
import QtQuick.Layouts
import Ui

DeskText {
    id: root

    // How far lines of this text would be too high; most of it is above the letters.
    readonly property real surplus: Math.max(0, probe.implicitHeight - lineHeight)
    readonly property Text probe: Text {
        font: root.font
        text: root.text
        textFormat: Text.PlainText
    }

    Layout.preferredHeight: -1
    wrapMode: Text.WordWrap
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(1.32 * font.pixelSize)
    topPadding: -Math.round(0.55 * surplus)
    bottomPadding: -topPadding
}
