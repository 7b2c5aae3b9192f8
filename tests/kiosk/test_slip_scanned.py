"""Somebody holds a slip under the scanner, whose code is the page of its ticket."""

from datetime import timedelta

import pytest

from hardware.framing import SAME_CODE_S, Flaw
from hardware.slip import Text
from kiosk.codes import is_booking, token_in
from kiosk.receipt import LOUD
from waiting_room.wire.token import mint_token

from .place import Place
from .visitor import Paper, Visitor

PAGES = "https://warten.example.org/t/"
YOURS = "This is your ticket. Your number:"
NUMBER = "K\u202f001"
MISSED = "Call missed: please go to the reception desk. Keep this number."


@pytest.fixture
def link(visitor: Visitor, paper: Paper) -> str:
    """Take a ticket; the address in its code."""
    paper.tell("printer", "ok")
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert visitor.screen.ticket.link.startswith(PAGES)
    return str(visitor.screen.ticket.link)


@pytest.mark.parametrize("flaw", [None, Flaw.PARTIAL])
def test_the_fresh_slip(visitor: Visitor, paper: Paper, link: str, flaw: Flaw | None) -> None:
    """The slip of the ticket on the screen is known as that, and nothing else changes."""
    paper.scan(link, flaw)
    visitor.wait()
    assert {YOURS, NUMBER, "Please wait here: waiting area B"} <= {*visitor.reads()}
    assert "Your ticket is printed. Please take it." in visitor.reads()
    assert len(paper.slips) == 1


def test_a_slip_while_it_is_printed(visitor: Visitor, paper: Paper) -> None:
    """What becomes of the paper is still said after its code was read."""
    paper.outcome = None
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    paper.scan(str(visitor.screen.ticket.link))
    visitor.wait()
    assert "Your ticket is being printed." in visitor.reads()


def test_a_slip_from_before(visitor: Visitor, paper: Paper, link: str) -> None:
    """A slip of this kiosk is shown again, with what to do if its call was missed; no paper."""
    visitor.tap("Done")
    paper.scan(link)
    visitor.wait()
    assert {YOURS, NUMBER, "Please wait here: waiting area B", MISSED} <= {*visitor.reads()}
    assert len(paper.slips) == 1
    visitor.tap("Print again")
    assert Text("Copy", size=LOUD, bold=True, align="center") in paper.slips[1].blocks


def test_a_booked_visitors_slip(visitor: Visitor, paper: Paper) -> None:
    """The slip of a check-in is known, too, though not for which service it is."""
    paper.scan("AAAA-0001")
    visitor.wait(1)
    link = str(visitor.screen.ticket.link)
    visitor.tap("Done")
    paper.scan(link)
    visitor.wait()
    reads = {*visitor.reads()}
    assert {YOURS, NUMBER, "Please wait until your number is called.", MISSED} <= reads


def test_another_kiosks_slip(visitor: Visitor, paper: Paper, link: str) -> None:
    """A slip of elsewhere is no booking; nobody is told to take a second ticket."""
    paper.scan(PAGES + mint_token())
    visitor.wait()
    reads = visitor.reads()
    assert "This is a ticket, not a booking." in reads
    assert NUMBER not in reads, "somebody else stands here now"
    assert not any("take a ticket" in text for text in reads)


def test_yesterdays_slip(visitor: Visitor, paper: Paper, place: Place, link: str) -> None:
    """A slip of another day is nobody's number today."""
    visitor.tap("Done")
    place.home.advance(timedelta(days=1).total_seconds())
    paper.scan(link)
    visitor.wait()
    assert "This is a ticket, not a booking." in visitor.reads()


def test_no_code_of_ours_leaves_the_number(visitor: Visitor, paper: Paper, link: str) -> None:
    """A stray byte, half a code or the code of some goods takes nobody's number off the screen."""
    for text, flaw in (("~", Flaw.PARTIAL), ("AAAA-00", Flaw.PARTIAL), ("4006381333931", None)):
        paper.scan(text, flaw)
        visitor.wait()
        assert NUMBER in visitor.reads()
    assert YOURS not in visitor.reads()
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "You are checked in. Your number:" in visitor.reads()


def test_a_scanner_that_ends_no_code(visitor: Visitor, paper: Paper, place: Place) -> None:
    """A whole code acts although nothing ended it; a part of one could not be read."""
    paper.scan("AAAA-00", Flaw.PARTIAL)
    visitor.wait()
    assert "The code could not be read." in visitor.reads()
    paper.scan("aaaa 0001", Flaw.PARTIAL)
    visitor.wait()
    assert visitor.screen.page == "ticket"
    visitor.screen.leave()
    visitor.wait(SAME_CODE_S)
    paper.scan(place.signed("AAAA-0007"), Flaw.PARTIAL)
    visitor.wait()
    assert visitor.screen.page == "ticket"


def test_what_a_text_is() -> None:
    """Only a whole address of this zone's own ticket pages is one, and no booking's code."""
    token = mint_token()
    assert token_in(PAGES + token, PAGES) == token
    for text in (PAGES, PAGES + token[1:], PAGES + token + "/", "https://else/t/" + token, token):
        assert token_in(text, PAGES) == ""
    assert token_in(token, "") == ""
    assert not is_booking(PAGES + token)
    assert not is_booking("")
