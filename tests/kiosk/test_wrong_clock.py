"""A machine whose clock is wrong: what its screen, its slips, its hours and its check-in go by."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from hardware.slip import Text
from kiosk.clocks import Clocks
from kiosk.visit import VisitScreen
from waiting_room.rules.zone import Zone

from .place import Place
from .visitor import Paper
from .zone import BEGAN, BOOKINGS

NIGHT_BEFORE = timedelta(hours=-14)
CENTURY_BEFORE = timedelta(days=-20_000)


class Shifted(Place):
    """A place whose kiosk has a clock that is wrong."""

    off = timedelta()

    def clocks(self) -> Clocks:
        """See Place."""
        began_s = self.home.now_s
        return Clocks(at=lambda: self.now() + self.off, boot_s=lambda: self.home.now_s - began_s)


@pytest.fixture
def place(tmp_path: Path, zone: Zone) -> Iterator[Shifted]:
    place = Shifted(tmp_path, zone)
    place.hub.open(BOOKINGS)
    yield place
    place.close()


@pytest.fixture
def begin(place: Shifted, paper: Paper, qapp: QGuiApplication) -> Callable[[], VisitScreen]:
    """Switch the kiosk on, or on again, and let a moment pass."""

    def begin_now() -> VisitScreen:
        place.switch_off()
        screen = place.screen(paper)
        screen.begin()
        place.link.open()
        place.home.advance(5)
        return screen

    return begin_now


def cut_off(place: Shifted, seconds: float = 2) -> None:
    """Take the cable out."""
    place.broker.stop()
    place.home.advance(seconds)


@pytest.mark.parametrize("off", [NIGHT_BEFORE, -NIGHT_BEFORE, CENTURY_BEFORE])
def test_once_the_hub_was_heard_its_time_goes_on(
    place: Shifted, paper: Paper, begin: Callable[[], VisitScreen], off: timedelta
) -> None:
    """On screen and paper, for hours and bookings, with and without the hub."""
    place.off = off
    screen = begin()
    cut_off(place, 600)
    assert (screen.page, abs(screen.now() - place.now())) == ("start", timedelta())
    screen.chooseService("papers")
    place.home.advance(1)
    screen.takeTicket()
    place.home.advance(1)
    texts = [block.text for block in paper.slips[-1].blocks if isinstance(block, Text)]
    assert any("23 November 2026 at \u206609:10" in text for text in texts)
    screen.leave()
    paper.scan(place.signed("AAAA-0001"))
    place.home.advance(5)
    assert (screen.page, screen.ticket.number) == ("ticket", "K\u202f002")


@pytest.mark.parametrize("off", [NIGHT_BEFORE, CENTURY_BEFORE])
def test_a_clock_that_is_wrong_for_sure_closes_nothing(
    place: Shifted, paper: Paper, begin: Callable[[], VisitScreen], off: timedelta
) -> None:
    """Power is cut in an outage: what the kiosk itself has written was later than its clock."""
    begin()
    cut_off(place)
    place.off = off
    screen = begin()
    assert screen.page == "start"
    paper.scan(place.signed("AAAA-0001"))
    place.home.advance(5)
    assert "cannot be checked" in screen.messageTitle + screen.messageText


def test_services_that_were_closed_for_the_night_are_open_then(
    place: Shifted, begin: Callable[[], VisitScreen]
) -> None:
    """The kiosk was switched off in the evening, and nobody knows that it is morning."""
    begin()
    place.home.advance(4 * 3600)
    cut_off(place)
    place.off = CENTURY_BEFORE
    assert begin().page == "start"


def test_a_clock_that_may_be_right_is_believed(
    place: Shifted, paper: Paper, begin: Callable[[], VisitScreen]
) -> None:
    """After a boot in an outage there is nothing better."""
    begin()
    cut_off(place, 60)
    screen = begin()
    assert screen.now() == place.now()
    paper.scan(place.signed("AAAA-0001"))
    place.home.advance(5)
    assert screen.page == "ticket"
    place.home.advance(4 * 3600)
    assert screen.page == "closed"


def test_numbers_given_out_say_what_time_it_was(
    place: Shifted, begin: Callable[[], VisitScreen]
) -> None:
    """As far as the clock was right then: within their own day, not a year after it."""
    begin()
    cut_off(place, 3600)
    place.opened[-1].issue("papers", language="en")
    given_at = place.now()
    place.off = timedelta(days=365)
    place.opened[-1].issue("papers", language="en")
    assert place.opened[-1].journal.newest() == given_at


def test_before_any_moment_is_known_only_an_impossible_clock_is_wrong(
    place: Shifted, begin: Callable[[], VisitScreen]
) -> None:
    """This program was not written then."""
    place.broker.stop()
    place.off = datetime(1970, 1, 1, tzinfo=UTC) - BEGAN
    begin()
    zone_time = place.opened[-1].zone_time
    assert zone_time.known() is None
    place.off = timedelta()
    assert zone_time.known() == place.now()


def test_a_copy_says_when_its_number_was_given_out(
    place: Shifted, paper: Paper, begin: Callable[[], VisitScreen]
) -> None:
    """By the hub's time, though it was written down by the machine's."""
    place.off = NIGHT_BEFORE
    screen = begin()
    cut_off(place)
    for _ in range(2):
        paper.scan(place.signed("AAAA-0001"))
        place.home.advance(120)
    place.home.advance(1)
    issued = [
        [block.text for block in slip.blocks if isinstance(block, Text) and "09:00" in block.text]
        for slip in paper.slips
    ]
    assert len(issued) == 2
    assert all(issued)
    assert screen.page == "start"
