"""The outbox: tells the hub of every number that was given out, until it has answered."""

import logging
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from kiosk.given import BEAT_LATE, Given, Now, age_s, is_over
from kiosk.journal import Journal
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Reply

log = logging.getLogger(__name__)

AT_ONCE = 20
AGAIN_AFTER_S = 2.0
EVER = datetime.min.replace(tzinfo=UTC)
OVER = "day_over"


class Outbox:
    """Numbers on their way to the hub, in the order in which they were given out."""

    def __init__(
        self,
        link: Link,
        home: Home,
        journal: Journal,
        *,
        now: Callable[[], Now],
        refused: Callable[[Given], None],
    ) -> None:
        self._link = link
        self._home = home
        self._journal = journal
        self._now = now
        self._refused = refused
        self._waiting: deque[Given] = deque()
        self._under_way: set[str] = set()
        self._asked_before: set[str] = set()

    def open(self) -> None:
        """Take up what was left untold, and follow the hub's lives."""
        self._waiting.extend(self._journal.untold())
        self._link.on_new_life(self._tell_anew)
        self._link.on_state(lambda state: self._go_on())

    def put(self, given: Given) -> None:
        """Tell the hub, now or when it can be reached."""
        self._waiting.append(given)
        self._go_on()

    @property
    def untold(self) -> int:
        """How many numbers the hub does not know yet, as far as this kiosk knows."""
        return len(self._waiting) + len(self._under_way)

    def _tell_anew(self) -> None:
        """Tell a hub that begins a new life the whole day once more: it may be an older copy.

        Which day that is says the hub; this machine's clock may have been set since.
        """
        hub_at = self._now().hub_at
        day = [one for one in self._journal.since(EVER) if not is_over(one, hub_at)]
        known = {given.id for given in self._waiting} | self._under_way
        self._waiting.extend(given for given in day if given.id not in known)
        # An answer may still come of the life before, whose tickets may be gone with its disk.
        self._asked_before |= self._under_way
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and self._link.state is LinkState.UP and len(self._under_way) < AT_ONCE:
            given = self._waiting.popleft()
            self._under_way.add(given.id)
            self._link.ask(
                given.command,
                lambda reply, given=given: self._answered(given, reply),  # type: ignore[misc] # binds now
                ttl_s=None,
                age_s=age_s(given, self._now()),
                id=given.id,
            )

    def _answered(self, given: Given, reply: Reply) -> None:
        self._under_way.discard(given.id)
        if given.id in self._asked_before:
            self._asked_before.discard(given.id)
            self.put(given)
            return
        if reply.error is not None and reply.error.retry:
            self._home.later(AGAIN_AFTER_S, lambda: self.put(given))
            return
        if reply.error is not None:
            log.error("the hub refuses %s: %s", given.number, reply.error.text)
            if reply.error.code != OVER or not self._may_be_over(given):
                self._refused(given)
        self._journal.mark_told(given.id)
        self._go_on()

    def _may_be_over(self, given: Given) -> bool:
        """Tell whether a number's day has ended by now: the hub's last beat may be from before."""
        hub_at = self._now().hub_at
        return hub_at is not None and is_over(given, hub_at + BEAT_LATE)
