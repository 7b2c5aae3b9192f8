"""The announcer: tells what is on disk, events at once, views whole and only when they changed."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import Enum

from waiting_room.hub import showing
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.health import Health
from waiting_room.hub.store import Store
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.shape import wire_name
from waiting_room.rules.waiting_time import Outlook
from waiting_room.wire.connection import Connection
from waiting_room.wire.home import Home
from waiting_room.wire.life import HubState
from waiting_room.wire.messages import SCHEMA_VERSION
from waiting_room.wire.signature import PublicKeys
from waiting_room.wire.topics import Topics
from waiting_room.wire.views import TicketView, View, ZoneView

VIEWS_EVERY_S = 0.05
"""Under load most views follow each other at this distance; a single change shows at once."""

OTHER_VIEWS_AFTER_S = 0.005

STAMP = {"generation", "seq", "at", "gone"}


class End(Enum):
    """How the view of a ticket ends: first it says so, a day later the broker forgets it."""

    GONE = "gone"
    FORGOTTEN = "forgotten"


class Announcer:
    """Publishes for the hub; reads the room, never changes it."""

    def __init__(
        self,
        room: WaitingRoom,
        store: Store,
        connection: Connection,
        home: Home,
        health: Health,
        instance: str,
        clock: Callable[[], datetime],
        outlook: Outlook,
        booking_keys: PublicKeys,
    ) -> None:
        self._outlook = outlook
        self._room = room
        self._store = store
        self._connection = connection
        self._home = home
        self._health = health
        self._instance = instance
        self._clock = clock
        self._booking_keys = booking_keys
        self._topics = Topics(room.zone.id)
        self._connected = False
        self._beats = 0
        self._shown: dict[str, str] = {}
        self._changed_tickets: dict[str, None] = {}
        self._ended_tickets: dict[str, End] = {}
        self._pausing = False
        self._due = False

    def connection_changed(self, connected: bool) -> None:
        """Publish everything again after each connect, because brokers forget."""
        self._connected = connected
        if connected:
            self._shown.clear()
            self._changed_tickets = dict.fromkeys(self._room.tickets)
            self._publish_views()
            self.beat()

    def announce(self, batch: Batch) -> None:
        """Tell what was just saved."""
        for recorded in batch.events:
            if recorded.event.announced:
                self._announce_event(recorded)
        for ticket in batch.issued:
            self._changed_tickets[ticket.number] = None
        for number in batch.changed:
            self._changed_tickets[number] = None
        # A call is never held back: wall and counter see it at once, also under load. The rest
        # waits a moment, so that it does not take the processor from the call's own way out.
        counters = {getattr(one.event, "counter", None) for one in batch.events}
        if self._connected and counters - {None}:
            self._publish(self._call_views(counter for counter in counters if counter))
        if self._pausing:
            self._due = True
        else:
            self._pausing, self._due = True, True
            self._home.later(OTHER_VIEWS_AFTER_S, self._pause_over)

    def end_tickets(self, yesterday: Iterable[str], before: Iterable[str]) -> None:
        """Mark the views of yesterday's tokens as gone, and let the broker forget older ones.

        A view that is only deleted is not deleted beyond a bridge; so it says that it has ended
        first, and is deleted a day later, else they would pile up at the broker for ever.
        """
        self._ended_tickets |= dict.fromkeys(before, End.FORGOTTEN)
        self._ended_tickets |= dict.fromkeys(yesterday, End.GONE)
        self._changed_tickets.clear()
        self._publish_views()

    def beat(self) -> None:
        """Say that the hub is there, and show what changed by time alone."""
        self._say(up=True)
        self._publish_views()

    def show_health(self) -> None:
        """Show how the zone's machines are."""
        if self._connected:
            self._publish([(self._health.view(), None)])

    def say_down(self) -> None:
        """Say that the hub ends."""
        self._say(up=False)

    def _announce_event(self, recorded: Recorded) -> None:
        event = recorded.event
        payload = f'{{"seq":{recorded.seq},"at":"{recorded.at.isoformat()}",'
        payload += event.model_dump_json()[1:]
        topic = self._topics.event(wire_name(type(event)))
        self._connection.publish(topic, payload.encode(), qos=1)

    def _show(self) -> None:
        self._publish_views()
        self._pausing, self._due = True, False
        self._home.later(VIEWS_EVERY_S, self._pause_over)

    def _pause_over(self) -> None:
        self._pausing = False
        if self._due:
            self._show()

    def _publish_views(self) -> None:
        if not self._connected:
            return
        for token, end in self._ended_tickets.items():
            topic = self._topics.view(TicketView, token)
            self._shown.pop(topic, None)
            self._retain(topic, f'{self._stamp()}"gone":true}}' if end is End.GONE else "")
        self._ended_tickets.clear()
        self._publish(self._call_views(self._room.counters))
        self._publish(self._other_views())

    def _publish(self, views: Iterable[tuple[View, str | None]]) -> None:
        """Publish those of these views that differ from what is shown."""
        stamp = self._stamp()
        for view, key in views:
            topic = self._topics.view(type(view), key)
            content = view.model_dump_json(exclude=STAMP)
            if self._shown.get(topic) != content:
                self._shown[topic] = content
                self._retain(topic, stamp + content[1:])

    def _call_views(self, counters: Iterable[str]) -> Iterator[tuple[View, str | None]]:
        """Give the wall's view, which is looked at most, and those of counters."""
        now = self._clock()
        yield showing.board_view(self._room, now), None
        lines: showing.Lines = {}
        for counter in counters:
            if counter in self._room.counters:
                yield showing.counter_view(self._room, counter, now, lines), counter

    def _other_views(self) -> Iterator[tuple[View, str | None]]:
        room, now = self._room, self._clock()
        for number in self._changed_tickets:
            ticket = room.tickets.get(number)
            if ticket is not None:
                for token in (ticket.token, *ticket.joined):
                    yield showing.ticket_view(ticket), token
        self._changed_tickets.clear()
        lines = showing.lines_view(room, now, self._outlook)
        yield lines, None
        yield showing.public_waits(room.zone, lines), None
        yield showing.public_calls(room.zone, showing.board_view(room, now)), None
        for service in room.services:
            yield showing.line_view(room, service, now, self._outlook), service
        yield showing.public_accuracy(room.zone, self._outlook.accuracy(now)), None
        yield self._health.view(), None
        if self._topics.view(ZoneView) not in self._shown:
            booked = bool(room.bookings)
            yield showing.zone_view(room.zone, self._booking_keys, booked=booked), None
            yield showing.clerks_view(room.zone), None
            for device in room.zone.devices:
                yield showing.device_view(device), device.id

    def _stamp(self) -> str:
        at = json.dumps(self._clock().isoformat())
        return f'{{"generation":{self._store.generation},"seq":{self._store.seq},"at":{at},'

    def _retain(self, topic: str, payload: str) -> None:
        self._connection.publish(topic, payload.encode(), qos=1, retain=True)

    def _say(self, up: bool) -> None:
        self._beats += 1
        state = HubState(
            generation=self._store.generation,
            instance=self._instance,
            up=up,
            schema_version=SCHEMA_VERSION,
            seq=self._store.seq,
            at=self._clock(),
            beat=self._beats,
        )
        self._retain(self._topics.hub, state.model_dump_json())
