// A text at the counter: one line, in the desktop's size, cut short rather than grown.
import QtQuick
import QtQuick.Layouts
import Ui

Words {
    // As high as a Latin line in every script: Arabic fonts would make it half as high again.
    Layout.preferredHeight: Math.round(1.36 * font.pixelSize)
    font.pixelSize: Sizes.base
    wrapMode: Text.NoWrap
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
}
