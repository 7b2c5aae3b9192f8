from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QRectF

from display.board import TURN_S
from display.waits import WaitsColumn
from waiting_room.hub.showing import zone_view
from waiting_room.wire.views import LinesView
from waiting_room.words import LANGUAGES

from .test_board import QML, Hang, call_many, items


def shown(wall: Any) -> list[tuple[str, str]]:
    """List what stands in the column of waits."""
    rows = wall.screen.waits
    return [(rows[n]["name"], rows[n]["wait"]) for n in range(len(rows))]


def test_services_and_languages_take_turns(house: Any, hang_up: Hang) -> None:
    """All services are said in the wall's language, then in every other one of the zone."""
    wall = hang_up("en")
    house.pass_time(0.1)
    first = [("Apply for benefits", "soon"), ("Hand in documents", "soon")]
    assert shown(wall) == first
    assert wall.screen.waitsTitle == "Waiting time with a new ticket"
    house.pass_time(TURN_S)
    assert [name for name, _ in shown(wall)] == [
        "Question about my decision",
        "No money / emergency",
    ]
    house.pass_time(TURN_S)
    assert shown(wall)[0] == ("Antrag stellen", "wenige Minuten")
    assert wall.screen.waitsTitle == "Wartezeit mit neuer Nummer"
    house.pass_time(TURN_S * 2 * (len(LANGUAGES) - 1))
    assert shown(wall) == first


def test_a_wait_changes_in_its_place(house: Any, hang_up: Hang) -> None:
    """When the line grows the range changes at once, and everything stays where it is."""
    wall = hang_up("en")
    house.pass_time(0.1)
    for _ in range(3):
        house.issue("new-application")
    house.pass_time(0.1)
    (name, wait), (other, _) = shown(wall)
    assert (name, other) == ("Apply for benefits", "Hand in documents")
    assert wait.endswith("\u2069 minutes")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("closed", "closed"),
        ("quota_reached", "no more tickets today"),
        ("full_today", "no more tickets today"),
    ],
)
def test_no_tickets(house: Any, code: str, said: str) -> None:
    """A service that gives no tickets says so in its place, and no wait."""
    line = {"open": False, "closed_code": code, "opens_at": None, "waiting": 3, "ahead": 3}
    lines = LinesView.model_validate(
        {"services": [line | {"id": one.id, "wait_s": (600, 900)} for one in house.zone.services]}
    )
    rows = WaitsColumn("en").rows(zone_view(house.zone, {}), lines, live=True)
    assert [row["wait"] for row in rows] == [said, said]


def test_stale(house: Any, hang_up: Hang) -> None:
    """Without a link no wait is said: the notice says why."""
    wall = hang_up("en")
    house.pass_time(0.1)
    house.broker.stop()
    house.pass_time(1)
    assert [wait for _, wait in shown(wall)] == ["–", "–"]
    assert "As of" in wall.screen.notice
    house.broker.start()
    house.pass_time(3)
    assert "–" not in [wait for _, wait in shown(wall)]


def test_before_the_first_view() -> None:
    """A wall that knows nothing shows no column."""
    assert WaitsColumn("en").rows(None, None, live=False) == []


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("size", ["1920x1080", "3840x2160", "1080x1920"])
def test_calls_and_waits_stand_apart(
    house: Any,
    hang_up: Hang,
    show_window: Callable[..., Any],
    qtbot: Any,
    language: str,
    size: str,
) -> None:
    """The column covers no call, and as many calls have room beside it in every script."""
    wall = hang_up(language)
    call_many(house, wall, 7)
    window, _ = show_window(wall.screen, QML, "Display", size)
    everything = items(window.contentItem())
    (panel,) = [one for one in everything if one.property("screen") is not None]
    rows = [one for one in everything if one.property("pulsing") is not None]
    qtbot.waitUntil(lambda: panel.height() > 0)
    window.grabWindow()
    seen = [row for row in rows if row.opacity() == 1]
    assert len(seen) == (7 if size == "1080x1920" else 5)
    for row in seen:
        assert not area(row).intersects(area(panel))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fits(
    house: Any, hang_up: Hang, show_window: Callable[..., Any], qtbot: Any, language: str
) -> None:
    """No name of a service and no wait is cut, in any language."""
    wall = hang_up(language)
    window, _ = show_window(wall.screen, QML, "Display", "1920x1080")
    for _ in range(2):
        said = [text for row in shown(wall) for text in row]
        words = [
            one
            for one in items(window.contentItem())
            if one.property("words") and one.property("words") != wall.screen.waitsTitle
        ]
        qtbot.waitUntil(lambda words=words, said=said: [w.property("text") for w in words] == said)
        window.grabWindow()
        assert [one.property("truncated") for one in words] == [False] * 4
        house.pass_time(TURN_S)


def area(item: Any) -> QRectF:
    """Give where an item stands in its window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
