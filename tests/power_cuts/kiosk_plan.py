"""What a kiosk's journal is asked in a life, drawn from a seed, and what that does to its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from random import Random

from kiosk.given import Given
from kiosk.journal import KEPT, Journal
from tests.power_cuts.life import Life
from waiting_room.rules.commands import CheckIn, IssueTicket
from waiting_room.rules.events import Lease

BEGINS_AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LIFE_LASTS = timedelta(days=7)
BETWEEN_VISITORS_MIN = 30
LEASED = 20
LEASE_LASTS = timedelta(hours=12)
UNTOLD = 8
"""How many numbers wait for the hub at most; one that waits for ever is never forgotten."""

SIGNS = "abcdefghijklmnopqrstuvwxyz234567"


@dataclass(frozen=True)
class Rows:
    """All that stands in a journal.

    Leases as end, first and last number; what was given out, and whether the hub was told; views
    by name.
    """

    leases: frozenset[tuple[datetime, int, int]] = frozenset()
    given: frozenset[tuple[Given, bool]] = frozenset()
    heard: frozenset[tuple[str, str]] = frozenset()


Step = Callable[[Rows], Rows]
"""What is on the disk whole or not at all."""


@dataclass(frozen=True)
class Operation:
    """One call, and the steps in which the rows follow it."""

    call: Callable[[Journal], None]
    steps: tuple[Step, ...]


def plan(life: Life) -> list[Operation]:
    """Draw some days of a kiosk: numbers, what the hub answers, new views, and forgetting."""
    chance = Random(f"{life.seed} {life.number}")
    return list(islice(_days(chance, BEGINS_AT + life.number * LIFE_LASTS), life.operations))


def _days(chance: Random, at: datetime) -> Iterator[Operation]:
    untold: list[Given] = []
    for place in count():
        at += timedelta(minutes=chance.random() * BETWEEN_VISITORS_MIN)
        if place % LEASED == 0:
            lease = a_lease(place + 1, at)
            yield _keep_lease(lease)
        given = a_number(chance, place + 1, at, lease)
        is_told = chance.random() < 0.05
        yield _write(given, is_told)
        untold += [] if is_told else [given]
        while len(untold) > UNTOLD or (untold and chance.random() < 0.5):
            yield _mark_told(untold.pop(0), lease)
        if chance.random() < 0.1:
            yield _keep_heard(chance.choice(("zone", "lines", "device")), f'{{"seen": {place}}}')


def a_lease(first: int, at: datetime) -> Lease:
    """Lease the next numbers."""
    return Lease(
        letter="K",
        first=first,
        last=first + LEASED - 1,
        day=at.date(),
        leased_at=at,
        ends_at=at + LEASE_LASTS,
    )


def a_number(chance: Random, number: int, at: datetime, lease: Lease) -> Given:
    """Draw what is given out: mostly of the lease, now and then a label, or to a booked visitor."""
    is_label, is_booked = chance.random() < 0.1, chance.random() < 0.2
    token = "".join(chance.choices(SIGNS, k=26))
    name = f"X{''.join(chance.choices('23456789', k=4))}" if is_label else f"K{number:03}"
    booking = f"B{number:03}-TEST" if is_booked else None
    command: CheckIn | IssueTicket = (
        IssueTicket(service="question", token=token, number=name, printed_at=at, told_s=(300, 900))
        if booking is None
        else CheckIn(code=booking, token=token, number=name, printed_at=at)
    )
    return Given(
        id="".join(chance.choices(SIGNS, k=26)),
        command=command,
        boot="boot",
        at_s=float(number),
        leased_at=None if is_label else lease.leased_at,
        ends_at=None if is_label else lease.ends_at,
        booking=booking,
    )


def _keep_lease(lease: Lease) -> Operation:
    """What was over long before the lease is forgotten with it."""
    before = lease.leased_at - KEPT

    def step(rows: Rows) -> Rows:
        leases = rows.leases | {(lease.ends_at, lease.first, lease.last)}
        kept = (
            (given, is_told)
            for given, is_told in rows.given
            if not is_told or given.ends_at is None or given.ends_at >= before
        )
        return replace(
            rows,
            leases=frozenset(one for one in leases if one[0] >= before),
            given=frozenset(kept),
        )

    return Operation(lambda journal: journal.keep_lease(lease), (step,))


def _write(given: Given, is_told: bool) -> Operation:
    def step(rows: Rows) -> Rows:
        return replace(rows, given=rows.given | {(given, is_told)})

    return Operation(lambda journal: journal.write(given, is_told=is_told), (step,))


def _mark_told(given: Given, lease: Lease) -> Operation:
    told = replace(given, ends_at=given.ends_at or lease.ends_at)

    def step(rows: Rows) -> Rows:
        return replace(rows, given=rows.given - {(given, False)} | {(told, True)})

    return Operation(lambda journal: journal.mark_told(given.id, told.ends_at), (step,))


def _keep_heard(view: str, body: str) -> Operation:
    def step(rows: Rows) -> Rows:
        others = frozenset(one for one in rows.heard if one[0] != view)
        return replace(rows, heard=others | {(view, body)})

    return Operation(lambda journal: journal.keep_heard(view, body), (step,))
