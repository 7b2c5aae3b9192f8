"""Memory: what the forecasts of a zone have learned, kept in its store from day to day."""

import logging
from datetime import date

from waiting_room.hub.store import Store
from waiting_room.rules.waiting_time import Forecaster

log = logging.getLogger("hub")


def remember(store: Store, zone: str, today: date) -> Forecaster:
    """Go on from the last day before today; begin anew if there is none that can be read.

    Today's own events are seen again when the room is rebuilt, so they are not counted twice.
    """
    kept = store.shelf.last_before(today)
    if kept is None:
        return Forecaster()
    try:
        return Forecaster.remember(kept, zone)
    except ValueError as error:
        log.warning("forecasts begin anew: %s", str(error).splitlines()[0])
        return Forecaster()


def keep(store: Store, zone: str, day: date, forecaster: Forecaster) -> None:
    """Keep what was learned until the end of a day."""
    store.shelf.put(day, forecaster.keep(zone))
