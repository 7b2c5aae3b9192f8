"""Ticket: one visitor's place in line, and the moves its status may make."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from waiting_room.rules.reason import Reason
from waiting_room.rules.shape import Instant, Language, Name, Number, Shape, Token


class Status(StrEnum):
    """Where a ticket is on its way."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


MOVES: dict[Status, frozenset[Status]] = {
    Status.WAITING: frozenset({Status.CALLED, Status.CANCELLED}),
    Status.CALLED: frozenset(
        {Status.SERVING, Status.NO_SHOW, Status.ON_HOLD, Status.WAITING, Status.CANCELLED}
    ),
    Status.SERVING: frozenset({Status.FINISHED, Status.ON_HOLD, Status.WAITING}),
    Status.ON_HOLD: frozenset({Status.WAITING, Status.CALLED, Status.CANCELLED}),
    Status.NO_SHOW: frozenset({Status.CALLED, Status.WAITING, Status.ON_HOLD}),
    Status.FINISHED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""Every change of status there is; whatever is not in this table is refused.

Undoing a step goes one of these ways back, and nothing else does.
"""


class Need(StrEnum):
    """What a visitor needs besides the service."""

    INTERPRETER = "interpreter"
    WHEELCHAIR = "wheelchair"
    HEARING_LOOP = "hearing_loop"


class Step(Shape):
    """One service of a visit that has several, and perhaps who alone may do it."""

    service: Name
    for_counter: Name | None = None
    for_clerk: Name | None = None


class Ticket(Shape):
    """One visitor's place in line; never a name, never the concern in words.

    `stands_at` is since when the waiting counts: the arrival, the booked time, or later for who
    let others go first. `promised_s` is the wait that was told on arrival, at least and at most;
    None if nobody knew, and for who let others go first.
    `then` is what follows once this service is done. A ticket on hold has `back_at` if it is to be
    remembered, and comes back into its line by itself then if `returns`. `joined` are the tokens
    of further slips for the same visit.
    """

    number: Number
    token: Token
    service: Name
    status: Status = Status.WAITING
    language: Language = "de"
    needs: tuple[Need, ...] = ()
    issued_at: Instant
    issued_by: Name
    arrived_at: Instant
    stands_at: Instant
    promised_s: tuple[int, int] | None = None
    booking: str | None = None
    then: tuple[Step, ...] = ()
    counter: Name | None = None
    for_counter: Name | None = None
    for_clerk: Name | None = None
    calls: int = 0
    why: Reason | None = None
    called_at: Instant | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    ended_why: str = ""
    note: str = ""
    back_at: Instant | None = None
    returns: bool = False
    joined: tuple[Token, ...] = ()

    @property
    def booked(self) -> bool:
        """Whether the visitor came with a booking."""
        return self.booking is not None

    def waited_s(self, now: datetime) -> float:
        """Give the seconds since the arrival; none before it, where a clock was set back."""
        return max(0.0, (now - self.arrived_at).total_seconds())

    def may(self, status: Status) -> bool:
        """Tell whether this ticket may move to a status."""
        return status in MOVES[self.status]

    def moved(self, status: Status, **changes: Any) -> "Ticket":
        """Give the ticket after a move; AssertionError if `MOVES` does not know it."""
        assert self.may(status), f"{self.number} cannot go from {self.status} to {status}"
        return self.model_copy(update={"status": status, **changes})
