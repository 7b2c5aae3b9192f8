"""Slips that kiosks print by themselves, as the hub takes them: once, in order, after a loss."""

import shutil

import pytest

from waiting_room.hub.reader import Outdated
from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import Zone
from waiting_room.wire.topics import rights_of_hub

TOKEN = "a" * 26
LEASED = {"service": "question", "token": TOKEN, "number": "K001", "ttl_ms": None}


def tell(stage, age_s, **fields):
    """Tell the hub of a slip that was printed so many seconds ago, by a clock that is years off."""
    fields = LEASED | {"printed_at": "2001-01-01T00:00:00Z"} | fields
    return stage.ask("issue_ticket", "kiosk-1", age_ms=int(age_s * 1000), **fields)


def test_a_lease_is_on_disk_before_it_is_told(stage):
    """A hub that is killed right after it does not lease the same numbers again."""
    first = stage.ask("lease_numbers", "kiosk-1")["result"]
    stage.kill()
    stage.start()
    second = stage.ask("lease_numbers", "kiosk-1")["result"]

    assert (first["letter"], first["first"], first["last"]) == ("K", 1, 100)
    assert second["first"] == 101


def test_only_kiosks_lease_numbers(stage):
    """A counter that needs one asks the hub for a ticket."""
    assert stage.ask("lease_numbers", "counter-1")["error"]["code"] == "not_allowed"


def test_the_hub_counts_back_from_its_own_clock(stage):
    """The kiosk's clock may say anything."""
    stage.ask("lease_numbers", "kiosk-1")
    stage.later(seconds=600)

    reply = tell(stage, age_s=240)

    assert reply["ok"]
    ticket = stage.room.tickets["K001"]
    assert (stage.now - ticket.arrived_at).total_seconds() == pytest.approx(240, abs=1)


def test_a_slip_is_taken_once_however_often_it_is_told(stage):
    """With the same id, with another one, and by a hub that has just begun."""
    first = tell(stage, 1, id="one")
    again = tell(stage, 2, id="one")
    other = tell(stage, 3, id="two")
    stage.kill()
    stage.start()
    after = tell(stage, 4, id="three")

    assert again == first
    assert {one["result"]["number"] for one in (first, other, after)} == {"K001"}
    assert len(stage.room.tickets) == 1


def test_a_restored_hub_is_filled_again_from_slips(stage, tmp_path):
    """Tickets issued after the copy was made come back, and no number is given out twice."""
    stage.ask("lease_numbers", "kiosk-1")
    stage.kill()
    shutil.copy(stage.folder / "sued.sqlite", tmp_path / "copy.sqlite")
    stage.start()
    tell(stage, 1)
    later = stage.ask("lease_numbers", "kiosk-1")["result"]
    before = stage.store.generation
    stage.kill()
    shutil.copy(tmp_path / "copy.sqlite", stage.folder / "sued.sqlite")
    stage.start(restored=True)

    assert stage.room.tickets == {}
    assert stage.store.generation > before + 900
    assert tell(stage, 30)["result"]["number"] == "K001"
    assert stage.ask("lease_numbers", "kiosk-1")["result"]["first"] > later["last"]


def test_a_restored_hub_that_does_not_know_it_ends(stage, tmp_path):
    """Its clients have heard newer ones and would not believe a word of it."""
    stage.kill()
    shutil.copy(stage.folder / "sued.sqlite", tmp_path / "copy.sqlite")
    for _ in range(2):
        stage.start(instance="before")
        stage.kill()
    shutil.copy(tmp_path / "copy.sqlite", stage.folder / "sued.sqlite")

    with pytest.raises(Outdated, match="--restored"):
        stage.start(instance="after")


@pytest.mark.parametrize("age_s", [25 * 3600, 1e12, 1e27])
def test_a_slip_of_another_day_never_ends_the_hub(stage, age_s):
    """However long ago its kiosk says that it was."""
    assert tell(stage, age_s)["error"]["code"] == "day_over"
    assert tell(stage, 0)["ok"]


def two_slips_of_one_booking(stage):
    """Show a code at a kiosk twice while there is no hub; gives the tokens of the slips."""
    booking = Booking(code="7K2M-9BXC", zone="sued", service="advice", starts_at=stage.now)
    stage.kill()
    stage.start((booking,))
    tokens = TOKEN, "b" * 26
    for token, number in zip(tokens, ("K001", "X7K2M"), strict=True):
        stage.ask(
            "check_in", "kiosk-1", code=booking.code, token=token, number=number, ttl_ms=None,
            printed_at="2026-11-23T08:00:00Z",
        )  # fmt: skip
    return tokens


def test_both_slips_of_one_booking_have_a_page(stage):
    """Whoever looks at the second one sees the first one's ticket."""
    tokens = two_slips_of_one_booking(stage)

    assert {stage.view(f"view/ticket/{token}")["number"] for token in tokens} == {"K001"}


@pytest.mark.parametrize("restarted", [True, False])
def test_the_pages_of_both_slips_end_with_their_day(stage, restarted):
    """They say so for a day, and then the broker forgets them; also if the hub was not there."""
    pages = [f"view/ticket/{token}" for token in two_slips_of_one_booking(stage)]
    for _ in range(2):
        told = [stage.view(page) for page in pages]
        stage.later(days=1)
        if restarted:
            stage.kill()
            stage.start()
        stage.ask("open_counter", counter="1")

    assert [page.get("gone") for page in told] == [True, True]
    assert not {f"wm/sued/{page}" for page in pages} & set(stage.broker.retained)


def test_a_hub_hears_what_it_listens_to(stage):
    """Its rights on the broker let it read all that it opens, its rivals' word among it."""
    readable = rights_of_hub("sued").read

    assert "wm/sued/hub" in stage.connection._filters
    assert set(stage.connection._filters) <= set(readable)


@pytest.mark.parametrize("payload", [b"", b"null", b'{"generation": "x"}'])
def test_nonsense_in_the_hubs_name_ends_no_hub(stage, payload):
    """Whoever clears what a broker keeps sends exactly that."""
    stage.client.publish("wm/sued/hub", payload, retain=True)
    stage.home.advance(1)

    assert stage.walk_in()["ok"]
    assert stage.room.tickets


def test_a_hub_whose_clock_was_set_back_takes_slips(stage):
    """It keeps the day that it has opened, and nobody is sent away for it."""
    stage.later(days=-2)

    assert tell(stage, 1)["ok"]


def test_who_was_not_allowed_may_be_once_the_zone_is_mended(stage):
    """A refusal by who asks is not remembered: nothing was decided."""
    slip = LEASED | {"printed_at": "2001-01-01T00:00:00Z", "id": "one"}
    before = stage.ask("issue_ticket", "counter-1", **slip)
    stage.kill()
    zone = stage.zone.model_dump(mode="json")
    for device in zone["devices"]:
        device["role"] = "kiosk"
    stage.zone = Zone.model_validate(zone)
    stage.start()

    assert before["error"]["code"] == "not_allowed"
    assert stage.ask("issue_ticket", "counter-1", **slip)["ok"]
