"""The outlook: everybody's wait as screens show it, from one replay for all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from waiting_room.rules.calling import Standing
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.waiting_time.accuracy import Accuracy
from waiting_room.rules.waiting_time.forecast import Forecast
from waiting_room.rules.waiting_time.forecaster import Forecaster
from waiting_room.rules.waiting_time.promise import Range, Shown, shown_range

LASTS, OFTENEST = timedelta(seconds=3), 5
"""What is shown is made anew after so long, and before at once with any change, but so often."""

REPORT_LASTS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LastShown:
    """What a ticket's holder was shown last: a range from `at` on, for one place in line."""

    range_s: Range
    at: datetime
    stands_at: datetime
    later: bool = False


class Outlook:
    """Forecasts for views. It remembers what each person was shown, and keeps to it."""

    def __init__(self, forecaster: Forecaster) -> None:
        self._forecaster = forecaster
        self._begun_at: datetime | None = None
        self._times_made = 0
        self._events = 0
        self._forecasts: dict[tuple[str, str], Forecast | None] = {}
        self._last_shown: dict[str, LastShown] = {}
        self._reported: tuple[datetime, Accuracy] | None = None

    def __call__(
        self, room: WaitingRoom, standing: Standing, service: str, now: datetime
    ) -> Forecast | None:
        """Give the forecast of a standing, under load one that is a few seconds old."""
        if self._due(now):
            self._forecasts = self._forecaster.everybody(room, now)
            for number in self._last_shown.keys() - room.tickets.keys():
                del self._last_shown[number]  # of another day
        key = service, standing.number
        if key not in self._forecasts:  # has come since
            self._forecasts[key] = self._forecaster(room, standing, service, now)
        return self._forecasts[key]

    def _due(self, now: datetime) -> bool:
        """Tell whether to make everything anew, and count that it is."""
        events = self._forecaster.events
        if self._begun_at is None or not timedelta() <= now - self._begun_at < LASTS:
            self._begun_at, self._times_made = now, 0
        elif events == self._events or self._times_made == OFTENEST:
            return False
        self._events = events
        self._times_made += 1
        return True

    def accuracy(self, now: datetime) -> Accuracy:
        """Report how true forecasts came, at most a minute ago."""
        if self._reported is None or not timedelta() <= now - self._reported[0] < REPORT_LASTS:
            self._reported = now, self._forecaster.accuracy()
        return self._reported[1]

    def shown(self, room: WaitingRoom, ticket: Ticket, now: datetime) -> Shown | None:
        """Give what the holder of a waiting ticket sees; None if nobody can know."""
        fresh = self(room, room.order.standing(ticket), ticket.service, now)
        if fresh is None:
            return None
        before = self._last_shown.get(ticket.number) or _told(ticket)
        if before is None or before.stands_at != ticket.stands_at:
            shown, later = Shown(fresh.range_s), False
        else:
            waited_s = int((now - before.at).total_seconds())
            shown = shown_range(before.range_s, fresh.range_s, waited_s)
            later = shown.later or before.later
        self._last_shown[ticket.number] = LastShown(shown.range_s, now, ticket.stands_at, later)
        return Shown(shown.range_s, later)


def _told(ticket: Ticket) -> LastShown | None:
    """Give what was told on arrival; it was told of the first call alone."""
    if ticket.promised_s is None or ticket.called_at is not None:
        return None
    return LastShown(ticket.promised_s, ticket.arrived_at, ticket.stands_at)
