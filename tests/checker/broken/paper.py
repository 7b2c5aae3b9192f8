"""Faults of paper: the hub lets down whoever holds a slip that a kiosk has printed already."""

from typing import Any

import pytest

from waiting_room.hub import store
from waiting_room.rules import arriving, numbers, on_paper
from waiting_room.rules.events import Event, NumbersLeased, TicketIssued
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket


def leases_numbers_twice(patch: pytest.MonkeyPatch) -> None:
    """A lease is written down, and its numbers are still free."""
    real = WaitingRoom._change

    def change(self: WaitingRoom, event: Event, at: Any) -> None:
        before = dict(self.last_number)
        real(self, event, at)
        if isinstance(event, NumbersLeased):
            self.last_number = before

    patch.setattr(WaitingRoom, "_change", change)


def lets_slips_use_up_others_letters(patch: pytest.MonkeyPatch) -> None:
    """A slip counts on in its letter, whosever that is."""
    real = WaitingRoom._count

    def count(self: WaitingRoom, letter: str, number: int, issued_by: str) -> None:
        owners = (device.id for device in self.zone.devices if device.letter == letter)
        real(self, letter, number, next(owners, issued_by))

    patch.setattr(WaitingRoom, "_count", count)


def lets_one_slip_use_up_its_letter(patch: pytest.MonkeyPatch) -> None:
    """A count goes to the number of any slip, however far that is."""
    patch.setattr("waiting_room.rules.room.FARTHEST_AHEAD", numbers.LARGEST_NUMBER)


def leases_what_somebody_has(patch: pytest.MonkeyPatch) -> None:
    """A lease is of a hundred numbers, whatever is on paper."""
    real = numbers.lease

    def lease(room: WaitingRoom, command: Any, now: Any, sender: str) -> list[Event]:
        tickets, room.tickets = room.tickets, {}
        try:
            return real(room, command, now, sender)
        finally:
            room.tickets = tickets

    patch.setattr(numbers, "lease", lease)


def takes_any_offer(patch: pytest.MonkeyPatch) -> None:
    """A kiosk may offer the numbers of others, too."""
    patch.setattr(arriving, "is_own", lambda room, number, sender: True)


def takes_a_slip_twice(patch: pytest.MonkeyPatch) -> None:
    """A slip that is told again under another id is another visitor's."""
    real, row = arriving.issue, store.ticket_row  # type: ignore[attr-defined] # replaced below

    def issue(room: WaitingRoom, command: Any, now: Any, sender: str, forecasts: Any) -> Any:
        if command.printed_at is None:
            return real(room, command, now, sender, forecasts)
        return [TicketIssued(ticket=on_paper.issued(room, command, now, sender))]

    def without_its_token(day: Any, ticket: Ticket) -> Any:
        # The table has each token once: the hub would end, which is another fault.
        return row(day, ticket) | {"token": ticket.number}

    patch.setattr(arriving, "issue", issue)
    patch.setattr(store, "ticket_row", without_its_token)


def lets_slips_stand_since_they_were_told(patch: pytest.MonkeyPatch) -> None:
    """A slip counts from when its message arrives."""
    real = on_paper._printed_at

    def printed_at(room: WaitingRoom, command: Any, now: Any, sender: str) -> Any:
        real(room, command, now, sender)
        return now

    patch.setattr(on_paper, "_printed_at", printed_at)


def believes_any_age(patch: pytest.MonkeyPatch) -> None:
    """A slip may be older than the lease of its number."""
    patch.setattr(on_paper, "when_leased", lambda room, number: None)


def sends_slips_away(patch: pytest.MonkeyPatch) -> None:
    """A slip is refused once the tickets of its service are given out."""
    real = on_paper.issued

    def issued(room: WaitingRoom, command: Any, now: Any, sender: str) -> Ticket:
        ticket = real(room, command, now, sender)
        quota = room.services[ticket.service].tickets_per_day
        if quota is not None and room.walk_ins[ticket.service] >= quota:
            raise Refused("quota_reached", "All tickets of today are given out.")
        return ticket

    patch.setattr(on_paper, "issued", issued)


def issues_for_each_slip(patch: pytest.MonkeyPatch) -> None:
    """The second slip of a booking is a second ticket."""
    real = on_paper.checked_in

    def checked_in(room: WaitingRoom, command: Any, booking: Any, now: Any, sender: str) -> Any:
        room.by_booking.pop(booking.code, None)
        return real(room, command, booking, now, sender)

    patch.setattr(on_paper, "checked_in", checked_in)


FAULTS = {
    leases_numbers_twice: "leased twice",
    lets_slips_use_up_others_letters: "other events",
    lets_one_slip_use_up_its_letter: "other events",
    leases_what_somebody_has: "leased twice",
    takes_any_offer: "other events",
    takes_a_slip_twice: "ticket twice",
    lets_slips_stand_since_they_were_told: "other events",
    believes_any_age: "other events",
    sends_slips_away: "no such answer",
    issues_for_each_slip: "ticket twice",
}
