// Sizes at the counter: the desktop's own type, and distances in steps of four pixels.
pragma Singleton
import QtQuick

QtObject {
    id: sizes

    readonly property Text probe: Text {}
    // Below 14 pixels eight hours a day are long.
    readonly property int base: Math.max(14, probe.fontInfo.pixelSize)
    readonly property int small: Math.max(12, Math.round(base * 0.86))
    readonly property int least: Math.round(base * 0.8) // what a long word may shrink to
    readonly property int number: 3 * base
    readonly property int step: 4
    readonly property int gap: 8
    readonly property int space: 12
    readonly property int control: Math.round(base * 2.4)
    readonly property int line: Math.round(base * 1.6)
    readonly property int radius: 6
}
