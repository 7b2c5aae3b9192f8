"""Whoever has waited most, weighted by the service, is called first (accumulating priority).

After Kleinrock (1964) and Stanford, Taylor and Ziedins (2014): credit grows with the time waited,
faster for a heavier service. Emergencies go before every credit, and whoever has stood as long as
the head start goes before emergencies, so that no flood of either keeps anybody waiting for ever.
"""

from datetime import datetime, timedelta

from waiting_room.rules.calling.standing import Rank, Standing

WAITED_ENOUGH, EMERGENCY, EVERYBODY = range(3)


def accumulating(standing: Standing, now: datetime, head_start: timedelta) -> Rank:
    """Rank a ticket by the credit it has gathered until now; credit is in weighted seconds."""
    stood = now - standing.stands_at
    if stood >= head_start:
        return WAITED_ENOUGH, standing.stands_at.timestamp(), standing.turn
    if standing.emergency:
        return EMERGENCY, standing.stands_at.timestamp(), standing.turn
    return EVERYBODY, -stood.total_seconds() * standing.weight, standing.turn
