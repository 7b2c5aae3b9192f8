"""The half day that restarts are measured on is a whole one, whenever it is measured."""

from datetime import UTC, datetime

import pytest

from bench.noon import RECEPTIONS, day_until, habits_of, zone_text
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status
from waiting_room.wire.settings import read_zone


@pytest.mark.parametrize("hour", [0, 11, 23])
@pytest.mark.parametrize("receptions", RECEPTIONS)
def test_wherever_it_is_measured_it_is_noon_on_a_busy_day(tmp_path, hour, receptions):
    """On a Sunday, too: people were served, and people wait; the journal alone tells it."""
    now = datetime(2026, 11, 22, hour, 10, tzinfo=UTC)
    (tmp_path / "zone.toml").write_text(zone_text(receptions, now), "utf-8")
    zone = read_zone(tmp_path / "zone.toml")
    batch = day_until(zone, habits_of(zone, receptions), now)
    room = WaitingRoom(zone)
    for recorded in batch.events:
        room.apply(recorded.event, recorded.at)

    assert zone.local(now).hour == 12
    assert len(zone.counters) == 6 * receptions
    statuses = [ticket.status for ticket in room.tickets.values()]
    assert statuses.count(Status.FINISHED) > 50 * receptions
    assert Status.WAITING in statuses
    assert batch.issued[0].arrived_at < now
    assert {number: room.tickets[number] for number in batch.changed} == batch.changed
