from datetime import timedelta
from itertools import pairwise

import pytest

from kiosk.clocks import Clocks
from kiosk.given import Given
from kiosk.heard import Heard
from kiosk.journal import Journal
from kiosk.outbox import AGAIN_AFTER_S, AT_ONCE, Outbox
from kiosk.zone_time import ZoneTime
from tests.conftest import House
from waiting_room.rules.commands import IssueTicket
from waiting_room.rules.refused import Refused
from waiting_room.wire.life import HubState
from waiting_room.wire.messages import Reply

BEATS_S = 5
"""In that time beats have made the hub's time sure."""


class Desk:
    """The outbox of kiosk-1, in a house with a real hub."""

    def __init__(
        self, house: House, journal: Journal, boot: str = "one", client: str = "kiosk-1"
    ) -> None:
        self.house = house
        self.journal = journal
        self.boot = boot
        self.began_s = house.home.now_s
        self.off = timedelta()
        self.refused: list[str] = []
        self.link = house.link(client)
        heard = Heard(self.link, journal)
        heard.open()
        clocks = Clocks(boot, lambda: house.now() + self.off, lambda: self.boot_s)
        self.outbox = Outbox(
            self.link,
            house.home,
            journal,
            zone_time=ZoneTime(self.link, heard, clocks),
            refused=lambda given: self.refused.append(given.number),
        )
        self.outbox.take_up()
        self.outbox.open()
        house.pass_time(BEATS_S)

    @property
    def boot_s(self) -> float:
        """How long this boot has lasted."""
        return self.house.home.now_s - self.began_s

    def give(self, count: int, service: str = "question", lasts_s: int = 43_200) -> Given:
        """Give out the number of a count, whose lease lasts some seconds."""
        command = IssueTicket(
            service=service,
            token=self.house.token(),
            number=f"K{count:03}",
            printed_at=self.house.now(),
        )
        at = self.house.now()
        ends_at = at + timedelta(seconds=lasts_s)
        given = Given(f"id-{count}", command, self.boot, self.boot_s, at, ends_at)
        self.journal.write(given)
        self.outbox.put(given)
        return given


@pytest.fixture
def desk(house, journal):
    return Desk(house, journal)


def test_told_at_once_and_ticked_off(desk, house):
    """A number that the hub has answered is not told again."""
    desk.give(1)
    house.pass_time(0.1)
    assert list(house.room.tickets) == ["K001"]
    assert desk.journal.untold() == []


def test_told_when_the_hub_is_back(desk, house):
    """In the order of their printing, a few at a time, each with its own age."""
    house.broker.stop()
    house.pass_time(1)
    for count in range(1, 3 * AT_ONCE):
        desk.give(count)
        house.pass_time(1)
    house.broker.start()
    house.pass_time(5)
    tickets = list(house.room.tickets.values())
    assert len(tickets) == 3 * AT_ONCE - 1
    by_place = sorted(tickets, key=lambda one: one.stands_at)
    assert [one.number for one in by_place] == [f"K{n:03}" for n in range(1, 3 * AT_ONCE)]
    gaps = (later.arrived_at - earlier.arrived_at for earlier, later in pairwise(by_place))
    assert all(gap.total_seconds() == pytest.approx(1, abs=0.1) for gap in gaps)


def test_told_after_a_power_cut(desk, house, journal):
    """What was on disk and not answered is told by the next boot."""
    house.broker.stop()
    house.pass_time(1)
    desk.give(1)
    desk.link.close()
    house.pass_time(60)
    house.broker.start()
    Desk(house, journal, boot="two")
    house.pass_time(5)
    ticket = house.room.tickets["K001"]
    assert house.now() - ticket.arrived_at > timedelta(seconds=60)


def test_a_new_life_of_the_hub_is_told_the_day(desk, house):
    """It may have been restored; to one that was not, nothing happens."""
    desk.give(1)
    house.pass_time(0.1)
    asked = []
    ask = desk.link.ask
    desk.link.ask = lambda command, *args, **more: (
        asked.append(command) or ask(command, *args, **more)
    )
    hub = HubState(generation=2, instance="next", up=True, schema_version=1, at=house.now())
    house.hub_connection.close()
    house.broker.deliver("wm/sued/hub", hub.model_dump_json().encode(), retain=True)
    house.pass_time(0.1)
    assert [command.number for command in asked] == ["K001"]


def test_the_day_is_the_hubs_whatever_the_kiosks_clock_says(desk, house):
    """A clock that was set a year ahead hides nothing of today from a restored hub."""
    desk.give(1)
    house.pass_time(0.1)
    asked = []
    desk.link.ask = lambda command, told, **more: asked.append(command.number)
    desk.off = timedelta(days=365)
    hub = HubState(generation=1001, instance="next", up=True, schema_version=1, at=house.now())
    house.hub_connection.close()
    house.broker.deliver("wm/sued/hub", hub.model_dump_json().encode(), retain=True)
    house.home.advance()
    assert asked == ["K001"]


def test_a_number_that_the_hub_refuses_is_told_to_staff(house, journal):
    """It is not repeated for ever, and somebody looks after its visitor."""
    desk = Desk(house, journal, client="counter-1")
    desk.give(1)
    house.pass_time(0.1)
    assert desk.refused == ["K001"]
    assert desk.journal.untold() == []


def test_a_number_of_yesterday_is_no_trouble(desk, house):
    """Its visitor has gone home."""
    house.broker.stop()
    desk.give(1)
    house.pass_time(24 * 3600)
    house.broker.start()
    house.pass_time(5)
    assert desk.journal.untold() == []
    assert (desk.refused, house.room.tickets) == ([], {})


@pytest.mark.parametrize(("left_s", "told"), [(9, []), (11, ["K001"])])
def test_a_number_that_is_refused_as_its_day_ends_is_no_trouble(desk, house, left_s, told):
    """The last beat may be from before the turn; if it is long before, something is wrong."""
    seen = []
    desk.link.ask = lambda command, answered, **more: seen.append(answered)
    given = desk.give(1, lasts_s=60)
    house.pass_time(60 - left_s)
    seen[0](Reply.no(given.id, Refused("day_over", "The day of this ticket is over.")))
    assert desk.refused == told


def test_what_may_be_asked_again_is(desk, house):
    """A check-in whose booking is being changed is told a moment later."""
    seen = []
    desk.link.ask = lambda command, answered, **more: seen.append(answered)
    given = desk.give(1)
    seen[0](Reply.no(given.id, Refused("being_changed", "Later.", retry=True)))
    assert desk.journal.untold() == [given]
    house.pass_time(AGAIN_AFTER_S + 0.1)
    assert len(seen) == 2


def test_what_is_put_off_is_told_once_whatever_happens_meanwhile(desk, house):
    """A hub that begins anew in those moments is told all of the day, and this with it."""
    asked = {}
    desk.link.ask = lambda command, answered, id, **more: asked.setdefault(id, []).append(answered)
    given = desk.give(1)
    asked[given.id][0](Reply.no(given.id, Refused("being_changed", "Later.", retry=True)))
    hub = HubState(generation=1001, instance="next", up=True, schema_version=1, at=house.now())
    house.hub_connection.close()
    house.broker.deliver("wm/sued/hub", hub.model_dump_json().encode(), retain=True)
    house.pass_time(AGAIN_AFTER_S + 0.1)
    assert len(asked[given.id]) == 2
    assert desk.journal.untold() == [given]
