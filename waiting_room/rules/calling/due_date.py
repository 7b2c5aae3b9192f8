"""Whoever is due first is called first: the time of standing plus the service's target wait.

An emergency counts as due a head start earlier. Because nothing in it depends on the time of
asking, the order of two waiting tickets never changes, and anybody can check it with a watch.
"""

from datetime import datetime, timedelta

from waiting_room.rules.calling.standing import Rank, Standing


def due_date(standing: Standing, now: datetime, head_start: timedelta) -> Rank:
    """Rank a ticket by when it is due; who is overdue by the head start yields to nobody new."""
    due = standing.stands_at + standing.target
    if standing.emergency:
        due -= head_start
    return 0, due.timestamp(), standing.turn
