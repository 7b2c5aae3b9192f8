"""The checker: takes what a run left behind and names everything that should not be so."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from tests.checker import telling, views
from tests.checker.complaint import Complaint
from tests.checker.evidence import Evidence
from tests.checker.journal import broken_links, commits
from tests.checker.model.room import Room
from tests.checker.model.waiting import due_back
from tests.checker.replay import Replay

ENOUGH = 10
"""So many complaints of one kind are told; more of them say nothing more."""


def complaints(evidence: Evidence) -> list[Complaint]:
    """Check a whole run; an empty list is a pass."""
    told: Counter[str] = Counter()
    found: dict[Complaint, None] = {}
    for complaint in _all(evidence):
        if complaint not in found and told[complaint.promise] < ENOUGH:
            found[complaint] = None
            told[complaint.promise] += 1
    return list(found)


def _all(evidence: Evidence) -> Iterator[Complaint]:
    lives = evidence.beats[-1]["generation"]
    if lives != evidence.kills + 1:
        yield Complaint("ended", f"{lives} hubs, of which {evidence.kills} were killed")
    for row in broken_links(evidence.rows):
        yield Complaint("chain", f"does not hold at {row}")
    yield from telling.answers(evidence)
    yield from telling.announcements(evidence)
    yield from _order(evidence)


def _order(evidence: Evidence) -> Iterator[Complaint]:
    """Replay what was done until all was settled, and look at what was shown then."""
    seq = evidence.beats[-1]["seq"]
    done = [commit for commit in commits(evidence.rows) if commit.last <= seq]
    room = Room(evidence.zone)
    yield from Replay(room, evidence.history.operations, done).complaints()
    moments = [datetime.fromisoformat(beat["at"]) for beat in evidence.beats]
    for event in due_back(room, moments[0]):
        yield Complaint("forgotten", f"{event['number']} was due before {moments[0]}")
    yield from views.check(room, evidence.views, moments)
