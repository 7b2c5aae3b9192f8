from datetime import timedelta

import pytest

from tests.waiting_room.hub.booked_seats import (
    ANNA,
    BEN,
    CEM,
    HALF_PAST,
    KEPT,
    NINE,
    NOW,
    booked,
    minting,
    refusal,
    reserved,
    taken,
)
from waiting_room.hub.book_engine import book_file, shared_book
from waiting_room.hub.seat_book import SeatBook
from waiting_room.rules.booking import Booking
from waiting_room.rules.slots import Slot


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """A database with nothing in it."""
    if request.param == "sqlite":
        return book_file(tmp_path / "book.sqlite")
    return shared_book(request.getfixturevalue("database"))


@pytest.fixture
def book(engine):
    """An empty seat book."""
    book = SeatBook(engine, "sued")
    book.open()
    yield book
    book.close()


def test_a_seat_is_reserved_booked_and_counted(book):
    """A reservation and a booking each take one of the slot's two seats."""
    reserved(book, NINE, ANNA)
    booking = booked(book, NINE, BEN)

    assert taken(book, NINE) == 2
    assert taken(book, HALF_PAST) == 0
    assert booking.starts_at == NINE.starts_at
    assert (booking.zone, booking.service, booking.minutes) == ("sued", "advice", 30)
    assert booking.made_here
    assert book.find(booking.code) == booking
    assert book.since(NOW) == [booking]


def test_a_full_slot_refuses(book):
    """The third for two seats is told so."""
    reserved(book, NINE, ANNA)
    reserved(book, NINE, BEN)

    assert refusal(reserved, book, NINE, CEM) == "slot_taken"


def test_a_reservation_ends_by_itself(book):
    """After its ten minutes the seat is another's, and the first holder is told."""
    for token in (ANNA, BEN):
        reserved(book, NINE, token)
    later = NOW + KEPT

    assert taken(book, NINE, later) == 0
    reserved(book, NINE, CEM, later)
    assert refusal(book.book, ANNA, minting(), NOW) == "reservation_over"
    assert book.book(BEN, minting(), NOW).starts_at == NINE.starts_at, "nobody has taken this seat"


def test_a_time_that_has_come_cannot_be_booked_any_more(book):
    """A late booking counts until its slot begins; what was booked before is answered as it is."""
    for token in (ANNA, BEN):
        reserved(book, NINE, token)
    just_before = NINE.starts_at - timedelta(seconds=1)
    booking = book.book(ANNA, minting(), just_before)

    assert refusal(book.book, BEN, minting(), NINE.starts_at) == "reservation_over"
    assert book.book(ANNA, minting(), NINE.starts_at) == booking
    assert book.since(NOW) == [booking]


def test_asked_again_everything_is_the_same(book):
    """A repeated reservation, booking, move or cancellation changes nothing more."""
    until = reserved(book, NINE, ANNA)
    assert reserved(book, NINE, ANNA, NOW + timedelta(minutes=5)) == until
    booking = book.book(ANNA, minting(), NOW)
    assert book.book(ANNA, minting("MORE"), NOW) == booking
    moved = book.move(booking.code, HALF_PAST, NOW)
    assert book.move(booking.code, HALF_PAST, NOW) == moved
    assert (taken(book, NINE), taken(book, HALF_PAST)) == (0, 1)
    cancelled = book.cancel(booking.code, NOW)
    assert book.cancel(booking.code, NOW) == cancelled
    assert book.book(ANNA, minting(), NOW) == cancelled
    assert [one.revision for one in (booking, moved, cancelled)] == [0, 1, 2]
    assert taken(book, HALF_PAST) == 0


def test_a_token_keeps_one_seat(book):
    """Whoever chooses another time lets the first one go, but only once the other is sure."""
    reserved(book, NINE, ANNA)
    reserved(book, HALF_PAST, ANNA)
    assert (taken(book, NINE), taken(book, HALF_PAST)) == (0, 1)

    reserved(book, NINE, BEN)
    reserved(book, NINE, CEM)
    assert refusal(reserved, book, NINE, ANNA) == "slot_taken"
    assert book.book(ANNA, minting(), NOW).starts_at == HALF_PAST.starts_at


def test_a_reservation_that_is_over_can_be_made_again(book):
    """The same token gets a seat once more, and only one."""
    reserved(book, NINE, ANNA)
    later = NOW + 2 * KEPT

    assert reserved(book, NINE, ANNA, later) == later + KEPT
    assert taken(book, NINE, later) == 1


def test_the_old_seat_stays_if_the_new_one_is_gone(book):
    """A move that fails leaves the booking as it was."""
    booking = booked(book, NINE, ANNA)
    reserved(book, HALF_PAST, BEN)
    reserved(book, HALF_PAST, CEM)

    assert refusal(book.move, booking.code, HALF_PAST, NOW) == "slot_taken"
    assert book.find(booking.code) == booking
    assert taken(book, NINE) == 1


def test_a_cancelled_seat_is_free_and_the_booking_stays_known(book):
    """Somebody else can book it; the cancelled booking cannot be moved back."""
    booking = booked(book, NINE, ANNA)
    book.cancel(booking.code, NOW)
    for token in (BEN, CEM):
        booked(book, NINE, token)

    assert book.find(booking.code).cancelled
    for slot in (NINE, HALF_PAST):
        assert refusal(book.move, booking.code, slot, NOW) == "booking_cancelled"


def test_what_is_over_or_unknown_cannot_be_changed(book):
    """Each reason has its own code."""
    booking = booked(book, NINE, ANNA)

    assert refusal(book.cancel, booking.code, NINE.starts_at) == "too_late"
    assert refusal(book.cancel, "XXXX-0000", NOW) == "unknown_booking"
    assert refusal(book.move, "XXXX-0000", NINE, NOW) == "unknown_booking"
    assert refusal(reserved, book, HALF_PAST, ANNA) == "token_used"


def test_a_code_that_is_used_is_minted_again(book):
    """No two bookings have one code."""
    codes = iter(("SAME-0000", "SAME-0000", "NEXT-0000"))
    mint = lambda: next(codes)  # noqa: E731 # one line says it

    assert booked(book, NINE, ANNA, mint).code == "SAME-0000"
    assert booked(book, NINE, BEN, mint).code == "NEXT-0000"


def other(code: str, slot: Slot = NINE, **fields: object) -> Booking:
    """A booking that another system has made."""
    return Booking(
        code=code, zone="sued", service="advice", starts_at=slot.starts_at, minutes=30, **fields
    )


def test_another_systems_bookings_take_seats_and_stand_beside_when_there_is_none(book):
    """Two take the seats, the third stands beside; nobody gets a seat before all have left."""
    three = [(other(f"CITY-000{n}"), [NINE]) for n in range(3)]

    assert book.put(three, NOW) == [three[2][0]]
    assert book.put(three, NOW) == [], "read again nothing changes"
    assert taken(book, NINE) == 3
    gone = [(other(f"CITY-000{n}", cancelled=True), [NINE]) for n in range(2)]
    book.put(gone[:1], NOW)
    assert refusal(reserved, book, NINE, ANNA) == "slot_taken"
    book.put(gone[1:], NOW)
    reserved(book, NINE, ANNA)
    assert refusal(reserved, book, NINE, BEN) == "slot_taken"


def test_another_systems_long_visit_takes_a_seat_of_each_slot(book):
    """An hour is two half hours; moved in its own system, it lets them go."""
    book.put([(other("CITY-0001"), [NINE, HALF_PAST])], NOW)
    assert (taken(book, NINE), taken(book, HALF_PAST)) == (1, 1)

    book.put([(other("CITY-0001", HALF_PAST), [HALF_PAST])], NOW)
    assert (taken(book, NINE), taken(book, HALF_PAST)) == (0, 1)
    assert refusal(book.cancel, "CITY-0001", NOW) == "booked_elsewhere"


def test_zones_share_a_book_and_see_their_own_pages(book, engine):
    """Another zone's booking of the same code and slot is another booking."""
    nord = SeatBook(engine, "nord")
    for one in (book, nord):
        booked(one, NINE, ANNA, lambda: "SAME-0000")

    assert (book.find("SAME-0000").zone, nord.find("SAME-0000").zone) == ("sued", "nord")
    nord.cancel("SAME-0000", NOW)
    assert not book.find("SAME-0000").cancelled
    assert taken(book, NINE) == 1


def test_less_capacity_sells_nothing_more(book):
    """With two of three booked, and one seat taken from the zone, nobody gets the first."""
    three = NINE.model_copy(update={"seats": 3})
    codes = [booked(book, three, token).code for token in (ANNA, BEN, CEM)]
    book.cancel(codes[0], NOW)

    assert refusal(reserved, book, NINE, "dora") == "slot_taken"
    reserved(book, three, "dora")


def test_the_past_is_forgotten(book):
    """What is over is deleted, and the rest stays."""
    early, late = booked(book, NINE, ANNA), booked(book, HALF_PAST, BEN)
    book.forget(HALF_PAST.starts_at)

    assert refusal(book.find, early.code) == "unknown_booking"
    assert book.find(late.code) == late
    assert (taken(book, NINE), taken(book, HALF_PAST)) == (0, 1)
