"""Booking over the wire: commands go to a hub with a real seat book, and replies come back."""

from random import Random

import pytest

from tests.waiting_room.hub.website import ANNA, BEN, EIGHT, HALF_PAST, TODAY_ELEVEN, TOMORROW
from waiting_room.hub.keys import KeyFileError, open_keys
from waiting_room.rules.booking import Booking
from waiting_room.rules.signed_code import read_signed
from waiting_room.rules.typed_code import mint_code
from waiting_room.wire.signature import verify


def test_days_are_told_before_slots(desk):
    """Without a day the days with their free seats are told; with one, its slots."""
    days = desk.ok("free_slots", service="advice")["days"]

    assert days[0] == {"day": "2026-11-23", "free": 6}, "the three of today that are over are not"
    assert [one["day"] for one in days[:3]] == ["2026-11-23", TOMORROW, "2026-11-26"]
    assert len(desk.free()) == 9
    assert desk.free("2026-11-25") == {}, "closed on Wednesdays"
    assert desk.refused("free_slots", service="question") == "not_bookable"


def test_a_visitor_books_and_checks_in(stage, desk):
    """Reserve, book, come in time: one ticket, by the typed code or the signed one, or both."""
    reserved = desk.ok("reserve_slot", service="advice", starts_at=TODAY_ELEVEN, token=ANNA)
    assert reserved["reserved_until"] == "2026-11-23T08:10:00+00:00"
    booking = desk.ok("book", token=ANNA, language="ar", needs=["interpreter"])
    assert desk.free("2026-11-23")[TODAY_ELEVEN] == 0
    assert desk.check_in(booking["code"])["error"]["code"] == "too_early"

    stage.later(hours=1, minutes=45)
    first = desk.check_in(booking["signed"])
    assert first["ok"], first
    assert (first["result"]["number"], first["result"]["language"]) == ("K001", "ar")
    for shown in (booking["code"].lower().replace("-", " "), booking["signed"]):
        assert desk.check_in(shown, "u" * 26)["result"]["number"] == "K001"
    assert len(stage.room.tickets) == 1
    assert desk.refused("cancel_booking", code=booking["code"]) == "already_here"


def test_what_is_repeated_happens_once(stage, desk):
    """The same id gets the first reply; another id with the same token the same booking."""
    desk.ok("reserve_slot", service="advice", starts_at=EIGHT, token=ANNA)
    first = desk.ask("book", id="x", token=ANNA)

    assert desk.ask("book", id="x", token=ANNA) == first
    assert desk.ok("book", token=ANNA)["code"] == first["result"]["code"]
    assert len(stage.room.bookings) == 1


def test_a_move_frees_the_old_seat_and_the_old_code_means_the_new_time(desk, stage):
    """The paper of the first booking stays a key; what counts is the newest time."""
    booking = desk.book(starts_at=TODAY_ELEVEN)
    moved = desk.ok("move_booking", code=booking["code"], starts_at=EIGHT)

    assert (moved["revision"], moved["starts_at"]) == (1, "2026-11-24T07:00:00Z")
    assert desk.free("2026-11-23")[TODAY_ELEVEN] == 1
    stage.later(hours=1, minutes=45)
    for shown in (booking["signed"], moved["signed"], booking["code"]):
        error = desk.check_in(shown)["error"]
        assert (error["code"], error["at"]) == ("other_day", "2026-11-24T07:00:00Z")
    assert desk.ok("move_booking", code=booking["code"], starts_at=EIGHT) == moved


def test_a_move_to_a_taken_slot_leaves_everything_as_it_is(desk):
    """The old seat is kept until the new one is sure."""
    booking = desk.book()
    desk.book(BEN, HALF_PAST)

    assert desk.refused("move_booking", code=booking["code"], starts_at=HALF_PAST) == "slot_taken"
    assert desk.ok("find_booking", code=booking["code"]) == booking
    no_slot = f"{TOMORROW}T07:15:00+00:00"
    assert desk.refused("move_booking", code=booking["code"], starts_at=no_slot) == "no_such_slot"


def test_a_cancelled_booking_is_known_as_cancelled(desk, stage):
    """Its seat is free, and a check-in says so, also by its signed code."""
    booking = desk.book(starts_at=TODAY_ELEVEN)
    assert desk.ok("cancel_booking", code=booking["code"])["cancelled"]

    assert desk.free("2026-11-23")[TODAY_ELEVEN] == 1
    stage.later(hours=1, minutes=45)
    for shown in (booking["signed"], booking["code"]):
        assert desk.check_in(shown)["error"]["code"] == "booking_cancelled"
    for starts_at in (EIGHT, TODAY_ELEVEN):
        again = {"code": booking["code"], "starts_at": starts_at}
        assert desk.refused("move_booking", **again) == "booking_cancelled"


def test_slots_that_are_no_slots_are_refused(desk):
    """Between slots, in the past, too far ahead, at the end of time: no seat is kept."""
    for starts_at in (
        f"{TOMORROW}T07:10:00Z",
        "2026-11-23T07:00:00Z",
        "2027-11-23T07:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
    ):
        asked = {"service": "advice", "starts_at": starts_at, "token": ANNA}
        assert desk.refused("reserve_slot", **asked) == "no_such_slot"
    for day in ("0001-01-01", "9999-12-31"):
        assert desk.free(day) == {}


def test_a_reservation_that_is_over_books_nothing_that_is_taken(desk, stage):
    """After ten minutes another may have the seat, and then the first is told."""
    desk.ok("reserve_slot", service="advice", starts_at=EIGHT, token=ANNA)
    asked = {"service": "advice", "starts_at": EIGHT, "token": BEN}
    assert desk.refused("reserve_slot", **asked) == "slot_taken"
    stage.later(minutes=10)
    desk.ok("reserve_slot", **asked)

    assert desk.refused("book", token=ANNA) == "reservation_over"


def test_who_guesses_codes_is_refused_for_a_while(desk, stage):
    """After a hundred wrong codes, ours or another system's, a right one waits ten minutes, too."""
    booking = desk.book()
    chance = Random(2)
    for guess in range(50):
        for code in (mint_code(chance.randrange), f"CITY-{guess:04}"):
            assert desk.refused("find_booking", code=code) == "unknown_booking"

    assert desk.refused("find_booking", code=booking["code"]) == "too_many_tries"
    cancel = {"id": "x", "code": booking["code"]}
    assert desk.refused("cancel_booking", **cancel) == "too_many_tries"
    stage.later(minutes=10)
    assert desk.ok("find_booking", code=booking["code"])
    assert desk.ok("cancel_booking", **cancel)["cancelled"]


def test_a_kiosk_may_not_book(stage):
    """Who may ask follows from the role, as for every command."""
    reply = stage.ask("free_slots", "kiosk-1", service="advice")
    assert reply["error"]["code"] == "not_allowed"


def test_a_signed_code_is_verified_with_what_the_zone_shows(desk, stage):
    """Whoever reads the zone's view can verify a booking's code without the hub."""
    keys = stage.view("view/zone")["booking_keys"]
    booking = desk.book()
    said = verify(booking["signed"], keys)

    assert said is not None
    assert (said.code, said.starts_at.isoformat()) == (booking["code"], EIGHT)
    assert len(booking["signed"]) == 154, "the most for a QR code of version 6"
    assert verify(booking["signed"], {}) is None


def test_a_forged_code_is_no_booking_and_another_zones_is_said_to_be_so(desk, stage, tmp_path):
    """A signature of another key opens nothing."""
    stage.later(hours=1, minutes=45)
    other = open_keys(tmp_path / "other.pem")
    said = read_signed(desk.book(starts_at=TODAY_ELEVEN)["signed"]).booking
    nord = said.model_copy(update={"zone": "nord"})

    assert desk.check_in(other.sign(said))["error"]["code"] == "not_a_booking"
    assert desk.check_in(other.sign(nord))["error"]["code"] == "other_zone"
    assert stage.room.tickets == {}


def test_a_lost_book_does_not_lose_a_signed_booking(desk, stage):
    """A valid code that nobody knows any more counts, once, and is known from then on."""
    booking = desk.book(starts_at=TODAY_ELEVEN)
    stage.kill()
    for file in ("sued.sqlite", "book.sqlite"):
        (stage.folder / file).unlink()
    stage.start()
    stage.later(hours=1, minutes=45)

    first = desk.check_in(booking["signed"])
    assert first["ok"], first
    assert desk.check_in(booking["code"], "u" * 26)["result"] == first["result"]
    assert list(stage.room.bookings) == [booking["code"]]


def test_another_systems_bookings_take_seats(desk, stage, caplog):
    """They fill slots, also beyond what there is, which is said; they are changed elsewhere."""
    fields = {"zone": "sued", "service": "advice", "starts_at": EIGHT}
    bookings = tuple(Booking(code=f"CITY-000{n}", **fields) for n in range(2))
    for _ in range(2):
        stage.kill()
        stage.start(bookings)

    assert desk.free()[EIGHT] == 0
    assert [m for m in caplog.messages if "CITY" in m] == [
        "more bookings than seats, taken all the same: CITY-0001"
    ]
    assert desk.refused("cancel_booking", code="CITY-0000") == "booked_elsewhere"
    moved = bookings[0].model_copy(update={"starts_at": bookings[0].starts_at.replace(minute=30)})
    stage.kill()
    stage.start((moved, bookings[1]))
    assert stage.room.bookings["CITY-0000"].revision == 1
    assert (desk.free()[EIGHT], desk.free()[HALF_PAST]) == (0, 0)


def test_keys_are_the_hubs_alone(tmp_path):
    """The file is made for its owner only; one that others can read is refused in a sentence."""
    file = tmp_path / "zone.keys.pem"
    made = open_keys(file)

    assert file.stat().st_mode & 0o777 == 0o600
    assert open_keys(file).public_keys == made.public_keys
    file.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        open_keys(file)


def test_a_new_key_signs_and_the_old_one_still_counts(tmp_path, desk):
    """A key that is appended is the one that signs from then on."""
    file = tmp_path / "zone.keys.pem"
    old = open_keys(file)
    with file.open("ab") as opened:
        opened.write((desk.stage.folder / "sued.keys.pem").read_bytes())
    both = open_keys(file)
    said = read_signed(desk.book()["signed"]).booking

    assert len(both.public_keys) == 2
    assert verify(old.sign(said), both.public_keys) == said
    assert verify(both.sign(said), both.public_keys) == said
    assert verify(both.sign(said), old.public_keys) is None


@pytest.mark.parametrize("content", [b"", b"no key", b"-----END PRIVATE KEY-----"])
def test_what_is_no_key_is_said_to_be_so(tmp_path, content):
    """A damaged file is named."""
    file = tmp_path / "zone.keys.pem"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(KeyFileError, match="cannot read the keys"):
        open_keys(file)
