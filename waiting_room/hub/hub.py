"""The hub's one loop: decide what waits, save it together, and only then tell anybody."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from waiting_room.hub.announcer import Announcer
from waiting_room.hub.answers import answer
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.health import Health
from waiting_room.hub.store import Store, StoreError
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import AddBookings, Command, OpenDay, PassTime, ReportDevice
from waiting_room.rules.decide import decide
from waiting_room.rules.events import Event
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status
from waiting_room.rules.waiting_time import Forecasts, queue_length
from waiting_room.wire.connection import Connection, Message
from waiting_room.wire.home import Home
from waiting_room.wire.link import BEAT_S
from waiting_room.wire.messages import Expect, Reply, Unreadable, read_order
from waiting_room.wire.topics import HUB, Topics

FORGET_REPLIES_EVERY_S = 3600


class Hub:
    """Keeps one waiting room; everything happens on its home thread, one batch after the other.

    Commands that arrive while the disk syncs are handed over together afterwards and share the
    next transaction. If saving fails nothing was announced: the error ends the process, and the
    next one rebuilds the room from the journal.
    """

    def __init__(
        self,
        room: WaitingRoom,
        store: Store,
        connection: Connection,
        home: Home,
        *,
        instance: str,
        clock: Callable[[], datetime],
        up: Callable[[], None] = lambda: None,
        forecasts: Forecasts = queue_length,
    ) -> None:
        self._forecasts = forecasts
        self._up = up
        self._room = room
        self._store = store
        self._connection = connection
        self._home = home
        self._clock = clock
        self._topics = Topics(room.zone.id)
        self._health = Health(room.zone, clock())
        self._announcer = Announcer(
            room, store, connection, home, self._health, instance, clock, forecasts
        )
        self._devices = {device.id: device for device in room.zone.devices}

    def open(self, bookings: Sequence[Booking] = ()) -> None:
        """Rebuild the room from the journal, open the day, and begin to listen."""
        now = self._clock()
        last = self._store.last_day()
        if last is not None and last < self._room.zone.day_of(now):
            self._end_past_day(last, now)
        else:
            self._rebuild()
        for booking in self._store.load_bookings(since=now - timedelta(days=1)):
            self._room.bookings[booking.code] = booking
        self._open_day_if_due(now)
        if bookings:
            self._run_own(AddBookings(bookings=tuple(bookings)))
        self._connection.subscribe(self._topics.all_commands, self._topics.online("+"))
        self._connection.open(self.heard, self._connection_changed)
        self._home.later(BEAT_S, self._beat)
        self._home.later(FORGET_REPLIES_EVERY_S, self._forget_replies)

    def _rebuild(self) -> None:
        """Apply the day's events again; raises StoreError if the zone has lost what they name."""
        for at, event in self._store.load_day():
            try:
                self._room.apply(event, at)
            except KeyError as missing:
                raise StoreError(
                    f"the zone has no {missing} any more, but today's tickets need it; put it back "
                    f"into the zone's file until {self._room.zone.day_starts:%H:%M} tomorrow"
                ) from None

    def _end_past_day(self, day: date, now: datetime) -> None:
        """Close what a day left open that ended while no hub was there.

        Its events are not applied again: the zone may have changed since.
        """
        batch = Batch(at=now, ended_day=day)
        for number, status, counter in self._store.open_tickets(day):
            event: Event = happened.TicketCancelled(number=number, why="day_ended")
            if status == Status.SERVING:
                event = happened.ServingFinished(
                    number=number, counter=counter, outcome="day_ended"
                )
            seq = self._last_seq(batch) + 1
            batch.events.append(Recorded(seq, now, day, event, HUB, ""))
        if batch:
            self._store.save(batch)
        self._announcer.end_tickets(self._store.tokens_of(day), self._store.tokens_before(day))

    def close(self) -> None:
        """Say goodbye and give everything back."""
        self._announcer.say_down()
        self._connection.close()
        self._store.close()

    def _connection_changed(self, connected: bool) -> None:
        self._announcer.connection_changed(connected)
        if connected:
            self._up()

    def heard(self, messages: Sequence[Message]) -> None:
        """Carry out everything that has arrived, as one transaction."""
        now = self._clock()
        self._open_day_if_due(now)
        batch = Batch(at=now)
        orders = [order for message in messages if (order := self._read(*message)) is not None]
        first = self._store.first_replies([(client, order.id) for client, order in orders])
        told: list[tuple[str, bytes]] = []
        for client, order in orders:
            key = (client, order.id)
            body = first.get(key) or batch.replies.get(key)
            if body is None:
                body = self._carry_out(client, order, batch)
            told.append((client, body))
        if batch:
            self._store.save(batch)
        for client, body in told:
            self._connection.publish(self._topics.reply(client), body)
        self._announcer.announce(batch)

    def _read(self, topic: str, payload: bytes) -> tuple[str, Any] | None:
        """Read one message; what is no command is answered and counted, and changes nothing."""
        asked = self._topics.read_command(topic)
        if asked is None:
            self._health.presence(topic.rpartition("/")[2], payload)
            return None
        client, name = asked
        try:
            return client, read_order(name, payload)
        except Unreadable as wrong:
            self._health.refused[wrong.code] += 1
            body = Reply.no(wrong.id, wrong).model_dump_json().encode()
            self._connection.publish(self._topics.reply(client), body)
            return None

    def _carry_out(self, client: str, order: Any, batch: Batch) -> bytes:
        """Decide one command and apply what follows; gives the reply, which is not yet sent."""
        id: str = order.id
        result: dict[str, Any] = {}
        try:
            self._check_right(client, order)
            self._check_expected(order, order.expect)
            if isinstance(order, ReportDevice):
                self._health.report(client, order.parts)
            else:
                self._apply(order, client, id, batch)
                result = answer(self._room, order, batch.at, self._forecasts)
            reply = Reply(id=id, ok=True, seq=self._last_seq(batch), result=result)
        except Refused as refused:
            reply = Reply.no(id, refused)
        body = reply.model_dump_json(exclude_none=True).encode()
        if reply.error is None or reply.error.code != "expired":
            batch.replies[client, id] = body
        return body

    def _check_right(self, client: str, order: Any) -> None:
        device = self._devices.get(client)
        if device is None or device.role not in order.asked_by:
            self._health.refused["not_allowed"] += 1
            raise Refused("not_allowed", f'"{client}" may not ask this.')
        if order.expired:
            raise Refused("expired", "This came too late and was not done. Please try again.")

    def _check_expected(self, order: Any, expect: Expect | None) -> None:
        """Refuse what was asked of a state that is over."""
        if expect is None or expect.ticket is None:
            return
        ticket = self._room.tickets.get(expect.ticket)
        # A command that names a ticket means that one, any other the one in front of the clerk.
        counter = None if getattr(order, "number", None) else getattr(order, "counter", None)
        desk = self._room.desks.get(counter) if counter else None
        if (
            ticket is None
            or (expect.status is not None and ticket.status is not expect.status)
            or (desk is not None and desk.ticket != expect.ticket)
        ):
            raise Refused("conflict", "Somebody else was faster. Please look again.")

    def _apply(self, command: Command, sender: str, id: str, batch: Batch) -> None:
        room = self._room
        for event in decide(room, command, batch.at, sender, self._forecasts):
            room.apply(event, batch.at)
            assert room.day is not None, "a day is open before anything else happens"
            seq = self._last_seq(batch) + 1
            batch.events.append(Recorded(seq, batch.at, room.day, event, sender, id))
            match event:
                case happened.TicketIssued():
                    batch.issued.append(event.ticket)
                case happened.BookingAdded():
                    batch.bookings.append(event.booking)
                case _:
                    batch.changed |= {number: room.tickets[number] for number in event.numbers}

    def _last_seq(self, batch: Batch) -> int:
        return batch.events[-1].seq if batch.events else self._store.seq

    def _run_own(self, command: Command) -> None:
        """Carry out a command of the hub's own, in a transaction of its own."""
        batch = Batch(at=self._clock())
        self._apply(command, HUB, "", batch)
        if batch:
            self._store.save(batch)
            self._announcer.announce(batch)

    def _open_day_if_due(self, now: datetime) -> None:
        day = self._room.zone.day_of(now)
        if self._room.day is not None and day <= self._room.day:
            return
        before = self._room.day
        ended = list(self._room.by_token)
        self._run_own(OpenDay(now=now))
        self._announcer.end_tickets(ended, self._store.tokens_before(before) if before else [])

    def _beat(self) -> None:
        self._connection.check()
        self._open_day_if_due(self._clock())
        self._run_own(PassTime())
        self._announcer.beat()
        self._home.later(BEAT_S, self._beat)

    def _forget_replies(self) -> None:
        self._store.forget_replies(self._clock())
        self._home.later(FORGET_REPLIES_EVERY_S, self._forget_replies)
