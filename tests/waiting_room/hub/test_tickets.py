from datetime import timedelta

from tests.waiting_room.hub.issued import DAY, NOW, issued, ticket
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.rules.events import ServingStarted, TicketJoined
from waiting_room.rules.ticket import Status

TOMORROW = DAY + timedelta(days=1)


def changed(seq, number, token, status, **fields):
    """Give the batch that saves what became of a ticket."""
    one = ticket(number, token).model_copy(update={"status": status, **fields})
    happened = Recorded(seq, NOW, DAY, ServingStarted(number=number, counter="1"), "hub", "")
    return Batch(at=NOW, events=[happened], changed={number: one})


def test_a_report_has_each_ticket_of_its_day_and_no_other(store):
    """In the order in which they were issued, with what became of them."""
    for seq, (number, day) in enumerate((("K002", DAY), ("K001", DAY), ("K003", TOMORROW)), 1):
        store.save(issued(seq, number, "abc"[seq - 1], day))
    store.save(changed(4, "K001", "b", Status.CALLED, called_at=NOW))

    rows = [(row.number, row.status, row.called_at) for row in store.tickets.of(DAY)]
    assert rows == [("K001", Status.CALLED, NOW), ("K002", Status.WAITING, None)]


def test_whoever_has_not_ended_is_open_at_the_end_of_a_day(store):
    """Also who is being served, with the counter; who has left is not."""
    for seq, (number, token) in enumerate((("K001", "a"), ("K002", "b"), ("K003", "c")), 1):
        store.save(issued(seq, number, token))
    store.save(changed(4, "K002", "b", Status.SERVING, counter="1"))
    store.save(changed(5, "K003", "c", Status.FINISHED))

    rows = [tuple(row) for row in store.tickets.open_on(DAY)]
    assert rows == [("K001", Status.WAITING, None), ("K002", Status.SERVING, "1")]


def test_each_slip_of_a_day_has_its_token(store):
    """Those of tickets, and of further slips for the same visits; each day has its own."""
    store.save(issued(1, "K001", "a"))
    joined = TicketJoined(number="K001", token="j" * 26)
    store.save(Batch(at=NOW, events=[Recorded(2, NOW, DAY, joined, "kiosk-2", "")]))
    store.save(issued(3, "K001", "b", DAY + timedelta(days=3)))

    assert store.tickets.tokens(DAY) == ["a" * 26, "j" * 26]
    assert store.tickets.tokens_before(DAY + timedelta(days=3)) == ["a" * 26, "j" * 26]
    assert store.tickets.tokens_before(DAY) == []
