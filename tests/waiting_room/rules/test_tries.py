from datetime import UTC, datetime, timedelta

import pytest

from waiting_room.rules.refused import Refused
from waiting_room.rules.tries import Tries

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_tries_are_refused_when_they_are_too_many():
    """The third of two is refused until the first is ten minutes ago; others go on."""
    tries = Tries(2, timedelta(minutes=10))
    for minute in (0, 4):
        at = NOW + timedelta(minutes=minute)
        tries.check("a", at)
        tries.count("a", at)

    with pytest.raises(Refused) as refused:
        tries.check("a", NOW + timedelta(minutes=5))
    assert refused.value.at == NOW + timedelta(minutes=10)
    tries.check("b", NOW)
    tries.check("a", NOW + timedelta(minutes=10))


def test_who_has_not_tried_for_long_is_forgotten():
    """Nothing piles up over the months."""
    tries = Tries(2, timedelta(minutes=10))
    for minute in range(100):
        tries.count(f"address-{minute}", NOW + timedelta(minutes=minute))

    assert len(tries._tries) == 10
