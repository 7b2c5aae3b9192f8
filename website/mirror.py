"""The mirror: the newest of what the hub shows, and whether it holds; pages look only here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from waiting_room.rules.shape import said
from waiting_room.wire.life import BEAT_S, BEATS_MISSED
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import CounterInfo, ServiceInfo, Waiting
from waiting_room.wire.views import (
    LineView,
    PublicAccuracy,
    PublicCalls,
    PublicWaits,
    Stamp,
    TicketView,
    ZoneView,
)

NOTICED_LATE = timedelta(seconds=BEAT_S * BEATS_MISSED)
"""How old what we know can have become before a silent hub is noticed."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many are ahead and behind, the range of the wait in seconds, and if that is later."""

    ahead: int
    behind: int
    wait_s: tuple[int, int] | None
    later: bool


class Mirror:
    """What the website knows of one zone; `seq` is how much of the journal its tickets show."""

    def __init__(self, link: Link, clock: Callable[[], datetime]) -> None:
        self.seq = 0
        self.zone: ZoneView | None = None
        self.waits: PublicWaits | None = None
        self.calls: PublicCalls | None = None
        self.accuracy: PublicAccuracy | None = None
        self.edition = ""
        self._link = link
        self._clock = clock
        self._tickets: dict[str, TicketView] = {}
        self._places: dict[str, dict[str, Place]] = {}
        self._up = False
        self._held_until: datetime | None = None
        self._listeners: list[Callable[[], None]] = []
        # Brokers send in the order of the filters: tickets first, and last the hub's beat, which
        # the link adds. So whoever knows that the hub is up knows every ticket.
        link.watch(TicketView, self._keep_ticket, "+")
        link.watch(LineView, self._keep_line, "+")
        link.watch(PublicCalls, self._keep_calls)
        link.watch(PublicWaits, self._keep_waits)
        link.watch(PublicAccuracy, self._keep_accuracy)
        link.watch(ZoneView, self._keep_zone)
        link.on_state(self._keep_state)

    def on_change(self, changed: Callable[[], None]) -> None:
        """Hear of every change; many come together."""
        self._listeners.append(changed)

    @property
    def live(self) -> bool:
        """Tell whether what is kept holds now."""
        return self._up and self.zone is not None and self.waits is not None

    @property
    def now(self) -> datetime:
        """Give the time."""
        return self._clock()

    @property
    def as_of(self) -> datetime | None:
        """Give the moment up to which what is kept held; None if nothing is kept."""
        if self.live:
            return self.now
        views = [view.at for view in (self.waits, self.calls) if view is not None]
        return max((at for at in (*views, self._held_until) if at is not None), default=None)

    def ticket(self, token: str) -> TicketView | None:
        """Find a ticket of today.

        A hub that has begun a new generation has shown all its tickets again; an older one is
        left over at the broker from a day before.
        """
        ticket = self._tickets.get(token)
        hub = self._link.hub
        if ticket is None or (self._up and hub and ticket.generation < hub.generation):
            return None
        return ticket

    def place(self, ticket: TicketView) -> Place | None:
        """Find a ticket's place in line; None if it stands in no public line."""
        return self._places.get(ticket.service, {}).get(ticket.number)

    def counter_name(self, counter: str, language: str) -> str:
        """Name a counter; its id if the zone does not know it."""
        return _name(self.zone.counters if self.zone else (), counter, language)

    def service_name(self, service: str, language: str) -> str:
        """Name a service; its id if the zone does not know it."""
        return _name(self.zone.services if self.zone else (), service, language)

    def _keep_ticket(self, token: str, ticket: TicketView | None) -> None:
        if ticket is None:
            self._tickets.pop(token, None)
        else:
            self._tickets[token] = ticket
        self._shows(ticket)

    def _keep_line(self, service: str, line: LineView | None) -> None:
        tickets: tuple[Waiting, ...] = line.tickets if line else ()
        self._places[service] = {
            ticket.number: Place(ticket.ahead or 0, ticket.behind or 0, ticket.wait_s, ticket.later)
            for ticket in tickets
        }
        self._shows(line)

    def _keep_calls(self, key: str, calls: PublicCalls | None) -> None:
        self.calls = calls
        self._tell()

    def _keep_waits(self, key: str, waits: PublicWaits | None) -> None:
        self.waits = waits
        self._tell()

    def _keep_accuracy(self, key: str, accuracy: PublicAccuracy | None) -> None:
        self.accuracy = accuracy

    def _keep_zone(self, key: str, zone: ZoneView | None) -> None:
        self.zone = zone
        if zone is not None:
            content = zone.model_dump_json(exclude=set(Stamp.model_fields))
            self.edition = f"{crc32(content.encode()):08x}"
        self._tell()

    def _keep_state(self, state: LinkState) -> None:
        up = state is LinkState.UP
        if self._up and not up:
            self._held_until = self.now - NOTICED_LATE
        self._up = up
        self._tell()

    def _shows(self, view: Stamp | None) -> None:
        if view is not None:
            self.seq = max(self.seq, view.seq)
        self._tell()

    def _tell(self) -> None:
        for changed in self._listeners:
            changed()


def _name(parts: Sequence[CounterInfo | ServiceInfo], id: str, language: str) -> str:
    return next((said(one.name, language) for one in parts if one.id == id), id)
