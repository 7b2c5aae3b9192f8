"""The hub: keeps one waiting room from its opening to its end, hears its zone, and beats."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from waiting_room.hub.announcer import Announcer
from waiting_room.hub.at_the_desk import AtTheDesk
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.health import LOOK_EVERY_S, Health
from waiting_room.hub.kept_room import KeptRoom
from waiting_room.hub.memory import remember
from waiting_room.hub.orders import Orders
from waiting_room.hub.reader import Reader
from waiting_room.hub.starting import add_newest, end_past_day, rebuild
from waiting_room.hub.store import Store
from waiting_room.rules.booking import Booking, longest_known
from waiting_room.rules.commands import PassTime, SkipNumbers
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Outlook
from waiting_room.wire.connection import Connection, Message
from waiting_room.wire.home import Home
from waiting_room.wire.life import BEAT_S
from waiting_room.wire.topics import Topics

FORGET_EVERY_S = 3600


class Hub:
    """Keeps one waiting room; everything happens on its home thread, one batch after the other.

    Commands that arrive while the disk syncs are handed over together afterwards, a thousand at
    most, and share the next transaction.
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
        self._topics = Topics(room.zone.id)
        self._health = Health(room.zone, clock())
        keys = desk.public_keys if desk is not None else {}
        forecaster = remember(store, room.zone.id, room.zone.day_of(clock()))
        self._announcer = Announcer(
            room,
            store,
            connection,
            home,
            self._health,
            instance,
            clock,
            Outlook(forecaster),
            keys,
        )
        self._kept = KeptRoom(room, store, connection, self._announcer, forecaster, clock)
        self._at_the_desk = AtTheDesk(desk, self._kept, home, clock)
        reader = Reader(self._topics, self._health, connection, instance, store.generation)
        self._orders = Orders(
            self._kept, self._at_the_desk, reader, self._health, store.replies, keys
        )
        self._closed = False

    def open(self, bookings: Sequence[Booking] = (), *, restored: bool = False) -> None:
        """Rebuild the room from the journal, open the day, and begin to listen.

        With `restored` the journal is an older copy: numbers that it may not know are left out.
        """
        now = self._clock()
        # A day and an hour of summer time more: the beginning of the day ends what is too old.
        since = now - longest_known(self._room.zone.services) - timedelta(hours=25)
        for booking in self._store.load_bookings(since):
            self._room.bookings[booking.code] = booking
        last = self._store.journal.last_day()
        if last is not None and last < self._room.zone.day_of(now):
            end_past_day(self._store, last, now)
            tickets = self._store.tickets
            self._announcer.end_tickets(tickets.tokens(last), tickets.tokens_before(last))
        else:
            rebuild(self._room, self._store.journal, self._kept.forecaster)
        self._kept.open_day_if_due(now)
        if restored:
            self._kept.run(SkipNumbers())
        if bookings:
            self._kept.run(add_newest(self._room, bookings))
        self._at_the_desk.catch_up()
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
        self._kept.close()
        self._connection.close()
        self._at_the_desk.close()
        self._store.close()

    def heard(self, messages: Sequence[Message]) -> None:
        """Carry out everything that has arrived, unless the hub was told to end."""
        if not self._closed:
            self._orders.carry_out(messages)
            if self._health.greets():
                self._announcer.beat()

    def _connection_changed(self, connected: bool) -> None:
        self._announcer.connection_changed(connected)
        if connected:
            self._up()

    def _beat(self) -> None:
        if self._closed:
            return
        self._connection.check()
        self._kept.open_day_if_due(self._clock())
        self._kept.run(PassTime())
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
        self._store.replies.forget(self._clock())
        self._at_the_desk.forget()
        self._home.later(FORGET_EVERY_S, self._forget)
