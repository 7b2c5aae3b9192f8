from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

from display.board import BoardScreen
from display.chime import Chime
from waiting_room.words import LANGUAGES

from .test_board import QML, Hang, call_many, items

Show = Callable[..., Any]
WALLS = [
    *((language, size) for language in LANGUAGES for size in ("1920x1080", "1080x1920")),
    *((language, size) for language in ("de", "ar", "uk") for size in ("1280x720", "3840x2160")),
]
LEADING = 0.2
"""The part of a line above its letters, and below them."""


@pytest.mark.parametrize(("language", "size"), WALLS)
def test_from_the_first_ticket_to_the_last_call(
    house: Any, hang_up: Hang, show_window: Show, qtbot: Any, language: str, size: str
) -> None:
    """In no state of a day does one text stand on another, or leave the wall."""
    wall = hang_up(language)
    house.pass_time(0.1)
    window, _ = show_window(wall.screen, QML, "Display", size)
    before_the_first_call = len(apart(window, qtbot))
    for _ in range(3):
        house.issue()
    house.pass_time(0.1)
    assert len(apart(window, qtbot)) == before_the_first_call + 1  # who is next
    house.broker.stop()
    house.pass_time(1)
    apart(window, qtbot)
    house.broker.start()
    house.pass_time(3)
    call_many(house, wall, 7)
    apart(window, qtbot)
    house.broker.stop()
    house.pass_time(1)
    apart(window, qtbot)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", ["1920x1080", "1080x1920"])
def test_before_the_first_view(
    house: Any, show_window: Show, qtbot: Any, language: str, size: str
) -> None:
    """The longest notice of any language stays in its banner."""
    house.broker.stop()
    house.pass_time()
    screen = BoardScreen(house.link("wall-1"), house.home, Chime(mute=True), language)
    window, _ = show_window(screen, QML, "Display", size)
    sign, notice = apart(window, qtbot)
    assert text_of(notice) == screen.notice
    banner = notice.parentItem().parentItem()
    qtbot.waitUntil(lambda: whole(banner).contains(letters(notice)))
    assert whole(banner).contains(letters(sign))


@pytest.mark.parametrize("size", ["1280x720", "1080x1920"])
def test_a_lost_link_takes_nothing_away(
    house: Any, hang_up: Hang, show_window: Show, qtbot: Any, size: str
) -> None:
    """Below the notice stand as many calls and services as before, but no next numbers."""
    wall = hang_up("en")
    call_many(house, wall, 6)
    house.issue()
    house.pass_time(0.1)
    window, _ = show_window(wall.screen, QML, "Display", size)
    names = [row["name"] for row in (wall.screen.waits[n] for n in range(2))]
    before = [text_of(one) for one in apart(window, qtbot)]
    assert [text for text in before if text.startswith("Next:")]
    house.broker.stop()
    house.pass_time(1)
    after = [text_of(one) for one in apart(window, qtbot)]
    assert not [text for text in after if text.startswith("Next:")]
    assert after.count("\u2192") == before.count("\u2192")
    assert set(names) <= set(after)


@pytest.mark.parametrize("name", ["Besprechungsraum 1.234", "Beratung Widerspruch Raum 1.234"])
def test_a_long_counter_is_read_whole(
    house: Any, hang_up: Hang, show_window: Show, qtbot: Any, name: str
) -> None:
    """The long name of a room takes two lines, and nothing of it is cut."""
    wall = hang_up("en")
    call_many(house, wall, 5)
    wall.screen.counter_name = lambda counter: name
    wall.screen.render()
    window, _ = show_window(wall.screen, QML, "Display", "1920x1080")
    rooms = [one for one in apart(window, qtbot) if text_of(one) == name]
    assert len(rooms) == 5
    assert not any(one.property("truncated") for one in rooms)


def apart(window: QQuickWindow, qtbot: Any) -> list[QQuickItem]:
    """List the texts that are seen; none stands on another once what moves has come to rest."""
    qtbot.waitUntil(lambda: check_apart(window))
    return seen_in(window)


def check_apart(window: QQuickWindow) -> None:
    """See that what fades has faded, and that every text has its own place on the wall."""
    window.grabWindow()
    for one in items(window.contentItem()):
        words = one.property("words")
        assert words is None or (text_of(one), one.opacity()) == (words, 1)
    edge = QRectF(0, 0, window.width(), window.height())
    for one in seen_in(window):
        assert edge.contains(letters(one)), text_of(one)
    for one, other in combinations(seen_in(window), 2):
        assert not letters(one).intersects(letters(other)), (text_of(one), text_of(other))


def seen_in(window: QQuickWindow) -> list[QQuickItem]:
    """List the texts that are seen in a window."""
    texts = [one for one in items(window.contentItem()) if one.property("lineCount") is not None]
    return [one for one in texts if text_of(one) and is_seen(one)]


def text_of(item: QQuickItem) -> str:
    """Give the text that an item shows, empty if it is none."""
    return str(item.property("text") or "")


def is_seen(item: QQuickItem | None) -> bool:
    """Whether an item and all that it stands in are on the wall."""
    if item is None:
        return True
    return item.isVisible() and item.opacity() > 0 and is_seen(item.parentItem())


def letters(item: QQuickItem) -> QRectF:
    """Give where a text's letters stand in the window."""
    lines = item.boundingRect()
    leading = LEADING * lines.height() / max(1, item.property("lineCount"))
    return item.mapRectToScene(lines.adjusted(0, leading, 0, -leading))


def whole(item: QQuickItem) -> QRectF:
    """Give where an item stands in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
