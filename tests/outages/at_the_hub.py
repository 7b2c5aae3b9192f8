"""What the hub has written: nothing acknowledged lost, nobody called twice, the chain whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tests.outages.complaint import Complaint
from tests.outages.world import World
from waiting_room.hub.store_error import StoreError
from waiting_room.rules import events as happened
from waiting_room.rules.commands import CallNext
from waiting_room.rules.events import EVENTS
from waiting_room.wire.asking import ANSWER_WITHIN_S

ACKNOWLEDGED, STALE, CALLED, CHAIN = (
    "nothing acknowledged lost",
    "no stale step",
    "one counter",
    "chain",
)
LATE_BY_S = 0.5
LEAVES = (
    happened.ServingFinished,
    happened.TicketMissed,
    happened.TicketCancelled,
    happened.TicketHeld,
)


class Row(NamedTuple):
    """One event in the hub's journal."""

    seq: int
    at: datetime
    event: Any
    sender: str
    command: str


def journal(world: World) -> list[Row]:
    """Read the hub's journal."""
    store = world.hub.store
    with store._connection.begin():
        rows = store._connection.exec_driver_sql(
            "select seq, at, event, body, sender, command from journal order by seq"
        ).fetchall()
    return [
        Row(seq, _utc(at), EVENTS[event].model_validate_json(body), sender, command)
        for seq, at, event, body, sender, command in rows
    ]


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def acknowledged(world: World, rows: list[Row]) -> Iterator[Complaint]:
    """I1: what a clerk was told is done is in the journal, unless an older copy was put back."""
    done = {(row.sender, row.command) for row in rows}
    for clerk in world.clerks:
        for id, press in clerk.presses.items():
            is_yes = press.reply is not None and press.reply.ok and press.reply.seq > 0
            was_copied = any(copied_s <= press.ended_s for copied_s, _ in world.restores)
            opens = type(press.command).__name__ == "OpenCounter"  # may change nothing
            if is_yes and not opens and not was_copied and (clerk.client, id) not in done:
                yield Complaint(ACKNOWLEDGED, f"{clerk.client}'s {press.command!r}")


def stale(world: World, rows: list[Row]) -> Iterator[Complaint]:
    """No step of a clerk is done later than its clerk was told to wait for."""
    for clerk in world.clerks:
        for row in rows:
            press = clerk.presses.get(row.command) if row.sender == clerk.client else None
            if press is None:
                continue
            pressed_at = world.scene.begins_at + timedelta(seconds=press.at_s)
            late_s = (row.at - pressed_at).total_seconds()
            if late_s > ANSWER_WITHIN_S + LATE_BY_S:
                yield Complaint(STALE, f"{clerk.client}'s {press.command!r} after {late_s:.1f} s")


def calls(world: World, rows: list[Row]) -> Iterator[Complaint]:
    """I3: nobody is called to a counter while in front of another one."""
    in_front: dict[str, str] = {}
    for row in rows:
        event = row.event
        if isinstance(event, happened.DayOpened):
            in_front.clear()
        elif isinstance(event, happened.TicketCalled):
            if in_front.setdefault(event.number, event.counter) != event.counter:
                yield Complaint(CALLED, f"{event.number} at two counters at once")
        elif isinstance(event, LEAVES):
            in_front.pop(event.number, None)
    if world.restores:
        return  # what an older copy does not know is called once more
    told = Counter(
        (press.reply.result["number"], press.reply.result["issued_at"])
        for clerk in world.clerks
        for press in clerk.presses.values()
        if isinstance(press.command, CallNext) and press.reply and press.reply.ok
    )
    for (number, _), times in told.items():
        if times > 1:
            yield Complaint(CALLED, f"{number} was told to clerks {times} times as the next one")


def chain(world: World) -> Iterator[Complaint]:
    """I6: the chain of hashes is whole."""
    try:
        world.hub.store.journal.check_chain()
    except StoreError as broken:
        yield Complaint(CHAIN, str(broken))
