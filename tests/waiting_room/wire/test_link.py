import logging

from waiting_room.rules.commands import CallNext
from waiting_room.rules.events import TicketCalled
from waiting_room.wire.link import LinkState
from waiting_room.wire.messages import Expect
from waiting_room.wire.views import BoardView, CounterView

WHY = {"code": "longest", "since": "2026-11-23T07:50:00Z"}


def test_a_command_is_repeated_with_the_same_id_until_it_is_answered(scene):
    """Repeats carry one id and a growing age; the answer ends them and arrives once."""
    replies = []
    id = scene.link.ask(CallNext(counter="1"), replies.append)
    scene.home.advance(1.1)
    scene.say("reply/counter-1", id=id, ok=True, seq=7, result={"number": "K001"})
    scene.say("reply/counter-1", id=id, ok=True, seq=7, result={"number": "K001"})
    scene.home.advance(10)

    assert [c["id"] for c in scene.commands] == [id] * 3
    assert [c["age_ms"] for c in scene.commands] == [0, 500, 1000]
    assert [r.result["number"] for r in replies] == ["K001"]


def test_each_attempt_says_what_the_hubs_clock_shows(scene):
    """The hub's time of its newest beat goes on with this program's own steady clock."""
    scene.link.ask(CallNext(counter="1"), lambda reply: None)
    at = "2026-11-23T08:00:00Z"
    scene.say("hub", generation=1, instance="i", up=True, schema_version=1, at=at)
    scene.home.advance(0.6)

    assert [c.get("sent_at") for c in scene.commands] == [None, "2026-11-23T08:00:00.500000+00:00"]


def test_a_device_says_every_second_that_it_is_there(scene):
    """While it is connected, and not after it has ended."""
    scene.broker.stop()
    scene.home.advance(5)
    scene.broker.start()
    scene.home.advance(0.5)
    scene.sent.clear()
    scene.home.advance(10)
    scene.link.close()
    scene.home.advance(10)

    said = [body["online"] for topic, body in scene.sent if "/online/" in topic]
    assert said == [True] * 10 + [False]


def test_an_asker_who_may_be_asked_twice_gives_the_id(scene):
    """The same press made again travels under the same id, so that the hub does it once."""
    for seq in (7, 7):
        assert scene.link.ask(CallNext(counter="1"), lambda reply: None, id="press-1") == "press-1"
        scene.say("reply/counter-1", id="press-1", ok=True, seq=seq)

    assert [c["id"] for c in scene.commands] == ["press-1", "press-1"]


def test_an_unanswered_command_ends_with_a_clear_no(scene):
    """After its time to live the asker is told, and nothing more is sent."""
    replies = []
    scene.link.ask(CallNext(counter="1"), replies.append, ttl_s=2)
    scene.home.advance(60)

    assert [r.error.code for r in replies] == ["no_answer"]
    assert all(c["age_ms"] <= c["ttl_ms"] == 2000 for c in scene.commands)


def test_nothing_asked_in_an_outage_fires_later(scene):
    """A press while the broker is away is not kept and sent minutes afterwards."""
    replies = []
    scene.broker.stop()
    scene.home.advance()
    scene.link.ask(CallNext(counter="1"), replies.append)
    scene.home.advance(60)
    scene.broker.start()
    scene.home.advance(60)

    assert scene.commands == []
    assert [r.error.code for r in replies] == ["no_answer"]


def test_a_short_outage_is_bridged(scene):
    """A command asked just before the broker comes back is sent then, with its age."""
    scene.broker.stop()
    scene.home.advance()
    scene.link.ask(CallNext(counter="1"), lambda reply: None)
    scene.home.advance(1.2)
    scene.broker.start()
    scene.home.advance(0.5)

    assert [c["age_ms"] for c in scene.commands] == [1500]


def test_what_the_asker_expects_travels_with_the_command(scene):
    """The hub can see which ticket the clerk meant."""
    scene.link.ask(CallNext(counter="1"), lambda r: None, expect=Expect(ticket="K001"))
    scene.home.advance()

    assert scene.commands[0]["expect"] == {"ticket": "K001"}


def test_an_older_view_never_replaces_a_newer_one(scene):
    """A late message with a lower generation or seq is dropped."""
    boards = []
    scene.link.watch(BoardView, lambda key, board: boards.append(board.next))
    for generation, seq, number in ((1, 5, "K005"), (1, 4, "K004"), (1, 5, "K055"), (2, 1, "K201")):
        scene.say("view/board", generation=generation, seq=seq, calls=[], next=[number])

    assert boards == [("K005",), ("K055",), ("K201",)]


def test_all_of_a_keyed_view_can_be_followed(scene):
    """With + as a key, each counter's view comes with its key; one that has ended is None."""
    seen = []
    scene.link.watch(CounterView, lambda key, view: seen.append((key, view and view.status)), "+")
    body = {"counter": "2", "status": "open", "reason": "", "ticket": None, "next": None,
            "waiting": 0, "line": [], "held": [], "missed": []}  # fmt: skip
    scene.say("view/counter/2", generation=1, seq=1, **body)
    scene.say("view/counter/2", generation=1, seq=2, gone=True)

    assert seen == [("2", "open"), ("2", None)]


def test_a_view_may_have_fields_that_are_not_known_yet(scene):
    """A newer hub may say more; an unreadable view is logged and changes nothing."""
    boards = []
    scene.link.watch(BoardView, lambda key, board: boards.append(board))
    scene.say("view/board", generation=1, seq=1, calls=[], next=[], colour="red")
    assert len(boards) == 1


def test_an_unreadable_view_is_logged_and_changes_nothing(scene, caplog):
    """A message that does not fit does not end the program."""
    boards = []
    scene.link.watch(BoardView, lambda key, board: boards.append(board))
    with caplog.at_level(logging.WARNING):
        scene.say("view/board", generation=1, seq=1, calls="many")

    assert boards == []
    assert "older than its hub" in caplog.text


def test_moments_are_heard(scene):
    """An announced call reaches whoever plays it."""
    calls = []
    scene.link.hear(TicketCalled, calls.append)
    body = {"number": "K001", "counter": "1", "calls": 1, "language": "de", "why": WHY}
    scene.say("event/ticket_called", seq=3, at="2026-11-23T08:00:00Z", **body)

    assert calls[0].number == "K001"


def test_a_moment_is_played_once_and_only_while_it_is_one(scene):
    """What a broker sends again after an outage, or too late, is not played."""
    calls = []
    scene.link.hear(TicketCalled, calls.append)
    body = {"number": "K001", "counter": "1", "calls": 1, "language": "de", "why": WHY}
    scene.say("hub", generation=1, instance="i", up=True, schema_version=1,
              at="2026-11-23T08:00:20Z")  # fmt: skip
    for seq, at in ((3, "08:00:15"), (3, "08:00:15"), (4, "08:00:05"), (5, "08:00:21")):
        scene.say("event/ticket_called", seq=seq, at=f"2026-11-23T{at}Z", **body)

    assert len(calls) == 2


def test_calls_of_a_restored_hub_are_played(scene):
    """Its journal counts on from an earlier event than the wall has heard."""
    calls = []
    scene.link.hear(TicketCalled, calls.append)
    body = {"number": "K001", "counter": "1", "calls": 1, "language": "de", "why": WHY}
    scene.beat()
    scene.say("event/ticket_called", seq=500, at="2026-11-23T08:00:00Z", **body)
    scene.say("hub", generation=1001, instance="j", up=True, schema_version=1, seq=400)
    scene.say("event/ticket_called", seq=401, at="2026-11-23T08:01:00Z", **body)

    assert len(calls) == 2


def test_a_command_says_when_it_was_sent_by_the_hubs_clock(scene):
    """Of the last beats the one that came fastest counts; before any there is nothing to say."""
    scene.link.ask(CallNext(counter="1"), lambda reply: None)
    scene.home.advance(0.1)
    for at in ("08:00:00", "08:00:01"):  # the second one came a second late
        scene.say("hub", generation=1, instance="i", up=True, schema_version=1,
                  at=f"2026-11-23T{at}Z")  # fmt: skip
        scene.home.advance(2)
    scene.link.ask(CallNext(counter="2"), lambda reply: None)
    scene.home.advance()

    assert "sent_at" not in scene.commands[0]
    assert scene.commands[-1]["sent_at"] == "2026-11-23T08:00:04+00:00"


def test_the_state_follows_broker_and_hub(scene):
    """No hub, up, no hub after three missed beats, no broker, and up again."""
    scene.beat()
    scene.home.advance(8)
    scene.beat()
    scene.broker.stop()
    scene.home.advance()
    scene.broker.start()
    scene.home.advance()
    scene.beat()

    assert scene.states == [
        LinkState.NO_BROKER, LinkState.NO_HUB, LinkState.UP, LinkState.NO_HUB, LinkState.UP,
        LinkState.NO_BROKER, LinkState.NO_HUB, LinkState.UP,
    ]  # fmt: skip


def test_a_hub_that_says_goodbye_is_believed_at_once(scene):
    """The last will ends the state without waiting for beats."""
    scene.beat()
    scene.beat(up=False)

    assert scene.link.state is LinkState.NO_HUB


def test_the_voice_of_an_old_hub_is_not_heard(scene):
    """A hub of a lower generation cannot make a program believe it."""
    scene.beat(generation=5)
    scene.beat(generation=4, up=False)

    assert scene.link.state is LinkState.UP


def test_presence_is_said_at_each_connect_and_at_the_end(scene):
    """Online with the nonce after each connect; offline on close, and by last will."""
    scene.link.close()
    scene.home.advance()
    said = [body for topic, body in scene.sent if topic == "wm/sued/online/counter-1"]

    assert said == [{"online": True, "nonce": "n1"}, {"online": False, "nonce": "n1"}]


def test_a_death_without_a_word_is_told_by_the_broker(scene):
    """The last will says offline with the same nonce."""
    scene.connection.die()
    scene.home.advance()

    assert scene.sent[-1] == ("wm/sued/online/counter-1", {"online": False, "nonce": "n1"})
