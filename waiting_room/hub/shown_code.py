"""Shown codes and slips: what a kiosk tells, read by the zone's own keys and clock."""

from datetime import datetime, timedelta
from typing import Any

from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import AddBookings, CheckIn, Command
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.signed_code import SignedBooking, read_signed
from waiting_room.rules.zone import Zone
from waiting_room.wire.signature import PublicKeys, is_signed

LONGEST_AGO_MS = 7 * 24 * 3600 * 1000


def read_steps(room: WaitingRoom, keys: PublicKeys, order: Any, now: datetime) -> tuple[Any, ...]:
    """Give what an order comes to, one command after the other; raises as `read_shown` does."""
    order = printed_by_our_clock(order, now, room.zone)
    return read_shown(room, keys, order) if isinstance(order, CheckIn) else (order,)


def printed_by_our_clock(order: Any, now: datetime, zone: Zone) -> Any:
    """Give an order with the time of its printing by the hub's clock.

    A kiosk's own may be wrong; how long ago it was is counted without one. What is older than any
    slip can be counts as that old, for a calendar ends. A number that was only offered, and
    yesterday, is none today.
    """
    if not hasattr(order, "printed_at") or order.number is None:
        return order
    asked_at = now - timedelta(milliseconds=min(order.age_ms, LONGEST_AGO_MS))
    if order.printed_at is not None:
        return order.model_copy(update={"printed_at": asked_at})
    is_of_today = zone.day_of(asked_at) == zone.day_of(now)
    return order if is_of_today else order.model_copy(update={"number": None})


def read_shown(room: WaitingRoom, keys: PublicKeys, command: CheckIn) -> tuple[Command, ...]:
    """Give what a check-in comes to: by its booking's code, and if need be make that known first.

    Of a booking that is known here the newest version counts, whatever an older paper says.
    Raises Refused if a signed code is forged, or another zone's.
    """
    shown = read_signed(command.code)
    if shown is None:
        return (command,)
    said = shown.booking
    if said.zone != room.zone.id:
        raise Refused("other_zone", "This booking is for another place.")
    if not is_signed(shown, keys):
        raise Refused("not_a_booking", "This is not a booking of ours. Please take a ticket.")
    by_code = command.model_copy(update={"code": said.code})
    known = room.bookings.get(said.code)
    if known is not None and known.revision >= said.revision:
        return (by_code,)
    return AddBookings(bookings=(_booking(room, said, known),)), by_code


def _booking(room: WaitingRoom, said: SignedBooking, known: Booking | None) -> Booking:
    fields = said.model_dump() | {"made_here": True, "cancelled": False}
    if known is not None:
        return known.model_copy(update=fields)
    return Booking(language=room.zone.languages[0], **fields)
