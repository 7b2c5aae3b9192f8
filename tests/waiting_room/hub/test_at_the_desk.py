"""Bookings between room and seat book: while the book is asked, and after one has missed some."""

import json

from tests.waiting_room.hub.website import ANNA, BEN, EIGHT, TODAY_ELEVEN
from waiting_room.rules.commands import FreeSlots


def test_a_repeat_that_comes_while_the_book_is_asked_is_answered_once(stage, desk):
    """Two copies in one batch are one question, with one answer."""
    payload = json.dumps({"id": "x", "service": "advice", "starts_at": EIGHT, "token": ANNA})
    message = ("wm/sued/command/website/reserve_slot", payload.encode())
    before = len(stage.replies)

    stage.hub.heard([message, message])
    stage.home.advance(0.2)

    assert [reply["id"] for reply in stage.replies[before:]] == ["x"]


def test_an_id_that_is_at_the_desk_is_taken_for_other_commands_too(stage):
    """Whatever else comes with it does nothing, and the desk's answer is the one there is."""
    reserve = {"id": "x", "service": "advice", "starts_at": EIGHT, "token": ANNA}
    ticket = {"id": "x", "service": "question", "token": BEN}
    before = len(stage.replies)

    for name, fields in (("reserve_slot", reserve), ("issue_ticket", ticket)):
        message = (f"wm/sued/command/website/{name}", json.dumps(fields).encode())
        stage.hub.heard([message])
    stage.home.advance(0.2)

    (reply,) = stage.replies[before:]
    assert reply["result"]["starts_at"] == EIGHT
    assert stage.room.tickets == {}
    assert stage.ask("issue_ticket", "website", **ticket) == reply


def test_who_checks_in_while_the_booking_is_cancelled_is_told_to_wait(desk, stage):
    """Never both: the same check-in, asked again, hears what became of the booking."""
    booking = desk.book(starts_at=TODAY_ELEVEN)
    stage.later(hours=1, minutes=45)
    before = len(stage.replies)
    cancel = {"id": "x", "code": booking["code"]}
    shown = {"id": "y", "code": booking["signed"], "token": BEN}
    asked = (("website/cancel_booking", cancel), ("kiosk-1/check_in", shown))
    stage.hub.heard(
        [(f"wm/sued/command/{what}", json.dumps(said).encode()) for what, said in asked]
    )
    stage.home.advance(0.2)

    told = {reply["id"]: reply for reply in stage.replies[before:]}
    assert told["x"]["ok"]
    assert (told["y"]["error"]["code"], told["y"]["error"]["retry"]) == ("being_changed", True)
    again = stage.ask("check_in", "kiosk-1", **shown)
    assert again["error"]["code"] == "booking_cancelled"
    assert stage.room.tickets == {}


def test_a_hub_that_ends_while_the_book_is_asked_ends_in_order(stage):
    """The answer, and all that was to come later, find it closed; the next hub has the booking."""
    stage.ask("reserve_slot", "website", service="advice", starts_at=EIGHT, token=ANNA)
    book = json.dumps({"id": "x", "token": ANNA}).encode()
    stage.hub.heard([("wm/sued/command/website/book", book)])
    stage.hub.close()
    stage.home.advance(3600)
    stage.start()

    assert [booking.starts_at.isoformat() for booking in stage.room.bookings.values()] == [EIGHT]


def test_a_hub_that_died_between_book_and_journal_is_healed(desk, stage):
    """The next hub reads the book; asked again, the same booking is answered."""
    desk.ok("reserve_slot", service="advice", starts_at=EIGHT, token=ANNA)
    booking = stage.book.book(ANNA, lambda: "TEST-CODE", stage.now)
    stage.kill()
    stage.start()

    assert stage.room.bookings == {booking.code: booking}
    assert desk.ok("book", token=ANNA)["code"] == booking.code


def test_a_lost_book_is_written_again_from_the_journal(desk, stage):
    """Seats that are booked stay taken, and the booking can be cancelled as before."""
    booking = desk.book()
    stage.kill()
    (stage.folder / "book.sqlite").unlink()
    stage.start()

    assert desk.free()[EIGHT] == 0
    assert desk.ok("find_booking", code=booking["code"]) == booking
    desk.ok("cancel_booking", code=booking["code"])
    assert desk.free()[EIGHT] == 1


def test_a_book_that_does_not_answer_stops_no_queue(cluster, database, stage, desk):
    """While PostgreSQL is down tickets are issued, booking is refused, and later it works."""
    from waiting_room.hub.book_engine import shared_book

    stage.kill()
    stage.engine = lambda: shared_book(database)
    cluster.stop()
    try:
        stage.start()
        assert stage.walk_in()["ok"]
        assert desk.refused("free_slots", service="advice") == "book_unreachable"
        reserve = {"id": "x", "service": "advice", "starts_at": EIGHT, "token": ANNA}
        assert desk.refused("reserve_slot", **reserve) == "book_unreachable"
    finally:
        cluster.start()
    stage.home.advance(60)
    assert desk.free()[EIGHT] == 1
    assert desk.ok("reserve_slot", **reserve)


def test_the_book_forgets_after_a_week(desk, stage):
    """A week after its time a booking is deleted by itself."""
    booking = desk.book()
    stage.later(days=9)
    stage.home.advance(3600)

    assert desk.refused("find_booking", code=booking["code"]) == "unknown_booking"


def test_a_zone_without_a_desk_says_so_and_goes_on(house):
    """Nothing can be booked there; hours later its hub still gives out tickets."""
    website = house.link("website")
    reply = house.ask(FreeSlots(service="advice"), website)
    house.pass_time(2 * 3600)

    assert reply.error.code == "not_bookable"
    assert house.issue() == "K001"
