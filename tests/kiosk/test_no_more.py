"""What a kiosk says when there are no more tickets."""

import pytest

from waiting_room.rules.commands import IssueTicket, OpenCounter
from waiting_room.rules.zone import Zone

from .place import Place
from .visitor import Visitor
from .zone import zone_of

THURSDAY = "Thursday 26 November at \u206608:00\u2069"


ALL_DAY = {"walk_in_until": None}


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> Zone:
    """The zone, its first services changed as the test asks."""
    services = list(zone_of().services)
    for place, changes in enumerate(request.param):
        services[place] = services[place].model_copy(update=changes)
    return zone_of().model_copy(update={"services": tuple(services)})


@pytest.mark.parametrize(
    ("zone", "status", "title"),
    [
        (
            ({"tickets_per_day": 1}, ALL_DAY),
            "all tickets of today are given out",
            "All tickets of today are given out.",
        ),
        (
            ({"service_min": 150}, ALL_DAY),
            "today is full",
            "Today is full. We cannot see more people today.",
        ),
    ],
    indirect=["zone"],
)
def test_no_more_today(visitor: Visitor, place: Place, status: str, title: str) -> None:
    """The tile says why and when again; a touch says it in full, and what to do."""
    place.ask(OpenCounter(counter="1"))
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    visitor.tap("Done")
    assert f"{status}\nagain on {THURSDAY}" in visitor.reads()
    visitor.tap("Hand in papers")
    assert title in visitor.reads()
    assert f"Please come again on {THURSDAY}." in visitor.reads()
    visitor.tap("Back")
    visitor.tap("Question")
    visitor.tap("Yes, take a ticket")
    assert visitor.screen.page == "ticket"


@pytest.mark.parametrize("zone", [[{"tickets_per_day": 1}]], indirect=True)
def test_somebody_was_faster(visitor: Visitor, place: Place) -> None:
    """Whoever looks while the last ticket is taken elsewhere is told so instead of a number."""
    visitor.tap("Hand in papers")
    place.ask(IssueTicket(service="papers", token="a" * 26))
    visitor.wait()
    visitor.tap("Yes, take a ticket")
    assert "All tickets of today are given out." in visitor.reads()
    assert len(place.room.tickets) == 1


@pytest.mark.parametrize("zone", [[{"tickets_per_day": 1}]], indirect=True)
def test_the_whole_zone(visitor: Visitor, place: Place) -> None:
    """When no service has tickets left, the kiosk does not say that the zone is closed."""
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    visitor.tap("Done")
    visitor.wait(60)
    assert "There are no more tickets today." in visitor.reads()
    assert f"Please come again on {THURSDAY}." in visitor.reads()
    visitor.wait(4 * 3600)
    assert "We are closed now." in visitor.reads()
