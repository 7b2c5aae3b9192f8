"""The replay: commit by commit, the model says what must happen, and the hub is held to it."""

from collections.abc import Iterator, Mapping, Sequence

from tests.checker import promises, replies
from tests.checker.complaint import Complaint
from tests.checker.history import Key, Operation, Reply
from tests.checker.journal import Commit
from tests.checker.model import rules
from tests.checker.model.asked import event, split
from tests.checker.model.changes import Event
from tests.checker.model.room import Nonsense, Room
from tests.checker.model.waiting import due_back
from tests.checker.silent import Silent
from tests.checker.window import Windows


class Replay:
    """Takes a room once through a run, in the order of its commits."""

    def __init__(
        self, room: Room, operations: Mapping[Key, Operation], commits: Sequence[Commit]
    ) -> None:
        self._room = room
        self._operations = operations
        self._commits = commits
        self._done: set[Key] = set()
        first = {commit.key: commit for commit in reversed(commits)}
        self._windows = Windows(operations.values(), first)
        without = [one for one in operations.values() if one.replies and one.key not in first]
        self._silent = Silent(without, self._windows)

    def complaints(self) -> Iterator[Complaint]:
        """Replay everything; each thing that is wrong is told once."""
        try:
            yield from self._in_order()
        except Nonsense as nonsense:
            yield Complaint("nonsense", str(nonsense))
        yield from self._silent.left()

    def _in_order(self) -> Iterator[Complaint]:
        before: Commit | None = None
        for commit in self._commits:
            yield from self._silent.between(self._room, before, commit)
            yield from self._commit(commit)
            before = commit
        yield from self._silent.between(self._room, before, None)

    def _commit(self, commit: Commit) -> Iterator[Complaint]:
        yield from self._events(commit)
        yield from promises.before(self._room, commit)
        self._room.commit(commit.events, commit.at)
        yield from promises.after(self._room)
        operation = self._operations.get(commit.key)
        if operation is not None and operation.reply is not None and commit.key not in self._done:
            yield from self._reply(commit, operation, operation.reply)
        self._done.add(commit.key)

    def _events(self, commit: Commit) -> Iterator[Complaint]:
        """Hold what happened against what the model lets happen."""
        operation = self._operations.get(commit.key)
        if commit.own:
            expected = own_work(self._room, commit)
            if commit.events != expected:
                yield Complaint("the hub's own work", f"{commit}, not {expected}")
        elif operation is None:
            yield Complaint("nobody asked", f"{commit}")
        elif commit.key in self._done:
            yield Complaint("done twice", f"{operation}, again as {commit}")
        else:
            codes, expected = split(rules.answer(self._room, operation.asked(commit.at)))
            if codes:
                yield Complaint("should be refused", f"{operation} for {codes}, did {commit}")
            elif commit.events != expected:
                yield Complaint("other events", f"{operation} did {commit}, not {expected}")

    def _reply(self, commit: Commit, operation: Operation, reply: Reply) -> Iterator[Complaint]:
        """Hold the answer against the state right after the commit."""
        if not reply["ok"]:
            yield Complaint("refused but done", f"{operation}: {reply}, did {commit}")
            return
        if reply["seq"] != commit.last:
            yield Complaint("wrong seq", f"{operation}: {reply['seq']}, did {commit}")
        low, high = self._windows.of(operation)
        if not low < commit.first <= commit.last <= high:
            yield Complaint("out of time", f"{operation} did {commit}, not in {low}..{high}")
        if not replies.is_right(self._room, operation, reply, commit.at):
            yield Complaint("wrong result", f"{operation}: {reply['result']}, did {commit}")


def own_work(room: Room, commit: Commit) -> list[Event]:
    """Say what the hub does by itself: opens the day, reads the book, brings back who is due."""
    first = commit.events[0]
    if first["event"] == "day_opened" and not room.issued:
        return [event("day_opened", day=first["day"])]
    if first["event"] == "booking_added" and not room.bookings:
        return commit.events
    return due_back(room, commit.at)
