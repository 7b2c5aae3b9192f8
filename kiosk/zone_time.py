"""The zone's time: what it is at the hub, as this kiosk knows it, with or without the hub."""

from datetime import datetime, timedelta

from kiosk.clocks import Clocks
from kiosk.given import WRITTEN_AT, Given, Now, age_s
from kiosk.heard import Heard
from waiting_room.rules.hours import end_of_day
from waiting_room.wire.link import Link


class ZoneTime:
    """The one time of screen, slips, hours and check-in, and what it says of numbers.

    Once the hub was heard it is the hub's, carried on in seconds that nobody can set; before, it is
    the machine's, unless that one is wrong for sure.
    """

    def __init__(self, link: Link, heard: Heard, clocks: Clocks) -> None:
        self._link = link
        self._heard = heard
        self._clocks = clocks
        self._has_been = WRITTEN_AT

    def has_been(self, moment: datetime | None) -> None:
        """Learn of a moment that is over: a clock that shows an earlier one is wrong."""
        self._has_been = max(moment or WRITTEN_AT, WRITTEN_AT)

    def known(self) -> datetime | None:
        """Give the time; None if it is not known."""
        hub_at, at = self._link.hub_at, self._clocks.at()
        if hub_at is not None:
            return hub_at
        return at if at >= self._has_been else None

    def shown(self) -> datetime:
        """Give what a clock on the screen shows: the time, or what the machine takes for it."""
        return self.known() or self._clocks.at()

    def now(self) -> Now:
        """Give the moment by all clocks."""
        return Now(
            boot=self._clocks.boot,
            boot_s=self._clocks.boot_s(),
            at=self._clocks.at(),
            hub_at=self._link.hub_at,
        )

    def given_at(self, given: Given) -> datetime:
        """Tell when a number was given out."""
        return self.shown() - timedelta(seconds=age_s(given, self.now()))

    def ends_at(self, given: Given) -> datetime | None:
        """Tell when a number's day ends; None while that cannot be known.

        Its lease says it, or, for an emergency label, when it was given out.
        """
        zone = self._heard.zone
        if given.ends_at is not None or zone is None or self.known() is None:
            return given.ends_at
        return end_of_day(self.given_at(given), zone.timezone, zone.day_starts)

    def is_over(self, given: Given, within: timedelta = timedelta()) -> bool:
        """Tell whether a number's day is over, or is so within a time."""
        at, ends_at = self.known(), self.ends_at(given)
        return at is not None and ends_at is not None and at + within >= ends_at
