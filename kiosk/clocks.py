"""Clocks: what a machine knows by itself: the time, how long it runs, and chance."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from waiting_room.wire.clock import running_s
from waiting_room.wire.token import mint_token


def _now() -> datetime:
    return datetime.now(UTC)


def _since_begin() -> Callable[[], float]:
    # A machine that sleeps at night must not take yesterday's lease for today's.
    began_s = running_s()
    return lambda: running_s() - began_s


@dataclass(frozen=True)
class Clocks:
    """The clocks of one boot of the kiosk program, and its chance; a test has its own.

    `at` gives the time, which may be wrong; `boot_s` the seconds since the program began, which
    are right. `draw` picks one of some signs, `mint` makes a token.
    """

    boot: str = field(default_factory=mint_token)
    at: Callable[[], datetime] = _now
    boot_s: Callable[[], float] = field(default_factory=_since_begin)
    draw: Callable[[str], str] = secrets.choice
    mint: Callable[[], str] = mint_token
