"""Faults of telling: the hub says what is not so, or does not keep what it said."""

from typing import Any

import pytest

from tests.checker.broken.turns import now_and_then
from waiting_room.hub import answers, batch, kept_room, orders
from waiting_room.hub.announcer import Announcer
from waiting_room.hub.kept_room import KeptRoom
from waiting_room.hub.store import Store
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket


def answers_from_a_stale_view(patch: pytest.MonkeyPatch) -> None:
    """A reply tells of the ticket as it was before the command."""
    real_apply, real_answer = KeptRoom.apply, answers.ticket_on_wire
    stale: dict[str, Ticket] = {}

    def apply(self: KeptRoom, *what: Any) -> None:
        stale.clear()
        stale.update(self.room.tickets)
        real_apply(self, *what)

    def ticket_on_wire(room: WaitingRoom, ticket: Ticket, *more: Any) -> Any:
        return real_answer(room, stale.get(ticket.number, ticket), *more)

    patch.setattr(KeptRoom, "apply", apply)
    patch.setattr(answers, "ticket_on_wire", ticket_on_wire)


def refuses_from_memory(patch: pytest.MonkeyPatch) -> None:
    """What was refused is refused once more without looking."""
    real = kept_room.decide  # type: ignore[attr-defined] # it is there to be replaced
    remembered: dict[Any, Refused] = {}

    def decide(room: WaitingRoom, command: Any, *more: Any) -> Any:
        key = type(command), getattr(command, "counter", None)
        if key in remembered:
            raise remembered.pop(key)
        try:
            return real(room, command, *more)
        except Refused as refused:
            remembered[key] = refused
            raise

    patch.setattr(kept_room, "decide", decide)


def forgets_what_it_did(patch: pytest.MonkeyPatch) -> None:
    """A repeated id is carried out again."""
    real = answers.write_reply

    def write_reply(client: str, order: Any, reply: Any, batch: Any) -> bytes:
        body = real(client, order, reply, batch)
        batch.replies.clear()
        return body

    patch.setattr(orders, "write_reply", write_reply)


def acknowledges_and_loses(patch: pytest.MonkeyPatch) -> None:
    """A batch is sometimes answered and never saved."""
    real, turn = Store.save, now_and_then(4)
    patch.setattr(Store, "save", lambda self, batch: None if turn() else real(self, batch))


def forgets_to_announce(patch: pytest.MonkeyPatch) -> None:
    """A call is sometimes saved and shown, but not announced."""
    real, turn = Announcer._announce_event, now_and_then(25)
    patch.setattr(
        Announcer, "_announce_event", lambda self, one: None if turn() else real(self, one)
    )


def shows_what_is_over(patch: pytest.MonkeyPatch) -> None:
    """A view is sometimes not renewed."""
    real, turn = Announcer._retain, now_and_then(10)
    patch.setattr(Announcer, "_retain", lambda self, *what: None if turn() else real(self, *what))


def writes_another_hash(patch: pytest.MonkeyPatch) -> None:
    """The hash of a row sometimes covers another text than the row's."""
    real = batch.chain

    def chain(before: bytes, seq: int, at: Any, name: str, body: str) -> bytes:
        return bytes(real(before, seq, at, name, "" if seq % 200 == 0 else body))

    patch.setattr(batch, "chain", chain)


FAULTS = {
    answers_from_a_stale_view: "wrong result",
    refuses_from_memory: "no such answer",
    forgets_what_it_did: "done twice",
    acknowledges_and_loses: "no such answer",
    forgets_to_announce: "announcement",
    shows_what_is_over: "view",
    writes_another_hash: "chain",
}
