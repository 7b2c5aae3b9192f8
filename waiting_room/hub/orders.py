"""Orders: what clients ask, carried out in the order in which it has arrived, as one batch."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from waiting_room.hub.answers import answer, write_reply
from waiting_room.hub.at_the_desk import AtTheDesk
from waiting_room.hub.batch import Batch
from waiting_room.hub.booking_desk import AT_THE_DESK
from waiting_room.hub.checking import check_expected, check_right, check_settled
from waiting_room.hub.health import Health
from waiting_room.hub.kept_room import KeptRoom
from waiting_room.hub.reader import Reader
from waiting_room.hub.replies import Replies
from waiting_room.hub.shown_code import read_steps
from waiting_room.rules.commands import ReportDevice
from waiting_room.rules.refused import Refused
from waiting_room.wire.connection import Message
from waiting_room.wire.messages import Reply
from waiting_room.wire.signature import PublicKeys

APART = timedelta(microseconds=1)
"""How far apart the commands of a batch are, so that each has a time of its own."""


class Orders:
    """Reads, checks and carries out; what a client has asked before gets its first reply again."""

    def __init__(
        self,
        kept: KeptRoom,
        at_the_desk: AtTheDesk,
        reader: Reader,
        health: Health,
        replies: Replies,
        keys: PublicKeys,
    ) -> None:
        self._kept = kept
        self._at_the_desk = at_the_desk
        self._reader = reader
        self._health = health
        self._replies = replies
        self._keys = keys
        self._devices = {device.id: device for device in kept.room.zone.devices}

    def carry_out(self, messages: Sequence[Message]) -> None:
        """Carry out everything that has arrived, as one transaction."""
        batch = self._kept.begin()
        read = (self._reader.read(*message, batch.at) for message in messages)
        orders = [order for order in read if order is not None]
        if not orders:
            return  # only devices that say that they are there
        first = self._replies.first({(client, order.id) for client, order in orders})
        told: list[tuple[str, bytes]] = []
        for place, (client, order) in enumerate(orders):
            key = (client, order.id)
            if key in self._at_the_desk.orders:
                continue  # the desk's answer is the answer to this one, too
            body = first.get(key) or batch.replies.get(key)
            if body is None:
                body = self._answer(client, order, batch.at + place * APART, batch)
            if body is not None:
                told.append((client, body))
        self._kept.save_and_tell(batch, told)

    def _answer(self, client: str, order: Any, at: datetime, batch: Batch) -> bytes | None:
        """Carry out one command; gives the reply, which is not yet sent.

        None if the booking desk will answer.
        """
        try:
            check_right(self._devices.get(client), client, order, self._health)
            check_expected(self._kept.room, order)
            if isinstance(order, AT_THE_DESK):
                self._at_the_desk.hand_over(client, order, at)
                return None
            result = self._do(client, order, at, batch)
            reply = Reply(id=order.id, ok=True, seq=self._kept.last_seq(batch), result=result)
        except Refused as refused:
            reply = Reply.no(order.id, refused)
        return write_reply(client, order, reply, batch)

    def _do(self, client: str, order: Any, at: datetime, batch: Batch) -> dict[str, Any]:
        """Do what is asked; gives its result, or raises Refused."""
        if isinstance(order, ReportDevice):
            self._health.report(client, order.parts)
            return {}
        room = self._kept.room
        steps = read_steps(room, self._keys, order, at)
        check_settled(self._at_the_desk.orders.values(), steps[-1])
        for step in steps:
            self._kept.apply(step, client, order.id, at, batch)
        return answer(room, steps[-1], at, self._kept.forecaster)
