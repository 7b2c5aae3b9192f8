import json
from datetime import UTC, datetime

from waiting_room.rules.events import TicketCalled
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome
from waiting_room.wire.moments import Moments
from waiting_room.wire.topics import Topics

WHY = {"code": "longest", "since": "2026-11-23T07:50:00Z"}


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
    scene.beat()
    scene.say("hub", generation=1, instance="i", up=True, schema_version=1,
              at="2026-11-23T08:00:20Z")  # fmt: skip
    for seq, at in ((3, "08:00:15"), (3, "08:00:15"), (4, "08:00:05"), (5, "08:00:21")):
        scene.say("event/ticket_called", seq=seq, at=f"2026-11-23T{at}Z", **body)

    assert len(calls) == 2


def test_a_call_of_before_a_cut_is_late_as_soon_as_the_cable_is_back(scene):
    """The hub's time goes on while it is not heard."""
    calls = []
    scene.link.hear(TicketCalled, calls.append)
    body = {"number": "K001", "counter": "1", "calls": 1, "language": "de", "why": WHY}
    scene.beat()
    scene.say("hub", generation=1, instance="i", up=True, schema_version=1,
              at="2026-11-23T08:00:00Z")  # fmt: skip
    scene.home.advance(60)
    scene.say("event/ticket_called", seq=3, at="2026-11-23T08:00:05Z", **body)

    assert calls == []


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


def test_after_a_restore_only_what_was_counted_beyond_it_is_heard_anew():
    """An event that the restored journal still has was played in the hub's life before."""
    calls = []
    moments = Moments(LoopbackConnection(LoopbackBroker(), LoopbackHome()), Topics("sued"))
    moments.hear(TicketCalled, calls.append)
    call = {"number": "K001", "counter": "1", "calls": 1, "language": "de", "why": WHY}

    def come(seq):
        body = json.dumps(call | {"seq": seq, "at": "2026-11-23T08:00:00Z"}).encode()
        at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
        told = list(moments.read("wm/sued/event/ticket_called", body, at))
        for tell in told:
            tell()
        return len(told)

    assert come(5) == 1
    moments.go_on_from(5)
    assert (come(5), come(6)) == (0, 1)
    moments.go_on_from(4)
    assert come(5) == 1
