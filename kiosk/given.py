"""Given: a number that was given out, with all that the hub must be told of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from waiting_room.rules.commands import CheckIn, IssueTicket

WRITTEN_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock that shows an earlier time than this program's is wrong."""

CLOCKS_AGREE = timedelta(minutes=1)
BEAT_LATE = timedelta(seconds=10)
"""So old may the hub's last beat be: a lease that ends within it is as good as over."""


@dataclass(frozen=True)
class Given:
    """A number on a slip; the command says when it was printed by the machine's own clock.

    `at_s` is the same in seconds of one `boot` of the kiosk, and right while that lasts.
    `leased_at` and `ends_at`, the end of its day, are its lease's, by the hub's clock. An emergency
    label has no lease, and the end of its day from when the hub has answered.
    """

    id: str
    command: IssueTicket | CheckIn
    boot: str
    at_s: float
    leased_at: datetime | None = None
    ends_at: datetime | None = None
    booking: str | None = None

    @property
    def number(self) -> str:
        """The number on the slip."""
        assert self.command.number is not None, "what is given out has a number"
        return self.command.number

    @property
    def at(self) -> datetime:
        """When it was given out, by the machine's clock."""
        assert self.command.printed_at is not None, "what is given out is printed at a moment"
        return self.command.printed_at


@dataclass(frozen=True)
class Now:
    """Now, by every clock there is: this boot's, the machine's and, once it was heard, the hub's.

    `boot_s` counts from the beginning of the boot.
    """

    boot: str
    boot_s: float
    at: datetime
    hub_at: datetime | None


def age_s(given: Given, now: Now) -> float:
    """Tell how long ago a number was given out, in seconds.

    Within one boot that is certain. After it the machine's clock is all there is, which may have
    been wrong either time; but nothing is younger than this boot, nor older than its lease, nor of
    the day after it.
    """
    if given.boot == now.boot:
        return now.boot_s - given.at_s
    age = _by_the_clocks(given, now)
    if given.leased_at is None or given.ends_at is None or now.hub_at is None:
        return age
    if now.hub_at >= given.ends_at:
        return max(age, (now.hub_at - given.ends_at + BEAT_LATE).total_seconds())
    return min(age, max(now.boot_s, (now.hub_at - given.leased_at).total_seconds()))


def _by_the_clocks(given: Given, now: Now) -> float:
    """Tell it by the machine's clock, or by the hub's if that one must have been set meanwhile.

    Of two that can be the smaller one counts, for nobody is to be sent away as of another day.
    """
    if given.at < WRITTEN_AT:
        return now.boot_s
    ends = [now.at]
    if now.hub_at is not None and abs(now.hub_at - now.at) > CLOCKS_AGREE:
        ends.append(now.hub_at)
    ages = [(end - given.at).total_seconds() for end in ends]
    return min((age for age in ages if age >= now.boot_s), default=now.boot_s)
