// A text at the counter: one line, in the desktop's size, cut short rather than grown.
import QtQuick
import Ui

Words {
    font.pixelSize: Sizes.base
    wrapMode: Text.NoWrap
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
}
