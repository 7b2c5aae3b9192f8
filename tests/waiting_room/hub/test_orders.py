import json

import pytest


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

    assert again == first | {"generation": 2}
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


def test_two_copies_of_one_press_call_one_visitor(stage):
    """Also when both arrive in one batch, and two visitors wait."""
    for _ in range(2):
        stage.walk_in()
    (press,) = commands(("counter-1", "call_next", {"counter": "1"}))
    stage.hub.heard([press, press])
    stage.home.advance(0.2)

    assert stage.replies[-1] == stage.replies[-2]
    assert [stage.room.tickets[number].status for number in ("K001", "K002")] == [
        "called",
        "waiting",
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

    assert (reply["ok"], reply["generation"]) == (False, 1)
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


def test_a_used_token_is_refused_and_the_hub_goes_on(stage):
    """A token of today or of another day never ends the hub."""
    token = stage.walk_in()["result"]["token"]
    reply = stage.ask("issue_ticket", "kiosk-2", service="question", token=token)
    assert reply["error"]["code"] == "token_used"
    stage.later(days=1)

    assert stage.ask("issue_ticket", "kiosk-2", service="question", token=token)["ok"]


def test_a_lease_that_is_refused_is_not_kept(stage):
    """A kiosk asks on and on: nothing is written for it, and the same question may get one."""
    stage.room.last_number["K"] = 99_999
    assert stage.ask("lease_numbers", "kiosk-1", id="x")["error"]["code"] == "numbers_used_up"
    assert stage.store.replies.first({("kiosk-1", "x")}) == {}
    stage.room.last_number["K"] = 0

    first = stage.ask("lease_numbers", "kiosk-1", id="x")

    assert first["ok"]
    assert stage.ask("lease_numbers", "kiosk-1", id="x") == first


def test_a_ticket_that_is_refused_stays_refused(stage):
    """A visitor who was told that the numbers are used up gets none behind their back."""
    stage.room.last_number["K"] = 99_999
    ask = {"id": "x", "service": "question", "token": "a" * 26}
    first = stage.ask("issue_ticket", "kiosk-1", **ask)
    assert first["error"]["code"] == "numbers_used_up"
    stage.room.last_number["K"] = 0

    assert stage.ask("issue_ticket", "kiosk-1", **ask) == first
    assert not stage.room.tickets
