"""Reason: why just this ticket was called, as clerk and visitor can be told in one sentence."""

from enum import StrEnum

from waiting_room.rules.shape import Instant, Shape


class Why(StrEnum):
    """What decided."""

    EMERGENCY = "emergency"
    SENT_HERE = "sent_here"
    BOOKED = "booked"
    LONGEST = "longest"
    DUE_FIRST = "due_first"
    MOST_CREDIT = "most_credit"
    OWN_SERVICE = "own_service"
    CHOSEN = "chosen"


class Reason(Shape):
    """Why a ticket was called: what decided, since when it stands, and the target or weight.

    `since` is the booked time for `booked`; `target_min` is set for `due_first` and `weight` for
    `most_credit`.
    """

    code: Why
    since: Instant
    target_min: int | None = None
    weight: float | None = None
