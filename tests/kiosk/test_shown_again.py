"""A booked visitor shows the code again, whatever has become of the number meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem

from hardware.slip import Text
from kiosk.receipt import receipt
from waiting_room.hub.showing import zone_view
from waiting_room.rules import commands as asked
from waiting_room.rules.shape import said
from waiting_room.words import LANGUAGES, catalogue

from .place import Place
from .test_reach import stands_above
from .test_receipt import issued
from .visitor import Paper, Visitor
from .zone import zone_of

NUMBER = "K\u202f001"
CODE = "AAAA-0001"
REACHED: dict[str, tuple[asked.Command, ...]] = {
    "called": (asked.CallNext(counter="1"),),
    "serving": (asked.CallNext(counter="1"), asked.StartServing(counter="1")),
    "on_hold": (asked.CallNext(counter="1"), asked.HoldTicket(counter="1")),
    "no_show": (asked.CallNext(counter="1"), asked.MarkNoShow(counter="1")),
    "finished": (
        asked.CallNext(counter="1"),
        asked.StartServing(counter="1"),
        asked.FinishServing(counter="1"),
    ),
    "cancelled": (asked.CancelTicket(number="K001"),),
}
"""By the status: what is done at the counter meanwhile."""

TOLD = {
    "called": ("You are called", "Please go there now: Schalter 1"),
    "serving": ("It is your turn", "Please go there now: Schalter 1"),
    "on_hold": (
        "Your ticket is set aside.",
        "You keep your number and will be called again. Please stay near.",
    ),
    "no_show": (
        "You were called, but nobody came.",
        "Please go to the reception with your number: it can be called again today.",
    ),
    "finished": (
        "Your visit is over.",
        "If you still need us, please take a new ticket or ask at the reception.",
    ),
    "cancelled": (
        "This ticket is given up.",
        "If you still need us, please take a new ticket or ask at the reception.",
    ),
}


@pytest.fixture
def shows_again(visitor: Visitor, paper: Paper, place: Place) -> Callable[[str], None]:
    """Check a visitor in, let the number reach a status, and hold the code under the scanner."""

    def show(status: str) -> None:
        place.ask(asked.OpenCounter(counter="1"))
        paper.scan(CODE)
        visitor.wait(1)
        visitor.screen.leave()
        for step in REACHED[status]:
            assert place.ask(step).ok
        visitor.wait(60)
        paper.scan(CODE)
        visitor.wait(1)

    return show


@pytest.mark.parametrize("status", REACHED)
def test_what_is_so_and_what_to_do(
    visitor: Visitor, shows_again: Callable[[str], None], status: str
) -> None:
    """Each status has its sentence and its next step; nobody waits for a call that cannot come."""
    shows_again(status)
    assert {NUMBER, *TOLD[status]} <= {*visitor.reads()}
    waits = [text for text in visitor.reads() if "wait" in text.lower()]
    assert waits == [], "only who waits is told to"


@pytest.mark.parametrize("status", REACHED)
def test_paper_only_for_who_waits(
    visitor: Visitor, paper: Paper, shows_again: Callable[[str], None], status: str
) -> None:
    """By itself a slip comes only for who will be called; others may want one, until it is over."""
    paper.tell("printer", "ok")
    shows_again(status)
    assert len(paper.slips) == (2 if status == "on_hold" else 1)
    asks = status in ("called", "serving", "no_show")
    assert (visitor.find("Print again") is not None) is asks
    if asks:
        number = visitor.find(NUMBER)
        assert isinstance(number, QQuickItem)
        before = number.mapToScene(QPointF(0, 0))
        visitor.tap("Print again")
        assert number.mapToScene(QPointF(0, 0)) == before, "nothing moves"
        assert len(paper.slips) == 2
        texts = [one.text for one in paper.slips[1].blocks if isinstance(one, Text)]
        assert {"Copy", *TOLD[status]} <= {*texts}
        assert "Your ticket is printed. Please take it." in visitor.reads()
    is_over = status in ("finished", "cancelled")
    assert (visitor.find("QR code of your ticket") is None) is is_over


def test_hub_gone_meanwhile(visitor: Visitor, paper: Paper, place: Place) -> None:
    """Cut off, nobody can know whether the visitor was called: both next steps are said."""
    paper.scan(place.signed(CODE))
    visitor.wait(1)
    assert not any("Call missed" in text for text in visitor.reads())
    visitor.screen.leave()
    place.broker.stop()
    visitor.wait(20)
    paper.scan(place.signed(CODE))
    visitor.wait(1)
    assert "You are checked in already. Your number:" in visitor.reads()
    assert "Call missed: please go to the reception desk. Keep this number." in visitor.reads()


@pytest.mark.parametrize("language", LANGUAGES)
def test_counter_by_its_name(language: str) -> None:
    """The counter has the name that the wall shows, in every language; else its id, or the desk."""
    zone, words = zone_view(zone_of(), {}), catalogue(language)
    name = said(zone.counters[0].name, language)
    for counter, place in (("1", name), ("9", "9"), (None, "")):
        slip = receipt(issued(language, status="called", counter=counter), zone, words)
        texts = [one.text for one in slip.blocks if isinstance(one, Text)]
        there = words.say("Please go there now: {counter}", counter=place)
        assert (there if place else words.say("Please go to the reception desk.")) in texts


@pytest.mark.parametrize("size", ["1280x800", "1120x630", "1080x1920"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_fits(
    visitor: Visitor, paper: Paper, shows_again: Callable[[str], None], language: str, size: str
) -> None:
    """Whatever the script and the screen, the longest sentence is whole and stands clear."""
    paper.tell("printer", "ok")
    visitor.resize(size)
    visitor.tap(LANGUAGES[language])
    shows_again("no_show")
    visitor.tap(LANGUAGES[language])
    headline, step = TOLD["no_show"]
    assert stands_above(visitor, headline, NUMBER)
    assert stands_above(visitor, NUMBER, step)
    assert stands_above(visitor, step, "Print again")
    assert stands_above(visitor, "Print again", "Done")
    for name in (headline, step):
        item = visitor.find(name)
        assert item.property("implicitHeight") <= item.height() + 1, f"{name} is cut"
