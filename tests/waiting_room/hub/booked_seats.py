"""What the tests of the seat book share: a moment, two slots, and how seats are asked for."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from waiting_room.rules.refused import Refused
from waiting_room.rules.slots import Slot

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
KEPT = timedelta(minutes=10)
NINE, HALF_PAST = (
    Slot(service="advice", starts_at=NOW + timedelta(days=1, minutes=m), minutes=30, seats=2)
    for m in (0, 30)
)
ANNA, BEN, CEM = "anna", "ben", "cem"
"""Tokens; a book does not care what they look like."""


def minting(prefix: str = "TEST"):
    """Mint codes one after the other."""
    numbers = count()
    return lambda: f"{prefix}-{next(numbers):04}"


def reserved(book, slot, token, now=NOW):
    return book.reserve(slot, token, now, now + KEPT)


def booked(book, slot, token, mint=None):
    reserved(book, slot, token)
    return book.book(token, mint or minting(token[:4].upper().ljust(4, "X")), NOW)


def refusal(call, *words):
    with pytest.raises(Refused) as refused:
        call(*words)
    return refused.value.code


def taken(book, slot, now=NOW):
    return book.taken([slot], now).get(slot.starts_at, 0)
