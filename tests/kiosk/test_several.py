"""Several services in one visit."""

import pytest

from kiosk.steps import MOST_MORE, QUIET_S
from waiting_room.rules.commands import OpenCounter
from waiting_room.rules.zone import Zone

from .place import Place
from .visitor import Paper, Visitor
from .zone import zone_of

CONCERNS = ("Papers", "Letter", "Money", "Flat", "Card", "Advice")


@pytest.fixture
def zone() -> Zone:
    """A zone with many services, the last of them only for bookings."""
    services = [
        {"id": name.lower(), "name": {"en": name}, "walk_in": name != "Advice"} for name in CONCERNS
    ]
    counters = [{"id": "1", "name": {"en": "Counter 1"}, "services": ["papers", "letter"]}]
    raw = zone_of().model_dump(mode="json") | {"services": services, "counters": counters}
    return Zone.model_validate(raw)


def test_one_more(visitor: Visitor, place: Place, paper: Paper) -> None:
    """A second service is added in two touches, and both are on one ticket."""
    visitor.tap("Papers")
    visitor.tap("One more concern")
    assert "What else brings you here?" in visitor.reads()
    assert visitor.find("Papers") is None, "a visit has each service once"
    visitor.tap("Letter")
    assert visitor.screen.page == "confirm"
    visitor.tap("Yes, take a ticket")
    assert [step.service for step in place.room.tickets["K001"].then] == ["letter"]
    assert "This number is for 2 concerns, one after the other." in visitor.reads()
    assert "Letter" not in visitor.reads()


def test_taken_out_again(visitor: Visitor, place: Place) -> None:
    """What was added can be taken out again, and added anew."""
    visitor.tap("Papers")
    for service in ("Letter", "Money"):
        visitor.tap("One more concern")
        visitor.tap(service)
    visitor.tap("Letter")
    assert visitor.find("Letter") is None
    visitor.tap("One more concern")
    assert visitor.find("Letter") is not None
    assert visitor.find("Money") is None
    visitor.tap("Back")
    visitor.tap("Yes, take a ticket")
    assert [step.service for step in place.room.tickets["K001"].then] == ["money"]


def test_three_more_at_most(visitor: Visitor, place: Place) -> None:
    """After three more nothing more is offered; all four are one visit."""
    visitor.tap("Papers")
    for service in ("Letter", "Money", "Flat")[:MOST_MORE]:
        visitor.tap("One more concern")
        visitor.tap(service)
    assert visitor.find("One more concern") is None
    visitor.screen.addMore()
    visitor.wait()
    assert visitor.screen.page == "confirm"
    visitor.tap("Yes, take a ticket")
    assert len(place.room.tickets["K001"].then) == MOST_MORE


def test_only_what_is_open(visitor: Visitor) -> None:
    """What can only be booked is not offered to follow."""
    visitor.tap("Papers")
    visitor.tap("One more concern")
    assert visitor.find("Advice") is None
    assert visitor.find("Card") is not None


def test_nothing_is_left_over(visitor: Visitor) -> None:
    """Going back or away forgets what was added."""
    for leave in (lambda: visitor.tap("Back"), lambda: visitor.wait(QUIET_S + 1)):
        visitor.tap("Papers")
        visitor.tap("One more concern")
        visitor.tap("Letter")
        leave()
        visitor.wait(3)
        assert visitor.screen.page == "start"
    visitor.tap("Papers")
    assert visitor.find("Letter") is None


def test_added_without_the_hub(visitor: Visitor, place: Place) -> None:
    """A visit goes on where it was when the hub is gone, and its ticket has all its services."""
    visitor.tap("Papers")
    visitor.tap("One more concern")
    place.broker.stop()
    visitor.wait()
    visitor.tap("Letter")
    visitor.tap("Yes, take a ticket")
    assert "This number is for 2 concerns, one after the other." in visitor.reads()
    place.broker.start()
    visitor.wait(3)
    assert [step.service for step in place.room.tickets["K001"].then] == ["letter"]


def test_many_taps_add_one(visitor: Visitor) -> None:
    """Ten quick taps on a service add it once, and its place on the next page is not tapped."""
    visitor.tap("Papers")
    visitor.tap("One more concern", 10)
    visitor.tap("Letter", 10)
    assert visitor.screen.steps.also == ("letter",)
    assert visitor.screen.page == "confirm"


def test_the_wait_is_that_of_the_first(visitor: Visitor, place: Place) -> None:
    """Adding a service changes nothing of what was said about the wait for the first."""
    place.ask(OpenCounter(counter="1"))
    visitor.tap("Papers")
    before = (visitor.screen.aheadText, visitor.screen.waitText)
    visitor.tap("One more concern")
    visitor.tap("Letter")
    assert (visitor.screen.aheadText, visitor.screen.waitText) == before
