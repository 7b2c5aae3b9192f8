"""The model's rules together: what a command may be answered at a moment, and why."""

from tests.checker.model import arriving, calls, desks, numbers, visits, waiting
from tests.checker.model.asked import Answer, Asked
from tests.checker.model.room import Room

RULES = {
    rule.__name__: rule
    for rule in (
        arriving.issue_ticket, arriving.check_in, numbers.lease_numbers,
        calls.call_next, calls.call_ticket, calls.recall,
        visits.start_serving, visits.finish_serving, visits.add_service, visits.mark_no_show,
        visits.hold_ticket, visits.transfer_ticket, visits.undo,
        waiting.resume_ticket, waiting.delay_ticket, waiting.cancel_ticket,
        desks.open_counter, desks.pause_counter, desks.close_counter, desks.report_device,
    )
}  # fmt: skip


def answer(room: Room, asked: Asked) -> Answer:
    """Give every code with which the hub may refuse, and what happens if there is none."""
    if asked.too_old:
        yield "expired"
    yield from _conflict(room, asked)
    yield from RULES[asked.name](room, asked)


def _conflict(room: Room, asked: Asked) -> Answer:
    """What was expected is not so: of the ticket that is named, or of the one in front."""
    expect = asked.expect or {}
    if "ticket" not in expect:
        return
    ticket = room.tickets.get(expect["ticket"])
    wrong_status = ticket is not None and expect.get("status") not in (None, ticket["status"])
    elsewhere = asked["number"] is None and asked["counter"] in room.counters
    in_front = room.in_front(asked["counter"]) if elsewhere else ticket
    if ticket is None or wrong_status or in_front is not ticket:
        yield "conflict"
