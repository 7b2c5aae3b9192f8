import sqlite3
from contextlib import closing
from datetime import date

import pytest

from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError
from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import Zone

MONDAY = date(2026, 11, 23)


def test_the_room_is_rebuilt_after_a_kill(stage):
    """Lines, counters and calls are the same after the hub died."""
    stage.walk_in()
    stage.walk_in()
    stage.ask("call_next", counter="1")
    board, lines = stage.view("view/board"), stage.view("view/lines")
    stage.kill()
    assert stage.view("hub")["up"] is False
    stage.start()

    assert stage.view("view/board")["calls"] == board["calls"]
    assert stage.view("view/lines")["services"] == lines["services"]
    assert stage.view("hub")["generation"] == 2


def test_a_service_that_is_gone_tomorrow_does_not_stop_the_hub(stage):
    """The zone may change overnight; what was open is closed without being played again."""
    stage.walk_in()
    stage.kill()
    stage.later(days=1)
    raw = stage.zone.model_dump(mode="json")
    raw["services"] = [s for s in raw["services"] if s["id"] != "question"]
    for counter in raw["counters"]:
        counter["services"] = [s for s in counter["services"] if s != "question"]
    stage.zone = Zone.model_validate(raw)
    stage.start()

    assert stage.walk_in("hand-in-documents")["result"]["number"] == "K001"
    assert stage.store.journal.check_chain() > 0
    assert stage.store.tickets.open_on(MONDAY) == []


def test_a_service_that_is_gone_today_is_named(stage):
    """While its tickets are open the hub says what to put back."""
    stage.walk_in()
    stage.kill()
    raw = stage.zone.model_dump(mode="json")
    raw["services"] = [s for s in raw["services"] if s["id"] != "question"]
    for counter in raw["counters"]:
        counter["services"] = [s for s in counter["services"] if s != "question"]
    changed, stage.zone = stage.zone, Zone.model_validate(raw)

    with pytest.raises(StoreError, match="the zone has no 'question' any more"):
        stage.start()
    stage.store.close()
    stage.zone = changed
    stage.start()


def test_a_second_hub_is_kept_out_with_a_sentence(stage):
    """One file has one hub; the second one says what to do."""
    with pytest.raises(StoreError, match="another hub keeps"):
        Store(stage.folder / "sued.sqlite").open()


def test_bookings_survive_a_restart_and_give_one_ticket(stage):
    """A booked visitor checks in once, also across a restart, and gets the same number again."""
    booking = Booking(
        code="9B4C-7WRD", zone="sued", service="advice", starts_at="2026-11-23T09:00:00+01:00"
    )
    stage.kill()
    stage.start((booking,))
    first = stage.ask("check_in", "kiosk-1", code="9B4C-7WRD", token="a" * 26)
    stage.kill()
    stage.start()
    again = stage.ask("check_in", "kiosk-2", code="9b4c7wrd", token="b" * 26)

    assert first["result"]["number"] == again["result"]["number"] == "K001"
    assert len(stage.room.tickets) == 1


def test_a_hub_knows_the_same_old_bookings_before_and_after_a_restart(stage):
    """Which ones are too old was settled when the day began, not when the hub did."""
    bookings = tuple(
        Booking(code=code, zone="sued", service="advice", starts_at=f"2026-11-23T{at}:00+01:00")
        for code, at in {"OVER-0000": "08:00", "LATE-0000": "16:00"}.items()
    )
    stage.kill()
    stage.start(bookings)
    stage.later(days=1)
    stage.walk_in()
    assert set(stage.room.bookings) == {"LATE-0000"}

    stage.later(hours=18)
    stage.kill()
    stage.start()
    assert set(stage.room.bookings) == {"LATE-0000"}


def test_what_follows_in_a_visit_is_named_if_the_zone_has_lost_it(make_stage):
    """A second concern or a clerk that is gone is said at the start, not at the next press."""
    stage = make_stage(clerk=[{"id": "maria", "name": "Maria"}])
    stage.walk_in(also=["new-application"])
    stage.ask("open_counter", counter="2", clerk="maria")
    whole = stage.zone
    for part, lost in (("services", "new-application"), ("clerks", "maria")):
        stage.kill()
        raw = whole.model_dump(mode="json")
        raw[part] = [one for one in raw[part] if one["id"] != lost]
        for counter in raw["counters"]:
            kept = [one for one in counter["services"] if one != lost]
            counter["services"] = kept or ["question"]
        stage.zone = Zone.model_validate(raw)
        with pytest.raises(StoreError, match=f"the zone has no '{lost}' any more"):
            stage.start()
        stage.store.close()
        stage.zone = whole
        stage.start()


def test_the_table_of_tickets_tells_the_service_of_now(stage):
    """Whoever reads it beside the hub finds a visitor who was sent on where they were sent."""
    stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.ask("transfer_ticket", counter="1", service="new-application")
    stage.kill()
    with closing(sqlite3.connect(stage.folder / "sued.sqlite")) as file:
        rows = file.execute("SELECT number, service, status FROM ticket").fetchall()
    stage.start()

    assert rows == [("K001", "new-application", "waiting")]
