"""Mutants: the product with one thing wrong, each with a seed whose story shows it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from counter import steps
from kiosk import numbers as kiosk_numbers
from kiosk import outbox
from kiosk.dispenser import Dispenser
from kiosk.given import Given
from kiosk.numbers import Numbers
from kiosk.outbox import Outbox
from tests.outages import people
from waiting_room.hub import reader, shown_code
from waiting_room.hub.health import Health
from waiting_room.hub.journal import Journal
from waiting_room.hub.kept_room import KeptRoom
from waiting_room.hub.replies import Replies
from waiting_room.rules import arriving, decide, on_paper
from waiting_room.rules import events as happened
from waiting_room.rules.numbers import LARGEST_NUMBER
from waiting_room.rules.room import WaitingRoom
from waiting_room.wire import following
from waiting_room.wire.hub_clock import HubClock
from waiting_room.wire.link import Link
from waiting_room.wire.moments import Moments

Patch = pytest.MonkeyPatch
A_BLINK_S = 0.3


def trusts_the_lease_of_before(patch: Patch) -> None:
    """A kiosk goes on after a boot where its disk says that it was."""
    real = Numbers.open

    def open(self: Numbers) -> None:
        connection = self._journal._connection
        rows = connection.exec_driver_sql(
            "select day, letter, first, last, leased_at, ends_at from lease order by first desc"
        ).fetchall()
        connection.rollback()
        given = {one.number for one in self._journal.everything()}
        for day, letter, first, last, leased_at, ends_at in rows[:1]:
            lease = kiosk_numbers.Lease(
                letter=letter, first=first, last=last, day=day,
                leased_at=f"{leased_at}Z", ends_at=f"{ends_at}Z",
            )  # fmt: skip
            taken = [int(number[1:]) for number in given if number.startswith(letter)]
            after = max([first - 1, *(one for one in taken if one <= last)]) + 1
            self._held.append(kiosk_numbers._Held(lease, after))
            self._day_ends_s[lease.day] = self._clock_s() + 3600
        real(self)

    patch.setattr(Numbers, "open", open)


def leases_from_memory(patch: Patch) -> None:
    """The hub tells a lease before it is on disk, and forgets it with its process."""
    real = Journal.load_day

    def load_day(self: Journal) -> Iterator[Any]:
        return (row for row in real(self) if not isinstance(row[1], happened.NumbersLeased))

    patch.setattr(Journal, "load_day", load_day)
    patch.setattr(kiosk_numbers.Journal, "highest", lambda self, now: 0)


def gives_before_it_writes(patch: Patch) -> None:
    """A kiosk prints and tells, and only then writes."""

    def give(self: Dispenser, command: Any, lease: Any, booking: str | None = None) -> None:
        given = Given(
            id=self._clocks.mint(),
            command=command,
            boot=self._clocks.boot,
            at_s=self._clocks.boot_s(),
            leased_at=None if lease is None else lease.leased_at,
            ends_at=None if lease is None else lease.ends_at,
            booking=booking,
        )
        self.outbox.put(given)
        self._home.later(A_BLINK_S, lambda: self.journal.write(given))

    patch.setattr(Dispenser, "give", give)


def answers_before_it_saves(patch: Patch) -> None:
    """The hub acknowledges what is not on its disk yet."""

    def save_and_tell(self: KeptRoom, batch: Any, replies: Any) -> None:
        self._tell(replies)
        if batch:
            self._store.save(batch)
        self._announcer.announce(batch)

    patch.setattr(KeptRoom, "save_and_tell", save_and_tell)


def forgets_what_it_did(patch: Patch) -> None:
    """The hub carries out a repeated command once more, and knows no token again."""
    real = arriving.issue

    def issue(room: Any, command: Any, *more: Any) -> Any:
        return real(_without(room, command.token), command, *more)

    patch.setattr(Replies, "first", lambda self, asked: {})
    patch.setattr(arriving, "issue", issue)


def _without(room: Any, token: str) -> Any:
    room.by_token.pop(token, None)
    return room


def tells_no_new_life(patch: Patch) -> None:
    """A kiosk believes that a restored hub knows what the one before knew."""
    patch.setattr(Outbox, "_tell_anew", lambda self: None)


def restored_without_skipping(patch: Patch) -> None:
    """A restored hub counts on from where its copy was."""
    patch.setattr(decide.numbers, "skip", lambda room: [])


def orders_by_arrival(patch: Patch) -> None:
    """The hub takes a slip as printed when it hears of it."""

    def printed(order: Any, now: datetime, zone: Any) -> Any:
        is_slip = getattr(order, "printed_at", None) is not None
        return order.model_copy(update={"printed_at": now}) if is_slip else order

    patch.setattr(shown_code, "printed_by_our_clock", printed)


def believes_the_kiosks_clock(patch: Patch) -> None:
    """A kiosk tells a slip's age by a clock that may be set."""
    patch.setattr(outbox, "age_s", lambda given, now: max(0.0, (now.at - given.at).total_seconds()))


def gives_a_second_ticket(patch: Patch) -> None:
    """A booking that was checked in at two kiosks becomes two tickets."""
    real = on_paper.checked_in

    def checked_in(room: Any, command: Any, booking: Any, *more: Any) -> Any:
        room.by_booking.pop(booking.code, None)
        return real(room, command, booking, *more)

    patch.setattr(on_paper, "checked_in", checked_in)


def counters_queue_calls(patch: Patch) -> None:
    """A counter lets its clerk press while it is cut off, and sends it when it can."""
    real = Link.ask

    def ask(self: Link, command: Any, answered: Any, **more: Any) -> str:
        if self.client.startswith("counter"):
            more["ttl_s"] = 3600.0
        return real(self, command, answered, **more)

    patch.setattr(Link, "ask", ask)
    patch.setattr(people, "why_not", lambda *what, link_up, **more: steps.why_not(
        *what, link_up=True, **more))  # fmt: skip


def leases_for_ever(patch: Patch) -> None:
    """A kiosk goes on with yesterday's numbers."""

    def drop_ended(self: Numbers) -> None:
        while self._held and self._held[0].next > self._held[0].lease.last:
            self._held.popleft()

    patch.setattr(Numbers, "_drop_ended", drop_ended)


def no_generation_above_others(patch: Patch) -> None:
    """A restored hub begins one life after its copy's last."""
    patch.setattr("waiting_room.hub.store.AFTER_A_RESTORE", 1)


def believes_older_views(patch: Patch) -> None:
    """A screen shows whatever came last."""
    patch.setattr(following, "Stamp", _Unversioned)


class _Unversioned(following.Stamp):
    @property
    def version(self) -> tuple[int, int]:
        return 0, 0


def ages_only_on_sending(patch: Patch) -> None:
    """The hub knows nothing of the time that a command was under way."""
    patch.setattr(reader, "aged", lambda order, now: order)


def forgets_no_moment(patch: Patch) -> None:
    """A wall waits with its chime until a restored hub has counted as far as the one before."""
    patch.setattr(Moments, "go_on_from", lambda self, seq: None)


def misses_nobody(patch: Patch) -> None:
    """Whoever was there once is shown as there."""
    patch.setattr(Health, "_online", lambda self, device: device in self._present)


def tells_anew_by_its_own_clock(patch: Patch) -> None:
    """A kiosk tells a restored hub the last day by a clock that was set since."""

    def tell_yesterday(self: Outbox) -> None:
        yesterday = self._zone_time.now().at - timedelta(hours=26)
        self._take(given for given in self._journal.everything() if given.at >= yesterday)

    patch.setattr(Outbox, "_tell_anew", tell_yesterday)


def lets_slips_use_up_others_letters(patch: Patch) -> None:
    """The hub counts on from a slip of somebody else's letter."""
    real = WaitingRoom._count

    def count(self: WaitingRoom, letter: str, number: int, issued_by: str) -> None:
        if letter == self.zone.letter_of(issued_by):
            real(self, letter, number, issued_by)
        else:
            self.last_number[letter] = max(self.last_number.get(letter, 0), number)

    patch.setattr(WaitingRoom, "_count", count)


def lets_one_slip_use_up_its_letter(patch: Patch) -> None:
    """The hub counts on from whatever number a kiosk tells of its own."""
    patch.setattr("waiting_room.rules.room.FARTHEST_AHEAD", LARGEST_NUMBER)


def believes_what_a_broker_kept(patch: Patch) -> None:
    """A program takes the last beat of a dark hub for a sign of life, and its time for now."""
    patch.setattr(Link, "_may_be_remembered", lambda self, hub: False)


def believes_one_beat(patch: Patch) -> None:
    """A kiosk tells of its numbers by the first beat it hears, however long that was under way."""
    patch.setattr(HubClock, "is_sure", True)


class Mutant(NamedTuple):
    """One mutant, the promise that it breaks, and a seed that shows it."""

    breaks: Callable[[Patch], None]
    promise: str
    seed: int


MUTANTS = {
    mutant.breaks.__name__: mutant
    for mutant in (
        Mutant(trusts_the_lease_of_before, "no number twice", 1),
        Mutant(leases_from_memory, "no number twice", 7),
        Mutant(gives_before_it_writes, "no ticket lost", 6),
        Mutant(answers_before_it_saves, "nothing acknowledged lost", 7),
        Mutant(forgets_what_it_did, "programs live on", 1),
        Mutant(tells_no_new_life, "no ticket lost", 1),
        Mutant(restored_without_skipping, "no number twice", 3),
        Mutant(orders_by_arrival, "order", 4),
        Mutant(believes_the_kiosks_clock, "order", 265),
        Mutant(gives_a_second_ticket, "one ticket each", 9),
        Mutant(counters_queue_calls, "no stale step", 1),
        Mutant(leases_for_ever, "no number twice", 21),
        Mutant(no_generation_above_others, "everything comes back", 86),
        Mutant(believes_older_views, "screens", 56),
        Mutant(ages_only_on_sending, "no stale step", 13),
        Mutant(forgets_no_moment, "moments", 140),
        Mutant(misses_nobody, "alerts", 3),
        Mutant(tells_anew_by_its_own_clock, "no ticket lost", 735),
        Mutant(lets_slips_use_up_others_letters, "everything comes back", 42),
        Mutant(lets_one_slip_use_up_its_letter, "everything comes back", 6),
        Mutant(believes_what_a_broker_kept, "alerts", 27),
        Mutant(believes_one_beat, "order", 399),
    )
}
"""Every mutant by its name."""


@contextmanager
def broken(mutant: str | None) -> Iterator[None]:
    """Break the product while this lasts; with None it stays whole."""
    with pytest.MonkeyPatch.context() as patch:
        if mutant is not None:
            MUTANTS[mutant].breaks(patch)
        yield
