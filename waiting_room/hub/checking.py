"""Checking: what a command must pass before it is decided: who asks, how late, expecting what."""

from collections.abc import Iterable
from typing import Any

from waiting_room.hub.health import Health
from waiting_room.rules import commands as asked
from waiting_room.rules.booking import tidy_code
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.zone import Device

CHANGES = asked.MoveBooking | asked.CancelBooking


def check_right(device: Device | None, client: str, order: Any, health: Health) -> None:
    """Refuse what a device may not ask, and what came too late."""
    if device is None or device.role not in order.asked_by:
        health.refused["not_allowed"] += 1
        raise Refused("not_allowed", f'"{client}" may not ask this.')
    if order.ttl_ms is None and getattr(order, "printed_at", None) is None:
        raise Refused("expired", "Only what is on paper may come as late as it likes.")
    if order.expired:
        raise Refused("expired", "This came too late and was not done. Please try again.")


def check_expected(room: WaitingRoom, order: Any) -> None:
    """Refuse what was asked of a state that is over."""
    expect = order.expect
    if expect is None or expect.ticket is None:
        return
    ticket = room.tickets.get(expect.ticket)
    # A command that names a ticket means that one, any other the one in front of the clerk.
    counter = None if getattr(order, "number", None) else getattr(order, "counter", None)
    desk = room.desks.get(counter) if counter else None
    if (
        ticket is None
        or (expect.status is not None and ticket.status is not expect.status)
        or (desk is not None and desk.ticket != expect.ticket)
    ):
        raise Refused("conflict", "Somebody else was faster. Please look again.")


def check_not_here(room: WaitingRoom, order: Any) -> None:
    """Refuse to change a booking whose visitor has a ticket already."""
    if isinstance(order, CHANGES) and tidy_code(order.code) in room.by_booking:
        raise Refused("already_here", "Whoever has this booking is here and has a number.")


def check_settled(underway: Iterable[Any], order: Any) -> None:
    """Refuse a check-in while its booking is moved or cancelled: only one of the two can be."""
    if not isinstance(order, asked.CheckIn):
        return
    code = tidy_code(order.code)
    if any(isinstance(order, CHANGES) and tidy_code(order.code) == code for order in underway):
        text = "This booking is being changed. Please try again in a moment."
        raise Refused("being_changed", text, retry=True)
