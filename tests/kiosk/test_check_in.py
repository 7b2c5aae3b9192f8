from hardware.framing import Flaw
from kiosk.steps import SAME_CODE_S
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


def test_booked_only_asks_for_the_code(visitor: Visitor) -> None:
    """A service that is only for bookings asks for the code at once."""
    visitor.tap("Advice")
    assert visitor.screen.page == "code"


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
