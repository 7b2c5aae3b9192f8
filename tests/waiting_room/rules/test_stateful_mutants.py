"""The state machine itself on trial: each of these broken rooms must be caught by it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.waiting_room.rules.test_stateful import Visits
from waiting_room.rules import order, room, visits
from waiting_room.rules.calling import POLICIES
from waiting_room.rules.line import Lane
from waiting_room.rules.ticket import MOVES, Status

ONCE = settings(
    max_examples=4000,  # it ends with the first that fails
    stateful_step_count=60,
    deadline=None,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)


def skips_the_head(patch):
    """Next calls the second in line."""
    real = order.Order.next_at
    patch.setattr(
        order.Order,
        "next_at",
        lambda self, counter, clerk, now: next(
            iter(list(self.line_at(counter, clerk, now))[1:]), real(self, counter, clerk, now)
        ),
    )


def stays_in_line_when_called(patch):
    """A called ticket keeps its place, so that it is called twice."""
    patch.setattr(Lane, "leave", lambda self, standing: None)


def loses_whoever_is_sent_on(patch):
    """A ticket that waits again joins no line."""
    real = room.WaitingRoom._go_to

    def go_to(self, number, step, then):
        real(self, number, step, then)
        self.order.leave(self.tickets[number])

    patch.setattr(room.WaitingRoom, "_go_to", go_to)


def lets_emergencies_go_first_for_ever(patch):
    """No wait is long enough to come before an emergency."""
    real = POLICIES["due-date"]
    patch.setitem(
        POLICIES,
        "due-date",
        lambda standing, now, head_start: real(standing, now, 100 * head_start),
    )


def forgets_the_bound_of_credit(patch):
    """Under accumulating priority nobody has ever waited enough."""
    real = POLICIES["accumulating"]
    patch.setitem(
        POLICIES,
        "accumulating",
        lambda standing, now, head_start: real(standing, now, timedelta(days=99)),
    )


def leaves_the_counter_empty_after_undo(patch):
    """Undone, the visitor is served at no counter."""
    real = room.WaitingRoom._undone
    patch.setattr(
        room.WaitingRoom,
        "_undone",
        lambda self, event: real(self, event.model_copy(update={"in_front": None})),
    )


def undoes_what_others_built_on(patch):
    """Undo takes a visitor back from another counter."""
    patch.setattr(visits, "any", lambda changed: False, raising=False)


def lets_the_finished_come_back(patch):
    """A finished visit can be called again."""
    patch.setitem(MOVES, Status.FINISHED, frozenset({Status.CALLED}))
    patch.setattr("tests.waiting_room.rules.wholeness.MOVES", dict(REAL_MOVES))


def reads_the_clock_in_apply(patch):
    """A replay does not give the same room."""
    real = room.WaitingRoom._update
    calls = []

    def update(self, number, **changes):
        calls.append(number)
        real(self, number, **changes, **({"note": str(len(calls))} if "then" in changes else {}))

    patch.setattr(room.WaitingRoom, "_update", update)


REAL_MOVES = dict(MOVES)
MUTANTS = [
    skips_the_head,
    stays_in_line_when_called,
    loses_whoever_is_sent_on,
    lets_emergencies_go_first_for_ever,
    forgets_the_bound_of_credit,
    leaves_the_counter_empty_after_undo,
    undoes_what_others_built_on,
    lets_the_finished_come_back,
    reads_the_clock_in_apply,
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_broken_room_is_caught(monkeypatch, mutant):
    """The state machine fails on a room that breaks one of its promises."""
    mutant(monkeypatch)

    with pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(Visits, settings=ONCE)
