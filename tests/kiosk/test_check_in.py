import pytest

from hardware.framing import SAME_CODE_S, Flaw
from kiosk.noise import MANY, WITHIN_S
from waiting_room.words import catalogue

from .place import Place
from .visitor import Paper, Visitor


def test_scan_from_every_page(visitor: Visitor, paper: Paper) -> None:
    """A booking is checked in from whatever page is shown, in the language of the booking."""
    visitor.tap("Hand in papers")
    paper.scan("aaaa 0007")
    visitor.wait()
    assert visitor.screen.language == "ar"
    assert catalogue("ar").say("You are checked in. Your number:") in visitor.reads()


def test_scan_again(visitor: Visitor, paper: Paper, place: Place) -> None:
    """The same booking shown again is the same number; held under the scanner it counts once."""
    paper.scan("AAAA-0001")
    visitor.wait(1)
    paper.scan("AAAA-0001")
    visitor.wait(1)
    assert len(paper.slips) == 1
    visitor.wait(SAME_CODE_S)
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "You are checked in already. Your number:" in visitor.reads()
    assert "K\u202f001" in visitor.reads()
    assert len(place.room.tickets) == 1


def test_typed_code(visitor: Visitor, place: Place) -> None:
    """A code can be typed and corrected; it is sent when it is whole."""
    visitor.tap("I have a booking")
    for sign in "AAAB":
        visitor.tap(sign)
    visitor.tap("Delete")
    visitor.tap("A")
    visitor.tap("Check in")
    assert visitor.screen.page == "code"
    for sign in "0001":
        visitor.tap(sign)
    visitor.tap("Check in")
    assert visitor.screen.page == "ticket"
    assert place.room.tickets["K001"].booking == "AAAA-0001"


def test_booked_only_says_how(visitor: Visitor) -> None:
    """A service that is only for bookings says so, where to get one, and leads to the code."""
    visitor.tap("Advice")
    assert "This service is only for visitors with a booking." in visitor.reads()
    assert any("warten.example.org" in text for text in visitor.reads())
    visitor.tap("I have a booking")
    assert visitor.screen.page == "code"


def test_scanner_comes_and_goes(visitor: Visitor, paper: Paper) -> None:
    """Only a kiosk that has a scanner now asks to hold a code under it."""
    typed = ("Type the code of your booking.", "Type the code of your booking here.")
    held = (
        "Hold the code under the scanner, or type it.",
        "Hold the code of your booking under the scanner, or type it here.",
    )
    for there, said, unsaid in (("absent", typed, held), ("ok", held, typed)):
        paper.tell("scanner", there)
        visitor.settle()
        assert said[0] in visitor.reads()
        visitor.tap("I have a booking")
        assert said[1] in visitor.reads()
        assert not {*unsaid} & {*visitor.reads()}
        visitor.tap("Back")


def test_unreadable_scan(visitor: Visitor, paper: Paper) -> None:
    """What cannot be read is said, but takes nobody's number off the screen."""
    paper.scan("", Flaw.GARBAGE)
    visitor.wait()
    assert "The code could not be read." in visitor.reads()
    visitor.tap("Back")
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    paper.scan("", Flaw.TOO_LONG)
    visitor.wait()
    assert visitor.screen.page == "ticket"


@pytest.mark.parametrize(("every_s", "at_once"), [(0.4, 9), (2.0, 9), (6.0, 8)])
def test_noise_takes_nobodys_taps(
    visitor: Visitor, paper: Paper, every_s: float, at_once: int
) -> None:
    """Of ten visitors in 32 s whose kiosk's scanner hears noise hardly one has to begin again."""
    paper.tell("scanner", "ok")
    till_noise_s, tickets = 0.0, 0
    for _ in range(10):
        for tap in (visitor.screen.goBack, lambda: visitor.screen.chooseService("papers"),
                    visitor.screen.takeTicket):  # fmt: skip
            tap()
            for _ in range(8):
                if till_noise_s <= 0:
                    paper.scan("", Flaw.GARBAGE)
                    till_noise_s = every_s
                visitor.place.home.advance(0.1)
                till_noise_s -= 0.1
        tickets += visitor.screen.page == "ticket"
        visitor.screen.leave()
        visitor.place.home.advance(0.8)
    assert tickets >= at_once


def test_staff_hear_of_noise(visitor: Visitor, paper: Paper, place: Place) -> None:
    """A scanner that reads nothing but noise is told to staff, and no visitor is sent to it."""

    def told() -> str:
        return place.hub._health._parts["kiosk-1"]["codes"]

    typed = "Type the code of your booking."
    paper.tell("scanner", "ok")
    for _ in range(MANY - 1):
        paper.scan("", Flaw.GARBAGE)
        visitor.wait(SAME_CODE_S)
    assert told() == "ok"
    visitor.tap("Back")
    for _ in range(50):
        paper.scan("", Flaw.TOO_LONG)
        visitor.wait(0.5)
    assert told() == "garbled"
    assert typed in visitor.reads()
    paper.scan("AAAA-0001")
    visitor.wait(2)
    assert visitor.screen.page == "ticket"
    assert told() == "ok"
    visitor.screen.leave()
    for _ in range(50):
        paper.scan("", Flaw.GARBAGE)
        visitor.wait(0.5)
    assert told() == "garbled"
    visitor.wait(WITHIN_S)
    assert told() == "ok"


def test_one_bad_code_held_for_long(visitor: Visitor, paper: Paper, place: Place) -> None:
    """A torn code that somebody holds on is said once, and is no trouble of the scanner."""
    for _ in range(20):
        paper.scan("", Flaw.GARBAGE)
        visitor.wait(0.5)
    assert place.hub._health._parts["kiosk-1"]["codes"] == "ok"
    visitor.tap("Back")
    paper.scan("", Flaw.GARBAGE)
    visitor.wait()
    assert visitor.screen.page == "start"


def test_noise_while_typing(visitor: Visitor, paper: Paper) -> None:
    """Noise is said to who may have held a code under the scanner, not to who types one."""
    visitor.tap("I have a booking")
    visitor.tap("A")
    paper.scan("", Flaw.GARBAGE)
    visitor.wait()
    assert visitor.screen.page == "code"
    assert visitor.screen.typedCode.startswith("\u2066A")
    visitor.tap("Delete")
    visitor.wait(SAME_CODE_S)
    paper.scan("", Flaw.GARBAGE)
    visitor.wait()
    assert "The code could not be read." in visitor.reads()


def test_a_code_held_for_long(visitor: Visitor, paper: Paper) -> None:
    """A code that stays under the scanner counts once, whatever was scanned before it."""
    paper.scan("AAAA-0001")
    visitor.wait(SAME_CODE_S - 0.5)
    for _ in range(6):
        paper.scan("AAAA-0007")
        visitor.wait(SAME_CODE_S - 1)
    assert len(paper.slips) == 2
