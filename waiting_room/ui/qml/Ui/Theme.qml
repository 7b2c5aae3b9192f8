// The look: every colour, size and time that the screens use; docs and the website use the same.
pragma Singleton
import QtQuick

QtObject {
    id: theme

    // Set once by a program's window.
    property bool dark: false
    property bool highContrast: false
    property bool lessMotion: false
    property bool large: false
    property real mm: 3.78 // pixels per millimetre of the real screen

    readonly property color ground: highContrast ? (dark ? "#000000" : "#FFFFFF") : dark ? "#0E1512" : "#F5F6F4"
    readonly property color raised: highContrast ? ground : dark ? "#18211D" : "#FFFFFF"
    readonly property color ink: highContrast ? (dark ? "#FFFFFF" : "#000000") : dark ? "#F4F7F5" : "#14201B"
    readonly property color quietInk: highContrast ? ink : dark ? "#B3C0B9" : "#4A5751"
    readonly property color accent: highContrast ? ink : dark ? "#5FD3B4" : "#0B6B57"
    // Not named onAccent: QML takes on… for a signal handler and leaves the colour black.
    readonly property color accentInk: highContrast ? ground : dark ? "#06231C" : "#FFFFFF"
    readonly property color called: highContrast ? ink : dark ? "#FFC857" : "#B4451F"
    readonly property color warn: highContrast ? ink : dark ? "#FFC857" : "#8A5A00"
    readonly property color stop: highContrast ? ink : dark ? "#FF8A80" : "#A3262A"
    readonly property color outline: highContrast ? ink : dark ? "#33403A" : "#D5DAD6"
    readonly property color controlOutline: highContrast ? ink : dark ? "#7D8B84" : "#7A8781"

    readonly property real scale: large ? 1.46 : 1.0
    // Sizes of type are given by the height of its capitals, as standards do; Noto Sans draws
    // them at 0.714 of the font's size.
    readonly property real capHeight: 0.714
    readonly property real space: 4 * mm
    readonly property real radius: 3 * mm
    readonly property real body: 5 * mm / capHeight * scale
    readonly property real small: 3.6 * mm / capHeight * scale
    readonly property real title: 6 * mm / capHeight * scale
    readonly property real number: 25 * mm / capHeight
    readonly property real tile: (large ? 30 : 25) * mm

    readonly property int pageMs: lessMotion ? 0 : 180
    readonly property int numberMs: lessMotion ? 0 : 250

    function capitals(heightMm) {
        return heightMm * mm / capHeight;
    }
}
