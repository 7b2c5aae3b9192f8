from hardware.framing import SAME_CODE_S, Flaw
from waiting_room.words import catalogue

from .conftest import Paper, Place, Visitor


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


def test_a_code_held_for_long(visitor: Visitor, paper: Paper) -> None:
    """A code that stays under the scanner counts once, whatever was scanned before it."""
    paper.scan("AAAA-0001")
    visitor.wait(SAME_CODE_S - 0.5)
    for _ in range(6):
        paper.scan("AAAA-0007")
        visitor.wait(SAME_CODE_S - 1)
    assert len(paper.slips) == 2
