from datetime import UTC, datetime, timedelta

import pytest

from waiting_room.rules.commands import CallNext
from waiting_room.wire.messages import Expect


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
    scene.beat()
    scene.say("hub", generation=1, instance="i", up=True, schema_version=1, at=at)
    scene.home.advance(0.6)

    assert [c.get("sent_at") for c in scene.commands] == [None, "2026-11-23T08:00:00.500000+00:00"]


def test_what_never_expires_is_asked_once_the_hubs_time_is_sure(scene):
    """A slip stands in line by when it was printed; a press of a clerk does not wait for that."""
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    scene.beat()
    for beat, more_s in enumerate((0, 4, 6)):
        told = {"generation": 1, "instance": "i", "up": True, "schema_version": 1, "beat": 9 + beat}
        scene.say("hub", at=(at + timedelta(seconds=more_s)).isoformat(), **told)
        if beat == 0:
            scene.link.ask(CallNext(counter="1"), lambda reply: None, ttl_s=None, id="slip")
            scene.link.ask(CallNext(counter="1"), lambda reply: None, id="press")
            scene.home.advance()
        scene.home.advance(2)

    slips = [c for c in scene.commands if c["id"] == "slip"]
    assert scene.commands[0]["id"] == "press"
    assert (slips[0]["age_ms"], slips[0]["sent_at"]) == (4500, "2026-11-23T08:00:06.500000+00:00")


def test_an_age_is_told_anew_at_each_attempt(scene):
    """Whoever knows it by the hub's time knows it better with each beat."""
    ages = iter((40.0, 3.0, 3.5))
    scene.beat()
    scene.link.ask(CallNext(counter="1"), lambda reply: None, ttl_s=60, age_s=lambda: next(ages))
    scene.home.advance(1.1)
    assert [c["age_ms"] for c in scene.commands] == [40_000, 3000, 3500]


def test_an_answer_of_an_earlier_life_is_none(scene):
    """Its disk may be gone: the question is asked on until the hub that is there answers."""
    replies = []
    scene.beat(generation=2)
    id = scene.link.ask(CallNext(counter="1"), replies.append)
    scene.say("reply/counter-1", generation=1, id=id, ok=True, seq=7, result={"number": "K001"})
    scene.home.advance(0.5)
    assert replies == []
    assert [c["id"] for c in scene.commands] == [id] * 2

    scene.say("reply/counter-1", generation=2, id=id, ok=True, seq=3, result={"number": "K002"})
    assert [r.result["number"] for r in replies] == ["K002"]


def test_an_answer_of_a_newer_hub_is_read(scene):
    """What it says besides is left alone."""
    replies = []
    id = scene.link.ask(CallNext(counter="1"), replies.append)
    error = {"code": "busy", "text": "Busy.", "hint": "more"}
    scene.say("reply/counter-1", id=id, ok=False, error=error, colour="green")
    assert [r.error.code for r in replies] == ["busy"]


def test_an_answer_may_be_there_before_the_first_beat_of_its_life(scene):
    """A hub that has just begun answers what was asked before anybody knows of it."""
    replies = []
    scene.beat(generation=2)
    id = scene.link.ask(CallNext(counter="1"), replies.append)
    scene.say("reply/counter-1", generation=3, id=id, ok=True, seq=7)
    assert len(replies) == 1


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


def test_a_command_says_when_it_was_sent_by_the_hubs_clock(scene):
    """Of the last beats the one that came fastest counts; before any there is nothing to say."""
    scene.link.ask(CallNext(counter="1"), lambda reply: None)
    scene.home.advance(0.1)
    scene.beat()
    for at in ("08:00:00", "08:00:01"):  # the second one came a second late
        scene.say("hub", generation=1, instance="i", up=True, schema_version=1,
                  at=f"2026-11-23T{at}Z")  # fmt: skip
        scene.home.advance(2)
    scene.link.ask(CallNext(counter="2"), lambda reply: None)
    scene.home.advance()

    assert "sent_at" not in scene.commands[0]
    assert scene.commands[-1]["sent_at"] == "2026-11-23T08:00:04+00:00"


def test_what_is_asked_again_after_its_answer_is_repeated_by_itself_alone(scene):
    """The repeats of the first time end with its answer, or each press would double them."""
    scene.link.ask(CallNext(counter="1"), lambda reply: None, id="press-1")
    scene.home.advance(0.3)
    scene.say("reply/counter-1", id="press-1", ok=True, seq=7)
    scene.link.ask(CallNext(counter="1"), lambda reply: None, id="press-1")
    scene.home.advance(1.2)

    assert [c["age_ms"] for c in scene.commands] == [0, 0, 500, 1000]


def test_an_asker_may_ask_the_same_again_in_its_answer(scene):
    """What was answered by a life of the hub that is over is told the next one at once."""
    asked = []

    def ask(reply=None):
        if len(asked) < 3:
            asked.append(reply)
            scene.link.ask(CallNext(counter="1"), ask, id="press-1")

    ask()
    scene.home.advance(0.1)
    scene.say("reply/counter-1", id="press-1", ok=True, seq=7)
    scene.say("reply/counter-1", id="press-1", ok=True, seq=7)
    scene.home.advance(0.6)

    assert [c["age_ms"] for c in scene.commands] == [0, 0, 0, 500]


def test_an_id_that_waits_for_its_answer_is_not_asked_a_second_time(scene):
    """Two askers of one id would share one answer: that is a fault of the program."""
    scene.link.ask(CallNext(counter="1"), lambda reply: None, id="press-1")

    with pytest.raises(AssertionError, match="only after its answer"):
        scene.link.ask(CallNext(counter="1"), lambda reply: None, id="press-1")
    scene.home.advance(0.6)
    assert [c["age_ms"] for c in scene.commands] == [0, 500]
