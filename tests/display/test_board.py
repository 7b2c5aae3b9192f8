from collections.abc import Callable
from pathlib import Path
from typing import Any

import display
from display.board import BoardScreen
from display.chime import Chime
from waiting_room.rules import commands as asked

Hang = Callable[..., Any]
QML = Path(display.__file__).parent / "qml"


def test_the_board_shows_the_view(house: Any, hang_up: Hang) -> None:
    """The latest call stands first, and the next numbers stand below."""
    first, second, third = (house.issue() for _ in range(3))
    wall = hang_up()
    wall.call("1")
    house.pass_time(3)
    wall.call("2")
    house.pass_time(3)
    assert wall.rows() == [(second, "Counter 2"), (first, "Counter 1")]
    shown = wall.screen.nextNumbers.replace("\u202f", "").strip("\u2066\u2069")
    assert shown == third
    assert wall.screen.notice == ""


def test_calls_that_come_together(house: Any, hang_up: Hang) -> None:
    """Calls are played one after the other, none is skipped, and each stands first meanwhile."""
    numbers = [house.issue() for _ in range(2)]
    wall = hang_up()
    wall.call("1")
    wall.call("2")
    house.pass_time(0.1)
    played = []
    for _ in range(2):
        played.append(wall.pulsing())
        assert wall.rows()[0][0] == wall.pulsing()
        house.pass_time(2.5)
    assert played == numbers
    assert wall.pulsing() == ""
    assert wall.chime.played == 2


def test_each_moment_begins_anew(house: Any, hang_up: Hang) -> None:
    """Between two moments nothing pulses, or the second would not be seen to begin."""
    for _ in range(2):
        house.issue()
    wall = hang_up()
    seen: list[str] = []
    wall.screen.callChanged.connect(lambda: seen.append(wall.pulsing()))
    wall.call("1")
    wall.call("2")
    house.pass_time(3)
    changes = [now for before, now in zip(["", *seen], seen, strict=False) if now != before]
    assert changes == ["K001", "", "K002"]


def test_a_call_that_is_gone_stops_no_other(house: Any, hang_up: Hang) -> None:
    """A visitor who is sent on before the wall shows the call does not hold up the next call."""
    first, second = house.issue(), house.issue()
    wall = hang_up()
    wall.counter.ask(asked.OpenCounter(counter="5"), lambda reply: None)
    wall.call("1")
    wall.counter.ask(asked.TransferTicket(counter="1", to_counter="5"), lambda reply: None)
    wall.call("2")
    house.pass_time(0.1)
    assert first not in [number for number, _ in wall.rows()]
    house.pass_time(2.5)
    assert wall.pulsing() == second


def test_a_lost_link(house: Any, hang_up: Hang) -> None:
    """Without a link the wall says of when it is, and not who is next, which may have changed.

    Back again it is right by itself.
    """
    first, second = house.issue(), house.issue()
    wall = hang_up()
    wall.call("1")
    house.pass_time(3)
    house.broker.stop()
    house.pass_time(1)
    assert wall.screen.notice == "As of \u206609:00\u2069. Please ask at the desk."
    assert [number for number, _ in wall.rows()] == [first]
    assert wall.screen.nextNumbers == ""
    house.broker.start()
    house.pass_time(3)
    wall.call("2")
    house.pass_time(3)
    assert wall.screen.notice == ""
    assert [number for number, _ in wall.rows()] == [second, first]


def test_before_the_first_view(qapp: Any, house: Any) -> None:
    """A wall that knows nothing yet says that it connects, and no time of some other place."""
    house.broker.stop()
    house.pass_time()
    screen = BoardScreen(house.link("wall-1"), house.home, Chime(mute=True), "en")
    assert screen.notice == "Connecting. Please listen for your number."
    screen.timerEvent(None)
    assert screen.clockText == ""


def test_the_wall_in_arabic(
    qtbot: Any, house: Any, hang_up: Hang, show_window: Callable[..., Any]
) -> None:
    """In Arabic the wall is mirrored: numbers on the right, the arrow to the left."""
    house.issue()
    wall = hang_up("ar")
    wall.call("1")
    house.pass_time(3)
    window, hand = show_window(wall.screen, QML, "Display", "960x540")
    qtbot.waitUntil(lambda: "\u2190" in hand.names())
    number = next(
        one for one in items(window.contentItem()) if one.property("text") == "K\u202f001"
    )
    assert number.mapToScene(number.boundingRect().center()).x() > window.width() / 2


def test_the_arrows_stand_below_each_other(
    house: Any, hang_up: Hang, show_window: Callable[..., Any]
) -> None:
    """The earlier calls have their arrows in one column."""
    wall = hang_up()
    call_many(house, wall, 4)
    window, _ = show_window(wall.screen, QML, "Display", "960x540")
    _latest, *earlier = [
        one for one in items(window.contentItem()) if one.property("text") == "\u2192"
    ]
    assert len(earlier) == 3
    assert len({one.mapToScene(one.boundingRect().center()).x() for one in earlier}) == 1


def call_many(house: Any, wall: Any, count: int) -> None:
    """Let so many visitors come, be called and be served, one after the other."""
    for _ in range(count):
        house.issue()
    for _ in range(count):
        wall.call("1")
        house.pass_time(0.1)
        wall.counter.ask(asked.StartServing(counter="1"), lambda reply: None)
        house.pass_time(3)


def items(item: Any) -> list[Any]:
    """List an item and everything in it."""
    return [item, *(one for child in item.childItems() for one in items(child))]
