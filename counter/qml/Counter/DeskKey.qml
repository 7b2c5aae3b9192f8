// A key of the clerk's; held down it acts once, or it would call the whole room.
import QtQuick

Shortcut {
    autoRepeat: false
}
