"""At the desk: commands that the booking desk answers, from handing them over to their replies."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from waiting_room.hub.answers import write_reply
from waiting_room.hub.booking_desk import Answer, BookingDesk
from waiting_room.hub.checking import check_not_here
from waiting_room.hub.kept_room import KeptRoom
from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import AddBookings
from waiting_room.rules.refused import Refused
from waiting_room.wire.home import Home
from waiting_room.wire.messages import Reply

log = logging.getLogger(__name__)

CATCH_UP_AGAIN_S = 60


class AtTheDesk:
    """What is at one zone's booking desk; a zone without one books nothing.

    The room hears of a booking before its asker does, and an answer that comes after the end is
    for the next hub, which learns it from the seat book.
    """

    def __init__(
        self,
        desk: BookingDesk | None,
        kept: KeptRoom,
        home: Home,
        clock: Callable[[], datetime],
    ) -> None:
        self.orders: dict[tuple[str, str], Any] = {}  # by client and id
        self._desk = desk
        self._kept = kept
        self._home = home
        self._clock = clock
        self._closed = False

    def hand_over(self, client: str, order: Any, now: datetime) -> None:
        """Hand a command over to the booking desk, which answers when it can; raises Refused."""
        if self._desk is None:
            raise Refused("not_bookable", "Nothing can be booked here.")
        check_not_here(self._kept.room, order)
        self.orders[client, order.id] = order
        self._desk.ask(client, order, now, partial(self._told, client, order))

    def catch_up(self) -> None:
        """Let room and seat book tell each other what one of them has missed."""
        if self._desk is not None and not self._closed:
            known = list(self._kept.room.bookings.values())
            self._desk.catch_up(known, self._clock(), self._caught_up)

    def forget(self) -> None:
        """Let the seat book forget what is long over."""
        if self._desk is not None:
            self._desk.forget(self._clock())

    def close(self) -> None:
        """Hear no more answers, and give the seat book back."""
        self._closed = True
        if self._desk is not None:
            self._desk.close()

    def _told(self, client: str, order: Any, told: Answer | Refused) -> None:
        if self._closed:
            return
        del self.orders[client, order.id]
        batch = self._kept.begin()
        if isinstance(told, Refused):
            reply = Reply.no(order.id, told)
        else:
            if told.booking is not None:
                add = AddBookings(bookings=(told.booking,))
                self._kept.apply(add, client, order.id, batch.at, batch)
            seq = self._kept.last_seq(batch)
            reply = Reply(id=order.id, ok=True, seq=seq, result=told.result)
        self._kept.save_and_tell(batch, [(client, write_reply(client, order, reply, batch))])

    def _caught_up(self, told: list[Booking] | Refused) -> None:
        if self._closed:
            return
        if isinstance(told, Refused):
            log.warning("the seat book does not answer; trying again in %d s", CATCH_UP_AGAIN_S)
            self._home.later(CATCH_UP_AGAIN_S, self.catch_up)
            return
        self._kept.run(AddBookings(bookings=tuple(told)))
