// For how long and why the visit is set aside; picking the reason does it.
import QtQuick
import QtQuick.Layouts

Panel {
    id: root

    required property QtObject screen

    readonly property bool timed: screen.minutes > 0

    title: qsTr("Hold")
    key: "Esc"
    onClosed: screen.closePanel()
    // Digits typed anywhere in the panel are minutes.
    Keys.onPressed: event => {
        if (/^[0-9]$/.test(event.text)) {
            minutes.text = event.text;
            minutes.forceActiveFocus();
            event.accepted = true;
        }
    }

    RowLayout {
        spacing: Sizes.step

        Choice {
            Layout.fillWidth: true
            text: qsTr("No time")
            chosen: !root.timed
            onClicked: minutes.text = ""
        }
        Repeater {
            model: root.screen.holdMinutes
            Choice {
                required property int modelData

                text: modelData
                Accessible.name: qsTr("{minutes} minutes").replace("{minutes}", modelData)
                chosen: root.screen.minutes === modelData
                onClicked: minutes.text = modelData
            }
        }
        DeskField {
            id: minutes
            Layout.preferredWidth: 4 * Sizes.base
            placeholderText: qsTr("min")
            maximumLength: 3
            inputMethodHints: Qt.ImhDigitsOnly
            validator: IntValidator { bottom: 1; top: 480 }
            Accessible.name: qsTr("Minutes")
            onTextChanged: root.screen.setMinutes(text)
            onAccepted: reasons.currentItem.click()
            Keys.onDownPressed: reasons.forceActiveFocus()
        }
    }
    RowLayout {
        spacing: Sizes.step

        Choice {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            text: qsTr("Remind me")
            enabled: root.timed
            chosen: root.timed && !root.screen.returns
            onClicked: root.screen.setReturns(false)
        }
        Choice {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            text: qsTr("Comes back by itself")
            enabled: root.timed
            chosen: root.timed && root.screen.returns
            onClicked: root.screen.setReturns(true)
        }
    }
    PanelList {
        id: reasons
        Layout.fillWidth: true
        Layout.fillHeight: true
        focus: true
        model: root.screen.holdReasons
        delegate: PanelRow {
            required property var modelData

            text: modelData.text
            enabled: root.screen.can.hold && !root.screen.busy
            onClicked: root.screen.hold(modelData.id)
        }
    }
}
