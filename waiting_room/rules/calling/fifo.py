"""Whoever stands longest is called first, whatever the service."""

from datetime import datetime, timedelta

from waiting_room.rules.calling.standing import Rank, Standing


def fifo(standing: Standing, now: datetime, head_start: timedelta) -> Rank:
    """Rank a ticket by the time since when it stands; emergencies have no head start here."""
    return 0, standing.stands_at.timestamp(), standing.turn
