import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from waiting_room.hub.store import StoreError
from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import Zone

MONDAY = date(2026, 11, 23)


def test_a_ticket_is_answered_with_its_number_and_place(stage):
    """The reply says the number, who is ahead and how long it takes."""
    stage.walk_in()
    reply = stage.walk_in()

    assert reply["ok"]
    assert reply["result"]["number"] == "K002"
    assert reply["result"]["ahead"] == 1
    low, high = reply["result"]["wait_s"]
    assert low <= 9 * 60 <= high < 30 * 60


def test_a_repeated_command_gets_its_first_reply_and_happens_once(stage):
    """The same id twice: one ticket, the same words."""
    token = "a" * 26
    first = stage.ask("issue_ticket", "kiosk-1", id="x", service="question", token=token)
    again = stage.ask(
        "issue_ticket", "kiosk-1", id="x", age_ms=800, service="question", token=token
    )

    assert again == first
    assert len(stage.room.tickets) == 1


def test_a_repeated_command_gets_its_first_reply_after_a_restart(stage):
    """A hub that died after its answer was lost gives the same answer again."""
    token = "a" * 26
    first = stage.ask("issue_ticket", "kiosk-1", id="x", service="question", token=token)
    stage.kill()
    stage.start()

    again = stage.ask("issue_ticket", "kiosk-1", id="x", service="question", token=token)

    assert again == first
    assert len(stage.room.tickets) == 1


def test_a_refusal_is_repeated_too(stage):
    """What was refused once stays refused, even if it would be possible now."""
    first = stage.ask("call_next", id="x", counter="1")
    stage.walk_in()

    assert first["error"]["code"] == "nobody_waiting"
    assert stage.ask("call_next", id="x", counter="1") == first


def test_two_clients_may_use_the_same_id(stage):
    """An id belongs to its sender."""
    one = stage.ask("issue_ticket", "kiosk-1", id="x", service="question", token="a" * 26)
    two = stage.ask("issue_ticket", "kiosk-2", id="x", service="question", token="b" * 26)

    assert [one["result"]["number"], two["result"]["number"]] == ["K001", "L001"]


def test_a_repeat_in_the_same_batch_happens_once(stage):
    """Two copies that arrive together are one command."""
    payload = json.dumps({"id": "x", "service": "question", "token": "a" * 26}).encode()
    topic = "wm/sued/command/kiosk-1/issue_ticket"

    stage.hub.heard([(topic, payload), (topic, payload)])
    stage.home.advance(0.2)

    assert len(stage.room.tickets) == 1
    assert stage.replies[-1] == stage.replies[-2]


def commands(*asked):
    """Write several commands as they arrive together."""
    return [
        (f"wm/sued/command/{client}/{name}", json.dumps({"id": f"{place}"} | fields).encode())
        for place, (client, name, fields) in enumerate(asked)
    ]


def test_each_command_of_a_batch_is_a_press_of_its_own(stage):
    """Finish and Next that arrive together are two presses: one undo takes back the call alone."""
    for _ in range(2):
        stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.later(seconds=5)

    here = {"counter": "1"}
    presses = [("counter-1", name, here) for name in ("finish_serving", "call_next")]
    stage.hub.heard(commands(*presses))
    stage.home.advance(0.2)
    stage.ask("undo", counter="1")

    assert stage.room.tickets["K001"].status == "finished"
    assert stage.room.tickets["K002"].status == "waiting"


def test_whoever_comes_first_within_a_batch_is_called_first(stage):
    """Two kiosks give out tickets in the same instant: the order is theirs, not their letters'."""
    asked = [
        (kiosk, "issue_ticket", {"service": "question", "token": token * 26})
        for kiosk, token in (("kiosk-2", "a"), ("kiosk-1", "b"))
    ]
    stage.hub.heard(commands(*asked))
    stage.home.advance(0.2)

    assert stage.ask("call_next", counter="1")["result"]["number"] == "L001"


def test_an_expired_command_does_nothing(stage):
    """A call that is older than it may get is not carried out."""
    stage.walk_in()
    reply = stage.ask("call_next", counter="1", age_ms=5001, ttl_ms=5000)

    assert reply["error"]["code"] == "expired"
    assert stage.view("view/board")["calls"] == []


@pytest.mark.parametrize("restarted", [False, True])
def test_an_expired_command_may_be_asked_again_in_time(stage, restarted):
    """The refusal was of that moment; the same command is carried out once, when it is fresh."""
    stage.walk_in()
    call = {"id": "x", "counter": "1", "ttl_ms": 5000}
    stage.ask("call_next", age_ms=5001, **call)
    if restarted:
        stage.kill()
        stage.start()

    assert stage.ask("call_next", **call)["result"]["number"] == "K001"


def test_only_what_is_on_paper_has_no_limit(stage):
    """A call without a time to live is refused: whoever asked may be gone for long."""
    assert stage.ask("call_next", counter="1", ttl_ms=None)["error"]["code"] == "expired"


@pytest.mark.parametrize(
    ("name", "payload", "code"),
    [
        ("call_next", b"\xff\x00 no json", "not_json"),
        ("call_next", b"", "not_json"),
        ("call_next", b"[1, 2]", "wrong_fields"),
        ("call_next", b'{"id": "x"}', "wrong_fields"),
        ("call_next", b'{"id": "x", "counter": 1}', "wrong_fields"),
        ("call_next", b'{"id": "x", "counter": "1", "more": 1}', "wrong_fields"),
        ("call_next", b'{"id": "x", "counter": "1", "age_ms": -1}', "wrong_fields"),
        ("call_next", b'{"counter": "1"}', "wrong_fields"),
        ("call_next", b'{"id": "' + b"x" * 20_000 + b'"}', "too_large"),
        ("fly_away", b'{"id": "x"}', "unknown_command"),
        ("open_day", b'{"id": "x"}', "unknown_command"),
    ],
)
def test_what_is_no_command_is_refused_and_counted(stage, name, payload, code):
    """Each kind of nonsense gets its own clear answer, and the hub goes on."""
    reply = stage.send("counter-1", name, payload)

    assert reply["ok"] is False
    assert reply["error"]["code"] == code
    stage.home.advance(3)
    assert stage.view("view/health")["refused"][code] == 1
    assert stage.walk_in()["ok"]


def test_a_wrong_field_is_named_and_the_id_comes_back(stage):
    """The sender can tell which message was wrong, and where."""
    reply = stage.send("counter-1", "call_next", b'{"id": "x", "counter": "1", "colour": "red"}')

    assert reply["id"] == "x"
    assert "colour" in reply["error"]["text"]


@pytest.mark.parametrize("client", ["kiosk-1", "wall-1", "stranger"])
def test_only_counters_call(stage, client):
    """A kiosk, a wall or a stranger may not call anybody."""
    assert stage.ask("call_next", client, counter="1")["error"]["code"] == "not_allowed"


def test_a_crossing_action_is_a_conflict(stage):
    """Who acts on a ticket that has moved on in the meantime is told so."""
    stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.ask("mark_no_show", counter="1")

    reply = stage.ask("start_serving", counter="1", expect={"ticket": "K001", "status": "called"})

    assert reply["error"]["code"] == "conflict"


def test_what_was_expected_goes_through(stage):
    """An action on the ticket as it stands is carried out."""
    stage.walk_in()
    stage.ask("call_next", counter="1")

    assert stage.ask("start_serving", counter="1", expect={"ticket": "K001", "status": "called"})[
        "ok"
    ]


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


def test_views_are_published_again_after_the_broker_forgot(stage):
    """A broker that comes back empty is filled again at once."""
    stage.walk_in()
    stage.broker.stop()
    stage.broker.start()
    stage.home.advance(0.1)

    assert stage.view("view/lines")["services"][2]["waiting"] == 1
    assert stage.view("view/zone")["id"] == "sued"
    assert stage.view("view/device/kiosk-1")["printer"] == "network:10.0.0.21:9100"


def test_a_call_is_announced_as_a_moment_and_stands_on_the_board(stage):
    """The wall hears the call once and sees it in its view."""
    stage.walk_in(language="ar")
    stage.heard.clear()
    stage.ask("call_next", counter="1")

    moments = [body for topic, body in stage.heard if topic == "wm/sued/event/ticket_called"]
    assert [m["number"] for m in moments] == ["K001"]
    assert moments[0]["language"] == "ar"
    assert stage.view("view/board")["calls"][0]["number"] == "K001"
    assert stage.view("view/board")["seq"] == moments[0]["seq"]


def test_the_public_sees_numbers_and_counts_only(stage):
    """Neither tokens nor languages of waiting people reach the public topics."""
    reply = stage.walk_in()

    waits = json.dumps(stage.view("public/waits"))
    assert reply["result"]["token"] not in waits
    stage.ask("call_next", counter="1")
    assert "language" not in json.dumps(stage.view("public/calls"))
    assert set(stage.view("public/waits")["services"][0]) == {
        "id", "name", "open", "closed_code", "opens_at", "waiting", "wait_s"
    }  # fmt: skip


def test_each_tickets_holder_has_a_view_by_token(stage):
    """The page behind the slip's code follows the ticket."""
    token = stage.walk_in()["result"]["token"]
    stage.ask("call_next", counter="1")
    stage.home.advance(0.1)

    assert stage.view(f"view/ticket/{token}")["counter"] == "1"


def test_a_new_day_ends_the_views_of_yesterdays_tickets(stage):
    """At the roll-over the tickets are closed and their pages are gone."""
    token = stage.walk_in()["result"]["token"]
    stage.later(days=1)
    stage.home.advance(3)

    assert stage.view(f"view/ticket/{token}")["gone"] is True
    assert stage.room.tickets == {}
    stage.ask("open_counter", counter="1")
    assert stage.walk_in()["result"]["number"] == "K001"

    stage.later(days=1)
    stage.home.advance(3)
    assert f"wm/sued/view/ticket/{token}" not in stage.broker.retained


def test_a_hub_that_starts_on_a_new_day_ends_yesterdays_views_too(stage):
    """Also when no hub was there at the roll-over."""
    token = stage.walk_in()["result"]["token"]
    stage.kill()
    stage.later(days=1)
    stage.start()

    assert stage.view(f"view/ticket/{token}")["gone"] is True


def test_who_is_called_before_is_counted_across_the_lines_of_a_counter(stage):
    """Twenty people with papers are due before one question: its visitor is not the next."""
    for _ in range(20):
        stage.walk_in("hand-in-documents")
    stage.later(seconds=5)
    stage.home.advance(2)
    lines = {line["id"]: line for line in stage.view("view/lines")["services"]}
    reply = stage.walk_in("question")

    assert lines["question"]["waiting"] == 0
    assert lines["question"]["ahead"] == reply["result"]["ahead"] == 20
    assert reply["result"]["wait_s"] == lines["question"]["wait_s"]


def test_who_did_not_come_stays_in_sight(stage):
    """A no-show is shown to every counter, however many calls follow."""
    stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.ask("mark_no_show", counter="1")
    for _ in range(15):
        stage.walk_in()
        stage.ask("call_next", counter="1")
        stage.ask("finish_serving", counter="1")
    stage.home.advance(0.1)

    assert [one["number"] for one in stage.view("view/counter/2")["missed"]] == ["K001"]


def test_a_hub_that_was_told_to_end_does_nothing_more(stage):
    """A command that was on its way, and the next beat, no longer make it fail."""
    token = "a" * 26
    payload = json.dumps({"id": "late", "service": "question", "token": token}).encode()
    stage.client.publish("wm/sued/command/kiosk-1/issue_ticket", payload)
    stage.hub.close()
    stage.home.advance(3)

    assert stage.view("hub")["up"] is False
    assert stage.room.tickets == {}


def test_what_a_closed_counter_left_on_hold_is_shown_to_all(stage):
    """Whoever was set aside is not forgotten when the clerk goes home."""
    stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.ask("hold_ticket", counter="1", reason="a note for clerks")
    stage.ask("close_counter", counter="1")
    stage.home.advance(0.1)

    assert [one["number"] for one in stage.view("view/counter/2")["held"]] == ["K001"]


def test_who_is_on_hold_is_shown_at_the_counter_that_knows_why(stage):
    """As long as it is open, others have nothing to do with it."""
    stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.ask("hold_ticket", counter="1")
    stage.home.advance(0.1)

    assert [one["number"] for one in stage.view("view/counter/1")["held"]] == ["K001"]
    assert stage.view("view/counter/2")["held"] == []


def test_a_clerks_note_is_not_for_the_tickets_holder(stage):
    """What a clerk writes stays among clerks."""
    token = stage.walk_in()["result"]["token"]
    stage.ask("call_next", counter="1")
    stage.ask("hold_ticket", counter="1", reason="a note for clerks")
    stage.home.advance(0.1)

    assert "a note for clerks" not in json.dumps(stage.view(f"view/ticket/{token}"))
    assert stage.view("view/counter/1")["held"][0]["note"] == "a note for clerks"


def test_a_used_token_is_refused_and_the_hub_goes_on(stage):
    """A token of today or of another day never ends the hub."""
    token = stage.walk_in()["result"]["token"]
    reply = stage.ask("issue_ticket", "kiosk-2", service="question", token=token)
    assert reply["error"]["code"] == "token_used"
    stage.later(days=1)

    assert stage.ask("issue_ticket", "kiosk-2", service="question", token=token)["ok"]


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
    assert stage.store.check_chain() > 0
    assert stage.store.open_tickets(MONDAY) == []


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
    from waiting_room.hub.store import Store

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


def test_devices_tell_how_they_are(stage):
    """A printer without paper is seen in the health view within a beat."""
    stage.ask("report_device", "kiosk-1", parts={"printer": "paper_end"})
    stage.home.advance(2.5)

    kiosk = stage.view("view/health")["devices"][0]
    assert kiosk["parts"] == {"printer": "paper_end"}


def test_an_old_last_will_does_not_end_a_new_life(stage):
    """A device that came back stays online when its old connection's will arrives late."""
    topic = "wm/sued/online/kiosk-1"
    for online, nonce in ((True, "old"), (True, "new"), (False, "old")):
        stage.client.publish(topic, json.dumps({"online": online, "nonce": nonce}).encode())
    stage.home.advance(3)
    assert stage.view("view/health")["devices"][0]["online"] is True

    stage.client.publish(topic, b'{"online": false, "nonce": "new"}')
    stage.home.advance(3)
    assert stage.view("view/health")["devices"][0]["online"] is False


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
