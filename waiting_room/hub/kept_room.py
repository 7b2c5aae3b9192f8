"""The kept room: what is decided is applied, saved in one transaction, and only then told."""

from collections.abc import Callable, Sequence
from datetime import datetime

from waiting_room.hub.announcer import Announcer
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.memory import keep
from waiting_room.hub.store import Store
from waiting_room.rules import events as happened
from waiting_room.rules.commands import Command, OpenDay
from waiting_room.rules.decide import decide
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Forecaster
from waiting_room.wire.connection import Connection
from waiting_room.wire.messages import told_by
from waiting_room.wire.topics import HUB, Topics


class KeptRoom:
    """One waiting room, with the file that keeps it and whoever is told what happens in it.

    If saving fails nothing was told: the error ends the process, and the next one rebuilds the
    room from the journal.
    """

    def __init__(
        self,
        room: WaitingRoom,
        store: Store,
        connection: Connection,
        announcer: Announcer,
        forecaster: Forecaster,
        clock: Callable[[], datetime],
    ) -> None:
        self.room = room
        self.forecaster = forecaster
        self._store = store
        self._connection = connection
        self._announcer = announcer
        self._clock = clock
        self._topics = Topics(room.zone.id)

    def begin(self) -> Batch:
        """Open the day if a new one has begun, and begin a batch of now."""
        now = self._clock()
        self.open_day_if_due(now)
        return Batch(at=now)

    def apply(self, command: Command, sender: str, id: str, at: datetime, batch: Batch) -> None:
        """Decide a command and let the room become what follows; raises Refused."""
        room = self.room
        for event in decide(room, command, at, sender, self.forecaster):
            room.apply(event, at)
            self.forecaster.saw(event, at, room)
            assert room.day is not None, "a day is open before anything else happens"
            seq = self.last_seq(batch) + 1
            batch.events.append(Recorded(seq, at, room.day, event, sender, id))
            match event:
                case happened.TicketIssued():
                    batch.issued.append(event.ticket)
                case happened.BookingAdded():
                    batch.bookings.append(event.booking)
                case _:
                    batch.changed |= {number: room.tickets[number] for number in event.numbers}

    def last_seq(self, batch: Batch) -> int:
        """Give the journal's number of the last event, saved or still in this batch."""
        return batch.events[-1].seq if batch.events else self._store.seq

    def save_and_tell(self, batch: Batch, replies: Sequence[tuple[str, bytes]]) -> None:
        """Save a batch, and then tell its askers, each by its client id, and everybody."""
        if batch:
            self._store.save(batch)
        self._tell(replies)
        self._announcer.announce(batch)

    def _tell(self, replies: Sequence[tuple[str, bytes]]) -> None:
        for client, body in replies:
            told = told_by(self._store.generation, body)
            self._connection.publish(self._topics.reply(client), told)

    def run(self, command: Command) -> None:
        """Carry out a command of the hub's own, in a transaction of its own."""
        batch = Batch(at=self._clock())
        self.apply(command, HUB, "", batch.at, batch)
        if batch:
            self.save_and_tell(batch, [])

    def open_day_if_due(self, now: datetime) -> None:
        """End the day that is over, if one is, and open the one that has begun."""
        day = self.room.zone.day_of(now)
        before = self.room.day
        if before is not None and day <= before:
            return
        ended = list(self.room.by_token)
        self.run(OpenDay(now=now))
        if before is not None:
            keep(self._store, self.room.zone.id, before, self.forecaster)
        tokens_before = self._store.tickets.tokens_before(before) if before else []
        self._announcer.end_tickets(ended, tokens_before)

    def close(self) -> None:
        """Keep what was learned today, as far as there is a day."""
        if self.room.day is not None:
            self.forecaster.end_day()
            keep(self._store, self.room.zone.id, self.room.day, self.forecaster)
