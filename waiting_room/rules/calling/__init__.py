"""Who is next: one pure function per policy, all with the same signature.

Every policy keeps two promises. Of two tickets with the same target, weight and urgency, the one
that stands longer ranks first, at any time. And overtaking ends: see `overtaken_until`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from waiting_room.rules.calling.accumulating import accumulating
from waiting_room.rules.calling.due_date import due_date
from waiting_room.rules.calling.fifo import fifo
from waiting_room.rules.calling.standing import NOT_HERE_YET, Rank, Standing, Turn

__all__ = [
    "MOVING",
    "NOT_HERE_YET",
    "POLICIES",
    "Policy",
    "Rank",
    "Standing",
    "Turn",
    "overtaken_until",
]

Policy = Callable[[Standing, datetime, timedelta], Rank]
"""Ranks a standing at a moment; the last argument is the head start of emergencies."""

POLICIES: dict[str, Policy] = {
    "due-date": due_date,
    "accumulating": accumulating,
    "fifo": fifo,
}

MOVING = frozenset({"accumulating"})
"""Policies under which the order of two people can change while they wait."""


def overtaken_until(
    standing: Standing, head_start: timedelta, second_choice: timedelta
) -> datetime:
    """Tell until when others may still go before a ticket, under every policy.

    No counter that takes this ticket calls somebody first who stands since later than this;
    `second_choice` is the longest by which such a counter puts this ticket's service behind.
    """
    return standing.stands_at + standing.target + head_start + second_choice
