"""The hub's one loop: decide what waits, save it together, and only then tell anybody."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from waiting_room.hub.announcer import Announcer
from waiting_room.hub.answers import NOT_KEPT, answer
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.booking_desk import AT_THE_DESK, QUESTIONS, Answer, BookingDesk
from waiting_room.hub.checking import check_expected, check_not_here, check_right, check_settled
from waiting_room.hub.health import LOOK_EVERY_S, Health
from waiting_room.hub.memory import keep, remember
from waiting_room.hub.reader import Reader
from waiting_room.hub.shown_code import read_steps
from waiting_room.hub.starting import add_newest, end_past_day, rebuild
from waiting_room.hub.store import Store
from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import AddBookings, Command, OpenDay, PassTime, ReportDevice
from waiting_room.rules.decide import decide
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Outlook
from waiting_room.wire.connection import Connection, Message
from waiting_room.wire.home import Home
from waiting_room.wire.link import BEAT_S
from waiting_room.wire.messages import Reply
from waiting_room.wire.topics import HUB, Topics

log = logging.getLogger(__name__)

FORGET_EVERY_S = 3600
CATCH_UP_AGAIN_S = 60

A_MOMENT = timedelta(microseconds=1)
"""By how much the commands of a batch follow each other, so that each has a time of its own."""


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
        desk: BookingDesk | None = None,
        up: Callable[[], None] = lambda: None,
        lives: Callable[[], None] = lambda: None,
    ) -> None:
        self._up = up
        self._lives = lives
        self._room = room
        self._store = store
        self._connection = connection
        self._home = home
        self._clock = clock
        self._desk = desk
        self._keys = desk.public_keys if desk is not None else {}
        self._at_the_desk: dict[tuple[str, str], Command] = {}  # by client and id
        self._topics = Topics(room.zone.id)
        self._health = Health(room.zone, clock())
        self._reader = Reader(self._topics, self._health, connection, instance, store.generation)
        self._forecaster = remember(store, room.zone.id, room.zone.day_of(clock()))
        outlook = Outlook(self._forecaster)
        self._announcer = Announcer(
            room, store, connection, home, self._health, instance, clock, outlook, self._keys
        )
        self._devices = {device.id: device for device in room.zone.devices}
        self._closed = False

    def open(self, bookings: Sequence[Booking] = (), *, restored: bool = False) -> None:
        """Rebuild the room from the journal, open the day, and begin to listen.

        With `restored` the journal is an older copy: numbers that it may not know are left out.
        """
        now = self._clock()
        for booking in self._store.load_bookings(since=now - timedelta(days=1)):
            self._room.bookings[booking.code] = booking
        last = self._store.last_day()
        if last is not None and last < self._room.zone.day_of(now):
            end_past_day(self._store, last, now)
            tokens = self._store.tokens
            self._announcer.end_tickets(tokens.of(last), tokens.before(last))
        else:
            rebuild(self._room, self._store, self._forecaster)
        self._open_day_if_due(now)
        if restored:
            self._run_own(asked.SkipNumbers())
        if bookings:
            self._run_own(add_newest(self._room, bookings))
        self._catch_up()
        self._connection.subscribe(
            self._topics.all_commands, self._topics.online("+"), self._topics.hub
        )
        self._connection.open(self.heard, self._connection_changed)
        self._home.later(BEAT_S, self._beat)
        self._home.later(LOOK_EVERY_S, self._look)
        self._home.later(FORGET_EVERY_S, self._forget)

    def close(self) -> None:
        """Say goodbye, keep what was learned, give everything back, and hear nothing more."""
        self._closed = True
        self._announcer.say_down()
        if self._room.day is not None:
            self._forecaster.end_day()
            keep(self._store, self._room.zone.id, self._room.day, self._forecaster)
        self._connection.close()
        if self._desk is not None:
            self._desk.close()
        self._store.close()

    def _connection_changed(self, connected: bool) -> None:
        self._announcer.connection_changed(connected)
        if connected:
            self._up()

    def heard(self, messages: Sequence[Message]) -> None:
        """Carry out everything that has arrived, as one transaction."""
        if self._closed:
            return
        now = self._clock()
        self._open_day_if_due(now)
        batch = Batch(at=now)
        read = (self._reader.read(*message, now) for message in messages)
        orders = [order for order in read if order is not None]
        if not orders:
            return  # only devices that say that they are there
        first = self._store.first_replies([(client, order.id) for client, order in orders])
        told: list[tuple[str, bytes]] = []
        for place, (client, order) in enumerate(orders):
            key = (client, order.id)
            if key in self._at_the_desk:
                continue  # the desk's answer is the answer to this one, too
            body = first.get(key) or batch.replies.get(key)
            if body is None:
                body = self._carry_out(client, order, now + place * A_MOMENT, batch)
            if body is not None:
                told.append((client, body))
        self._save_and_tell(batch, told)

    def _save_and_tell(self, batch: Batch, told: Sequence[tuple[str, bytes]]) -> None:
        if batch:
            self._store.save(batch)
        for client, body in told:
            self._connection.publish(self._topics.reply(client), body)
        self._announcer.announce(batch)

    def _carry_out(self, client: str, order: Any, now: datetime, batch: Batch) -> bytes | None:
        """Decide one command and apply what follows; gives the reply, which is not yet sent.

        None if the booking desk will answer.
        """
        id: str = order.id
        result: dict[str, Any] = {}
        try:
            check_right(self._devices.get(client), client, order, self._health)
            check_expected(self._room, order)
            if isinstance(order, AT_THE_DESK):
                self._hand_over(client, order, now)
                return None
            if isinstance(order, ReportDevice):
                self._health.report(client, order.parts)
            else:
                steps = read_steps(self._room, self._keys, order, now)
                check_settled(self._at_the_desk.values(), steps[-1])
                for step in steps:
                    self._apply(step, client, id, now, batch)
                result = answer(self._room, steps[-1], now, self._forecaster)
            reply = Reply(id=id, ok=True, seq=self._last_seq(batch), result=result)
        except Refused as refused:
            reply = Reply.no(id, refused)
        return self._written(client, order, reply, batch)

    def _written(self, client: str, order: Any, reply: Reply, batch: Batch) -> bytes:
        """Write a reply, and keep it unless nothing was done and asking again is right."""
        body = reply.model_dump_json(exclude_none=True).encode()
        asks_only = isinstance(order, QUESTIONS)
        if not asks_only and (reply.error is None or reply.error.code not in NOT_KEPT):
            batch.replies[client, reply.id] = body
        return body

    def _hand_over(self, client: str, order: Any, now: datetime) -> None:
        """Hand a command over to the booking desk, which answers when it can."""
        if self._desk is None:
            raise Refused("not_bookable", "Nothing can be booked here.")
        check_not_here(self._room, order)
        self._at_the_desk[client, order.id] = order
        self._desk.ask(client, order, now, partial(self._desk_told, client, order))

    def _desk_told(self, client: str, order: Any, told: Answer | Refused) -> None:
        """Hear the desk's answer, let the room know the booking, and only then tell the asker."""
        if self._closed:
            return  # the next hub learns it from the seat book
        del self._at_the_desk[client, order.id]
        now = self._clock()
        self._open_day_if_due(now)
        batch = Batch(at=now)
        if isinstance(told, Refused):
            reply = Reply.no(order.id, told)
        else:
            if told.booking is not None:
                add = AddBookings(bookings=(told.booking,))
                self._apply(add, client, order.id, now, batch)
            reply = Reply(id=order.id, ok=True, seq=self._last_seq(batch), result=told.result)
        body = self._written(client, order, reply, batch)
        self._save_and_tell(batch, [(client, body)])

    def _catch_up(self) -> None:
        """Let room and seat book tell each other what one of them has missed."""
        if self._desk is not None and not self._closed:
            known = list(self._room.bookings.values())
            self._desk.catch_up(known, self._clock(), self._caught_up)

    def _caught_up(self, told: list[Booking] | Refused) -> None:
        if self._closed:
            return
        if isinstance(told, Refused):
            log.warning("the seat book does not answer; trying again in %d s", CATCH_UP_AGAIN_S)
            self._home.later(CATCH_UP_AGAIN_S, self._catch_up)
            return
        self._run_own(AddBookings(bookings=tuple(told)))

    def _apply(self, command: Command, sender: str, id: str, now: datetime, batch: Batch) -> None:
        room = self._room
        for event in decide(room, command, now, sender, self._forecaster):
            room.apply(event, now)
            self._forecaster.saw(event, now, room)
            assert room.day is not None, "a day is open before anything else happens"
            seq = self._last_seq(batch) + 1
            batch.events.append(Recorded(seq, now, room.day, event, sender, id))
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
        self._apply(command, HUB, "", batch.at, batch)
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
        if before is not None:
            keep(self._store, self._room.zone.id, before, self._forecaster)
        self._announcer.end_tickets(ended, self._store.tokens.before(before) if before else [])

    def _beat(self) -> None:
        if self._closed:
            return
        self._connection.check()
        self._open_day_if_due(self._clock())
        self._run_own(PassTime())
        self._announcer.beat()
        self._lives()
        self._home.later(BEAT_S, self._beat)

    def _look(self) -> None:
        if self._closed:
            return
        self._health.look()
        self._announcer.show_health()
        self._home.later(LOOK_EVERY_S, self._look)

    def _forget(self) -> None:
        if self._closed:
            return
        self._store.forget_replies(self._clock())
        if self._desk is not None:
            self._desk.forget(self._clock())
        self._home.later(FORGET_EVERY_S, self._forget)
