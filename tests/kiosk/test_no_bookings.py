import pytest

from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import Zone

from .place import Place
from .visitor import Paper, Visitor
from .zone import booking, zone_of

OF_ANOTHER_SYSTEM = booking("BBBB-0001", 10, service="papers")


@pytest.fixture
def zone() -> Zone:
    """A zone whose services are all for who comes now."""
    walk_in = tuple(one for one in zone_of().services if one.walk_in)
    (desk,) = zone_of().counters
    counters = (desk.model_copy(update={"services": ("papers",)}),)
    return zone_of().model_copy(update={"services": walk_in, "counters": counters})


@pytest.fixture(autouse=True)
def bookings(place: Place, request: pytest.FixtureRequest) -> tuple[Booking, ...]:
    """No bookings; a test may give those of another system."""
    place.bookings = getattr(request, "param", ())
    return place.bookings


def test_nobody_is_asked_for_a_booking(visitor: Visitor, paper: Paper) -> None:
    """Where nobody can come booked the start asks for no code; a code that is shown is answered."""
    assert "I have a booking" not in visitor.reads()
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "We do not know this code." in visitor.reads()
    visitor.tap("Back")
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert "K\u202f001" in visitor.reads()


@pytest.mark.parametrize("bookings", [(OF_ANOTHER_SYSTEM,)], indirect=True)
def test_bookings_of_another_system(visitor: Visitor, place: Place) -> None:
    """Where another system books people in, a code can be typed, though nothing is booked here."""
    visitor.tap("I have a booking")
    for sign in "BBBB0001":
        visitor.tap(sign)
    visitor.tap("Check in")
    assert place.room.tickets["K001"].booking == "BBBB-0001"
