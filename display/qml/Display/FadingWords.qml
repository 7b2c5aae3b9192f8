// Words that fade from one text to the next, in their place.
import QtQuick
import Ui

Words {
    id: root

    required property string words

    wrapMode: Text.NoWrap
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: 0.7 * font.pixelSize
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter

    Component.onCompleted: text = words
    onWordsChanged: fading.restart()

    SequentialAnimation {
        id: fading
        NumberAnimation { target: root; property: "opacity"; to: 0; duration: Theme.pageMs }
        ScriptAction { script: root.text = root.words }
        NumberAnimation { target: root; property: "opacity"; to: 1; duration: Theme.pageMs }
    }
}
