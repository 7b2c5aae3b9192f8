import json

import pytest

from waiting_room.hub.announcer import Announcer
from waiting_room.hub.health import Health
from waiting_room.hub.kept_room import KeptRoom
from waiting_room.rules.commands import IssueTicket, OpenCounter, PassTime
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Forecaster, Outlook
from waiting_room.wire.loopback import LoopbackConnection


class Kept:
    """A kept room alone, without the stage's hub, and all that it tells, with what is on disk."""

    def __init__(self, stage, store):
        self.stage, self.store = stage, store
        self.told = []
        forecaster = Forecaster()
        connection = LoopbackConnection(stage.broker, stage.home)
        connection.open(lambda messages: None, lambda up: None)
        connection.publish = self.publish
        room = WaitingRoom(stage.zone)
        health = Health(stage.zone, stage.now)
        announcer = Announcer(
            room, store, connection, stage.home, health, "i", self.now, Outlook(forecaster), {}
        )
        self.room = KeptRoom(room, store, connection, announcer, forecaster, self.now)

    def now(self):
        return self.stage.now

    def publish(self, topic, payload, *, qos=0, retain=False):
        self.told.append((topic, json.loads(payload), len(list(self.store.journal.load_day()))))

    def issue(self, batch, token="a"):
        command = IssueTicket(service="question", token=token * 26)
        self.room.apply(command, "kiosk-1", f"id-{token}", batch.at, batch)


@pytest.fixture
def kept(stage, store):
    return Kept(stage, store)


def test_what_is_told_is_on_disk_already(kept):
    """Reply and event go out once the whole batch is in the journal."""
    batch = kept.room.begin()
    kept.issue(batch)
    assert kept.told == []
    kept.room.save_and_tell(batch, [("kiosk-1", b'{"ok": true}')])

    assert [(topic, on_disk) for topic, _, on_disk in kept.told] == [("wm/sued/reply/kiosk-1", 2)]


def test_nothing_is_told_of_what_could_not_be_saved(kept):
    """The error goes on to whoever ends the hub."""
    batch = kept.room.begin()
    kept.issue(batch)
    kept.store.generation -= 1
    with pytest.raises(Exception, match="another hub has taken over"):
        kept.room.save_and_tell(batch, [("kiosk-1", b"{}")])

    assert kept.told == []


def test_events_of_a_batch_are_counted_before_they_are_saved(kept):
    """Each has the number after the one before, whether that is on disk or in the same batch."""
    batch = kept.room.begin()
    assert kept.room.last_seq(batch) == kept.store.seq == 1
    for token in "ab":
        kept.issue(batch, token)

    assert [recorded.seq for recorded in batch.events] == [2, 3]
    assert (kept.room.last_seq(batch), kept.store.seq) == (3, 1)


def test_what_is_refused_leaves_the_batch_as_it_was(kept):
    """Whoever was decided before in the same batch is saved all the same."""
    batch = kept.room.begin()
    kept.issue(batch)
    with pytest.raises(Refused):
        kept.room.apply(OpenCounter(counter="99"), "counter-1", "x", batch.at, batch)

    assert [recorded.command for recorded in batch.events] == ["id-a"]


def test_a_day_is_opened_once_and_the_next_one_ends_it(kept):
    """The first batch of a day opens it; what was learned on the day before is kept."""
    first = kept.room.begin().at
    kept.room.begin()
    assert kept.store.seq == 1
    kept.stage.later(days=1)
    kept.room.begin()

    assert kept.store.journal.days() == {first.date(), kept.now().date()}
    assert kept.store.shelf.last_before(kept.now().date()) is not None


def test_a_command_of_the_hubs_own_that_changes_nothing_is_not_written(kept):
    """Most beats pass without anything to keep."""
    seq = kept.room.last_seq(kept.room.begin())
    kept.room.run(PassTime())

    assert kept.store.seq == seq
