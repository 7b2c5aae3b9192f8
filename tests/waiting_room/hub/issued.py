"""What the tests of the store's file share: a day, and tickets that are issued on it."""

from datetime import UTC, date, datetime

from waiting_room.hub.batch import Batch, Recorded
from waiting_room.rules.events import TicketIssued
from waiting_room.rules.ticket import Ticket

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


def ticket(number: str, token: str) -> Ticket:
    """Give a ticket; of its token one letter is enough."""
    return Ticket(
        number=number,
        token=token * 26,
        service="question",
        issued_at=NOW,
        issued_by="kiosk-1",
        arrived_at=NOW,
        stands_at=NOW,
    )


def issued(seq: int, number: str, token: str, day: date = DAY) -> Batch:
    """Give the batch that saves a ticket as this event of the journal."""
    one = ticket(number, token)
    recorded = Recorded(seq, NOW, day, TicketIssued(ticket=one), "kiosk-1", f"c{seq}")
    return Batch(at=NOW, events=[recorded], issued=[one])
