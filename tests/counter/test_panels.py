from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from waiting_room.rules.counter import Clerk
from waiting_room.ui.hand import accessible_name
from waiting_room.words import LANGUAGES

CONTROLS = ("DeskButton", "Choice", "DeskField", "MainButton")
CLERKS = (Clerk(id="yilmaz", name="Aylin Yılmaz"), Clerk(id="brandt", name="Jörg Brandt"))


@pytest.fixture
def house(make_house: Callable[..., Any]) -> Any:
    """A house whose clerks have names."""
    return make_house(clerks=CLERKS)


def visible(item: Any) -> list[Any]:
    """List an item and everything in it that can be seen."""
    if not item.isVisible():
        return []
    return [item, *(one for child in item.childItems() for one in visible(child))]


def controls(window: Any) -> list[Any]:
    """List what can be pressed or typed into, but for rows of lists."""
    return [
        item
        for item in visible(window.contentItem())
        if item.metaObject().className().startswith(CONTROLS)
    ]


def is_heading(item: Any) -> bool:
    """Tell whether a screen reader takes an item for a heading."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface is not None and interface.role() == QAccessible.Role.Heading


def check(window: Any, where: str) -> None:
    """Fail if a control leaves the window, lies on another, has no name, or its word is cut."""
    window.grabWindow()
    frame = window.contentItem().boundingRect()
    boxes: list[Any] = []
    for item in controls(window):
        box = item.mapRectToScene(item.boundingRect())
        name = accessible_name(item)
        assert name, (where, item)
        assert frame.contains(box), (where, name, box)
        assert not [other for other in boxes if box.intersects(other)], (where, name, box)
        boxes.append(box)
    words = [one for item in controls(window) for one in visible(item)]
    words += filter(is_heading, visible(window.contentItem()))
    for item in words:
        assert not item.property("truncated"), (where, item.property("text"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_panel_fits(
    house: Any, sit_at_window: Callable[..., Any], sit_down: Callable[..., Any], language: str
) -> None:
    """At 980 by 360, in every language, no panel covers, cuts or pushes out what can be pressed."""
    for service in ("hand-in-documents", "question", "emergency", "question"):
        house.issue(service, language="uk", needs=("interpreter", "wheelchair", "hearing_loop"))
    sit_down("2", "counter-2", clerk="brandt")
    at = sit_at_window(language=language)
    screen, window = at.clerk.screen, at.window
    check(window, "clerk")
    at.clerk.do("sitDown", "yilmaz")
    check(window, "open")
    at.clerk.do("choose", at.clerk.numbers("lineRows")[0])
    check(window, "line, chosen")
    at.clerk.do("askRemove")
    check(window, "remove")
    at.clerk.do("closePanel")
    at.clerk.do("callNext")
    check(window, "called")
    for panel in ("service", "transfer", "hold"):
        at.clerk.do("openPanel", panel)
        check(window, panel)
    at.clerk.do("setMinutes", "480")
    at.clerk.do("setReturns", True)
    check(window, "hold, timed")
    at.clerk.do("hold", "Waits for an interpreter")
    at.clerk.do("callNext")
    at.clerk.do("addService", "new-application")
    at.clerk.do("start")
    check(window, "more to do")
    at.clerk.do("openPanel", "held")
    check(window, "held")
    at.clerk.do("choose", at.clerk.numbers("heldRows")[0])
    check(window, "held, chosen")
    at.clerk.do("undo")
    at.clerk.do("noShow")
    at.clerk.do("finish")
    at.clerk.do("openPanel", "pause")
    check(window, "pause")
    at.clerk.do("pause", "Technical problem")
    check(window, "paused")
    assert screen.panel == "line"


def test_every_control_says_its_name(house: Any, sit_at_window: Callable[..., Any]) -> None:
    """A screen reader hears a word for every control, also where a sign or a number stands."""
    house.issue()
    at = sit_at_window(clerk="yilmaz")
    at.key(Qt.Key.Key_F8)
    assert "Add a service" in at.hand.names()
    at.key(Qt.Key.Key_F5)
    assert {"5 minutes", "10 minutes", "20 minutes", "Minutes"} <= set(at.hand.names())
