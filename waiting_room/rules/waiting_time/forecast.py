"""Forecast: how long somebody will wait, told as a range."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from waiting_room.rules.calling import Standing
from waiting_room.rules.room import WaitingRoom


class Forecast(NamedTuple):
    """A wait in seconds from now until the first call: the middle of a range, and its ends."""

    low_s: int
    middle_s: int
    high_s: int

    @property
    def range_s(self) -> tuple[int, int]:
        """The range as it is told: in whole minutes, the lower end down and the upper end up."""
        return self.low_s // 60 * 60, -(-self.high_s // 60) * 60


Forecasts = Callable[[WaitingRoom, Standing, str, datetime], Forecast | None]
"""Tells how long a standing will wait for a service; None if nobody can know."""


def no_forecast(room: WaitingRoom, standing: Standing, service: str, now: datetime) -> None:
    """Know nothing: for rooms that run without forecasts."""
