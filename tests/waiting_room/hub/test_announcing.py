import json


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


def test_what_a_closed_counter_left_on_hold_is_shown_to_all(stage):
    """Whoever was set aside is not forgotten when the clerk goes home."""
    stage.walk_in()
    stage.ask("call_next", counter="1")
    stage.ask("hold_ticket", counter="1", reason="a note for clerks")
    stage.ask("close_counter", counter="1")
    stage.home.advance(0.1)

    assert [one["number"] for one in stage.view("view/counter/2")["held"]] == ["K001"]


def test_a_clerks_note_is_not_for_the_tickets_holder(stage):
    """What a clerk writes stays among clerks."""
    token = stage.walk_in()["result"]["token"]
    stage.ask("call_next", counter="1")
    stage.ask("hold_ticket", counter="1", reason="a note for clerks")
    stage.home.advance(0.1)

    assert "a note for clerks" not in json.dumps(stage.view(f"view/ticket/{token}"))
    assert stage.view("view/counter/1")["held"][0]["note"] == "a note for clerks"


def test_devices_tell_how_they_are(stage):
    """A printer without paper is seen in the health view within a beat."""
    stage.ask("report_device", "kiosk-1", parts={"printer": "paper_end"})
    stage.home.advance(2.5)

    kiosk = stage.view("view/health")["devices"][0]
    assert kiosk["parts"] == {"printer": "paper_end"}


def test_nobody_is_there_after_a_broker_that_forgot(stage):
    """Who has gone while it was away has no last will: only who says so again is there."""
    for kiosk in ("kiosk-1", "counter-1"):
        topic = f"wm/sued/online/{kiosk}"
        stage.client.publish(topic, b'{"online": true, "nonce": "n"}', retain=True)
    stage.home.advance(3)
    stage.broker.stop()
    stage.home.advance(1)
    stage.broker.start()
    stage.client.publish("wm/sued/online/counter-1", b'{"online": true, "nonce": "n"}')
    stage.home.advance(3)

    devices = stage.view("view/health")["devices"]
    assert [device["id"] for device in devices if device["online"]] == ["counter-1"]


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


def test_a_device_whose_cable_was_cut(stage):
    """Who says nothing for four seconds is gone, whatever the broker thinks, and back at a word."""
    topic, here = "wm/sued/online/kiosk-1", b'{"online": true, "nonce": "n"}'
    shown = []
    for word in (True, True, False, False, False, False, True):
        if word:
            stage.client.publish(topic, here)
        stage.home.advance(1.0)
        shown.append(stage.view("view/health")["devices"][0]["online"])

    assert shown == [True, True, True, True, False, False, True]


def test_whoever_connects_hears_at_once_that_the_hub_lives(stage):
    """What the broker has kept proves nothing, so the hub beats once more for a newcomer."""
    stage.home.advance(2)
    for connection, beats in ((1, 1), (1, 0), (2, 1)):  # a broker that was away makes it the second
        stage.heard.clear()
        said = {"online": True, "nonce": "n", "connection": connection}
        stage.hub.heard([("wm/sued/online/kiosk-1", json.dumps(said).encode())])
        stage.home.advance()
        assert [topic for topic, _ in stage.heard].count("wm/sued/hub") == beats
