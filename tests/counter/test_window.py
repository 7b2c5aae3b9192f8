from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from waiting_room.words import catalogue

Window = Any


def test_a_visit_by_pointer(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Everything a visit takes can be tapped by its name."""
    number = house.issue()
    at = sit_at_window(opened=False)
    at.tap("Open counter")
    at.tap("Next")
    assert f"{number[0]}\u202f{number[1:]}" in at.hand.names()
    at.tap("Start")
    at.tap("Send on")
    at.tap("Advice (booked only)")
    assert at.clerk.number == ""


def test_a_visit_by_keys(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Every step has its key, and keys that make no sense now say why."""
    numbers = [house.issue(), house.issue()]
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    assert at.clerk.number == numbers[0]
    at.key(Qt.Key.Key_F8)
    assert "is still called here" in at.clerk.screen.notice
    at.key(Qt.Key.Key_F9)
    assert at.clerk.screen.ticket["state"] == "Call 2 of 3"
    at.key(Qt.Key.Key_F7)
    assert at.clerk.screen.ticket["state"] == "Being served"
    at.key(Qt.Key.Key_F10)
    assert at.clerk.number == ""
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F6)
    assert at.clerk.numbers("heldRows") == [numbers[1]]


def test_panels_by_keys(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """A panel opens by its key with the focus in it, Return picks, Escape closes."""
    house.issue()
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F4)
    assert at.focused() == "Apply for benefits"
    at.key(Qt.Key.Key_Escape)
    assert at.clerk.screen.panel == "line"
    assert at.focused() == "Start"
    at.key(Qt.Key.Key_F5)
    at.key(Qt.Key.Key_Down)
    at.key(Qt.Key.Key_Return)
    assert at.clerk.screen.heldRows[0]["title"] == "Fills in a form"
    at.key(Qt.Key.Key_F3)
    at.key(Qt.Key.Key_Return)
    assert at.focused() == "Call now"
    at.key(Qt.Key.Key_Return)
    assert at.clerk.number != ""
    at.key(Qt.Key.Key_F10)
    at.key(Qt.Key.Key_F2)
    at.key(Qt.Key.Key_Return)
    assert at.clerk.screen.statusText == "Paused · Break"


def test_hold_for_a_time_by_keys(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Digits typed anywhere in the panel are minutes, and Return sets the visit aside."""
    house.issue(), house.issue()
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F5)
    at.key(Qt.Key.Key_Down)
    at.key(Qt.Key.Key_1)
    at.key(Qt.Key.Key_2)
    assert at.clerk.screen.minutes == 12
    at.key(Qt.Key.Key_Return)
    held = at.clerk.screen.heldRows[0]
    assert (held["title"], held["detail"]) == ("Fills in a form", "reminder at \u206609:12\u2069")
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F5)
    at.tap("5 minutes")
    at.tap("Comes back by itself")
    at.tap("Fetches documents")
    assert at.clerk.screen.heldRows[1]["detail"] == "back at \u206609:05\u2069"


def test_what_others_do_moves_no_choice(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """While a clerk walks through a panel, new visitors and other counters change nothing in it."""
    house.issue()
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F5)
    at.key(Qt.Key.Key_Down)
    house.issue()
    at.clerk.wait(3)
    assert at.focused() == "Fills in a form"
    at.key(Qt.Key.Key_F4)
    at.key(Qt.Key.Key_Down)
    house.issue("new-application")
    at.clerk.wait(3)
    assert at.focused() == "Hand in documents"


def test_undo_by_key(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Ctrl+Z takes the last step back; the button for it is there only while there is one."""
    number = house.issue()
    at = sit_at_window()
    undo = f"Undo: \u2066{number[0]}\u202f{number[1:]}\u2069"
    assert undo not in at.hand.names()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F10)
    assert undo in at.hand.names()
    at.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert at.clerk.number == number
    assert undo not in at.hand.names()


def test_the_line_by_keys(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """F12 enters the line; a chosen number can let others go first, or leave after a question."""
    first, second, third = (house.issue() for _ in range(3))
    at = sit_at_window()
    at.key(Qt.Key.Key_F3)
    at.key(Qt.Key.Key_F12)
    assert at.focused() == f"{first[0]}\u202f{first[1:]}"
    at.key(Qt.Key.Key_Return)
    assert at.focused() == "Call this one"
    at.key(Qt.Key.Key_Tab)
    assert at.focused() == "Let 2 go first"
    at.key(Qt.Key.Key_Return)
    assert at.clerk.numbers("lineRows") == [second, third, first]
    assert at.focused() == "Next"
    at.key(Qt.Key.Key_F12)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        at.key(key)
    assert at.focused() == "Keep"
    at.key(Qt.Key.Key_Tab)
    at.key(Qt.Key.Key_Return)
    assert at.clerk.numbers("lineRows") == [third, first]


def test_a_second_service_by_keys(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """F11 adds a service, and the large button then finishes the first and goes on."""
    number = house.issue()
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F11)
    at.key(Qt.Key.Key_Down)
    assert at.focused() == "Hand in documents"
    at.key(Qt.Key.Key_Return)
    at.key(Qt.Key.Key_F7)
    assert "Finish – then, here: Hand in documents" in at.hand.names()
    at.key(Qt.Key.Key_F8)
    assert at.clerk.number == number
    assert at.clerk.screen.ticket["service"] == "Hand in documents"


def test_a_reminder_leaves_the_keyboard_alone(
    house: Any, sit_at_window: Callable[..., Window]
) -> None:
    """A reminder that falls due is seen on the button and in words, and takes no key away."""
    house.issue(), house.issue()
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F5)
    at.tap("5 minutes")
    at.tap("Without a reason")
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F4)
    before = at.focused()
    at.clerk.wait(305)
    assert at.clerk.screen.reminder in at.hand.names()
    assert at.hand.find("Held").property("urgent")
    assert at.focused() == before == "Apply for benefits"


def test_tab_goes_round(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Tab walks from the large button through the steps to the line, and round again."""
    house.issue()
    at = sit_at_window()
    seen = [at.focused()]
    for _ in range(4):
        QTest.keyClick(at.window, Qt.Key.Key_Tab)
        seen.append(at.focused())
    number = at.clerk.screen.lineRows[0]["number"]
    assert seen == ["Next", "Held", "Pause", number, "Next"]


def test_call_this_one_by_pointer(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """A click on a waiting number offers to call it, below the list where nothing moves."""
    house.issue()
    second = house.issue()
    at = sit_at_window()
    at.tap(f"{second[0]}\u202f{second[1:]}")
    at.tap("Call this one")
    assert at.clerk.number == second


def test_a_number_by_hand(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """A number that somebody shows can be typed under Held."""
    number = house.issue()
    at = sit_at_window()
    at.tap("Held")
    at.tap("Another number")
    for sign in number.lower():
        QTest.keyClick(at.window, sign)
    at.tap("Call")
    assert at.clerk.number == number


def test_choosing_by_pointer(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """The first page offers the counters; a tap sits down there."""
    at = sit_at_window("", opened=False)
    at.tap("Counter 3")
    assert at.clerk.screen.counterName == "Counter 3"
    assert "This counter is closed." in at.hand.names()


@pytest.mark.parametrize("size", ["980x360", "896x360", "720x900", "1600x900"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_everything_fits(
    house: Any, sit_at_window: Callable[..., Window], size: str, language: str
) -> None:
    """In every size and direction nothing that can be pressed leaves the window or overlaps."""
    for service in ("question", "emergency", "hand-in-documents"):
        house.issue(service, needs=("interpreter", "wheelchair", "hearing_loop"))
    at = sit_at_window(size=size, language=language)
    at.key(Qt.Key.Key_F8)
    boxes = []
    for name in (
        "Next",
        "Start",
        "Finish",
        "Recall",
        "No-show",
        "Hold",
        "Send on",
        "Held",
        "Pause",
    ):
        said = catalogue(language).say(name)
        item = next(i for i in items(at.window.contentItem()) if i.property("text") == said)
        boxes.append(item.mapRectToScene(item.boundingRect()))
    frame = at.window.contentItem().boundingRect()
    for place, box in enumerate(boxes):
        assert frame.contains(box), (size, box)
        assert not any(box.intersects(other) for other in boxes[place + 1 :])
    start, no_show = boxes[1], boxes[4]
    assert (start.x() > no_show.x()) == (language == "ar")


def items(item: Any) -> list[Any]:
    """List an item and everything in it."""
    return [item, *(one for child in item.childItems() for one in items(child))]


def test_a_lost_link_disables(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Without a link no step can be pressed, and the window says so."""
    house.issue()
    at = sit_at_window()
    house.broker.stop()
    at.clerk.wait(0.1)
    assert at.hand.find("Next") is None
    assert "No connection. Calling is not possible right now." in at.hand.names()
    house.broker.start()
    at.clerk.wait(3)
    assert at.hand.find("Next") is not None


def test_a_key_held_down_acts_once(house: Any, sit_at_window: Callable[..., Window]) -> None:
    """Holding Return or a key down never walks on through the room."""
    house.issue(), house.issue()
    at = sit_at_window()
    at.key(Qt.Key.Key_F8)
    at.key(Qt.Key.Key_F7)
    before = at.clerk.number
    for key in (Qt.Key.Key_F8, Qt.Key.Key_Return):
        repeat = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", autorep=True
        )
        QGuiApplication.sendEvent(at.window, repeat)
        at.clerk.wait(0.1)
    assert at.clerk.number == before
