"""Under way: what stood in a cable that nobody knew was loose is older than it says."""

from datetime import datetime, timedelta
from typing import Any

from waiting_room.wire.hub_clock import HARDLY

AT_MOST = timedelta(seconds=30)
"""By then both ends have given a connection up: more than this is a clock that was set."""


def aged(order: Any, now: datetime) -> Any:
    """Give an order with its age on arrival; its sender told the age on sending."""
    if order.sent_at is None:
        return order
    late = now - order.sent_at
    if not HARDLY < late < AT_MOST:
        return order
    return order.model_copy(update={"age_ms": order.age_ms + int(late.total_seconds() * 1000)})
