"""Evidence: what can be known of a run from outside, and the hub's file."""

from dataclasses import dataclass
from typing import Any

from tests.checker.history import History
from tests.checker.journal import Row


@dataclass(frozen=True)
class Evidence:
    """What a run left behind; the journal is whole, the views are of the last beat's seq."""

    zone: dict[str, Any]
    history: History
    rows: list[Row]
    calls: list[dict[str, Any]]
    views: dict[str, dict[str, Any]]
    beats: list[dict[str, Any]]
    kills: int
    played_s: float
