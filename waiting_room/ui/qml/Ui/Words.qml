// Text as a person reads it: plain, in the ink of the theme, wrapped, never markup.
import QtQuick

Text {
    color: Theme.ink
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    font.pixelSize: Theme.body
    horizontalAlignment: Text.AlignLeft
}
