"""Signed here: a booking's signed code is checked at the kiosk, when its hub cannot be asked."""

from datetime import datetime

from waiting_room.rules.booking import Booking, check_window
from waiting_room.rules.refused import Refused
from waiting_room.rules.service import BookingTerms
from waiting_room.rules.signed_code import SignedBooking, read_signed
from waiting_room.wire.signature import is_signed
from waiting_room.wire.views import ZoneView


def read_code(text: str, zone: ZoneView | None, now: datetime | None) -> SignedBooking:
    """Check a signed code without the hub, for which zone and time must be known.

    Raises Refused with the answer for its visitor.
    """
    code = read_signed(text)
    if code is None or zone is None or now is None:
        raise Refused("cannot_check", "This code cannot be checked without the hub.")
    booked = code.booking
    if booked.zone != zone.id:
        raise Refused("other_zone", "This booking is for another place.")
    if not is_signed(code, zone.booking_keys):
        raise Refused("not_a_booking", "This is not a booking of ours. Please take a ticket.")
    service = next((one for one in zone.services if one.id == booked.service), None)
    if service is None:
        raise Refused("unknown_service", "The booked service is not offered here any more.")
    terms = BookingTerms.model_validate(service.booked_terms.model_dump())
    check_window(Booking.model_validate(booked.model_dump()), terms, now, zone.timezone)
    return booked
