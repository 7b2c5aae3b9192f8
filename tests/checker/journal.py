"""The journal, read from the hub's file without anything of the product."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.checker.history import Key
from tests.checker.model.changes import Event

HUB = "hub"


@dataclass(frozen=True)
class Row:
    """One row of the journal."""

    seq: int
    at: datetime
    event: str
    body: str
    sender: str
    command: str
    hash: bytes


@dataclass(frozen=True)
class Commit:
    """What one command did: rows of the journal that follow each other."""

    first: int
    last: int
    at: datetime
    key: Key
    events: list[Event]

    def __str__(self) -> str:
        """Put it into one line for a complaint."""
        return f"{self.first}-{self.last} at {self.at:%H:%M:%S.%f}: {self.events}"

    @property
    def own(self) -> bool:
        """Whether the hub did it by itself."""
        return self.key[0] == HUB


def read(file: Path) -> list[Row]:
    """Read the whole journal in the order of seq."""
    with sqlite3.connect(file) as opened:
        found = opened.execute(
            "select seq, at, event, body, sender, command, hash from journal order by seq"
        ).fetchall()
    opened.close()
    return [
        Row(seq, datetime.fromisoformat(at).replace(tzinfo=UTC), *rest) for seq, at, *rest in found
    ]


def broken_links(rows: Iterable[Row]) -> Iterator[Row]:
    """Go through the rows whose number or hash does not follow from the row before."""
    seq, before = 0, b""
    for row in rows:
        text = f"{row.seq}|{row.at.isoformat()}|{row.event}|{row.body}"
        if row.seq != seq + 1 or hashlib.sha256(before + text.encode()).digest() != row.hash:
            yield row
        seq, before = row.seq, row.hash


def commits(rows: Iterable[Row]) -> Iterator[Commit]:
    """Put together what each command did."""
    for (sender, command, at), group in groupby(
        rows, lambda row: (row.sender, row.command, row.at)
    ):
        one = list(group)
        events = [{"event": row.event} | times(json.loads(row.body)) for row in one]
        yield Commit(one[0].seq, one[-1].seq, at, (sender, command), events)


def times(value: Any, name: str = "") -> Any:
    """Read the times in what was JSON: whatever is named `…_at`, or `since`."""
    if isinstance(value, dict):
        return {key: times(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [times(inner) for inner in value]
    if isinstance(value, str) and (name.endswith("_at") or name == "since"):
        return datetime.fromisoformat(value)
    return value
