"""Visitors: what each of them saw on a slip, written down by nobody else."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from waiting_room.rules.numbers import LARGEST_NUMBER


@dataclass
class Slip:
    """A number as its visitor saw it: when it truly was, where, and how wrong that clock was.

    Without a `boot` a clerk has told it. `told_with` has, for each life of a kiosk that told the
    hub of it, its id and how wrong its clock was then; `is_destroyed` if every disk that had it was
    put back or thrown away.
    """

    number: str
    token: str
    at: datetime
    day: date
    machine: str
    boot: str = ""
    off: timedelta = timedelta()
    booking: str | None = None
    told_with: set[tuple[str, timedelta]] = field(default_factory=set)
    is_destroyed: bool = False

    @property
    def is_label(self) -> bool:
        """Whether it is an emergency label, which nobody has leased."""
        return self.number.startswith("X")

    @property
    def is_leased(self) -> bool:
        """Whether it is of a lease, which knows its day when no clock does."""
        return not self.is_label and not self.number.endswith(str(LARGEST_NUMBER))

    def __str__(self) -> str:
        """Say it as the story does."""
        return f"{self.number} of {self.at:%H:%M:%S} at {self.machine}"


class Slips:
    """All slips of a story, by their tokens."""

    def __init__(self) -> None:
        self.all: list[Slip] = []
        self.by_token: dict[str, Slip] = {}
        self.told_before_seen: dict[str, set[tuple[str, timedelta]]] = {}
        self.sent_away: list[str] = []

    def seen(self, slip: Slip) -> None:
        """Write down what a visitor saw; a copy of a slip is no second one."""
        if slip.token in self.by_token:
            return
        slip.told_with |= self.told_before_seen.pop(slip.token, set())
        self.all.append(slip)
        self.by_token[slip.token] = slip

    def told(self, token: str, boot: str, off: timedelta) -> None:
        """Write down that a kiosk tells the hub of a slip."""
        if token in self.by_token:
            self.by_token[token].told_with.add((boot, off))
        else:
            self.told_before_seen.setdefault(token, set()).add((boot, off))
