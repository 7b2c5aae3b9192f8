"""The outbox: tells the hub of every number that was given out, until it has answered."""

import logging
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from kiosk.given import BEAT_LATE, Given, age_s
from kiosk.journal import Journal, JournalError
from kiosk.zone_time import ZoneTime
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Reply

log = logging.getLogger(__name__)

AT_ONCE = 20
AGAIN_AFTER_S = 2.0
OVER = "day_over"


class Outbox:
    """Numbers on their way to the hub, in the order in which they were given out."""

    def __init__(
        self,
        link: Link,
        home: Home,
        journal: Journal,
        *,
        zone_time: ZoneTime,
        refused: Callable[[Given], None],
    ) -> None:
        self._link = link
        self._home = home
        self._journal = journal
        self._zone_time = zone_time
        self._refused = refused
        self._waiting: deque[Given] = deque()
        self._under_way: set[str] = set()

    def open(self) -> None:
        """Follow the hub's lives."""
        self._link.on_new_life(self._tell_anew)
        self._link.on_state(lambda state: self._go_on())

    def take_up(self) -> None:
        """Tell the hub what was left untold, now or when it can be reached."""
        self._take(self._journal.untold())

    def put(self, given: Given) -> None:
        """Tell the hub, now or when it can be reached."""
        self._take([given])

    def tell_day(self) -> None:
        """Tell the whole day once more, to a hub that may be an older copy of itself.

        Which day that is says the hub; this machine's clock may have been set since.
        """
        day = [one for one in self._journal.everything() if not self._zone_time.is_over(one)]
        self._take(day)

    def _tell_anew(self) -> None:
        with suppress(JournalError):  # it is told when the journal can be read again
            self.tell_day()

    def _take(self, givens: Iterable[Given]) -> None:
        known = {given.id for given in self._waiting} | self._under_way
        self._waiting.extend(given for given in givens if given.id not in known)
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and self._link.state is LinkState.UP and len(self._under_way) < AT_ONCE:
            given = self._waiting.popleft()
            self._under_way.add(given.id)
            self._link.ask(
                given.command,
                partial(self._answered, given),
                ttl_s=None,
                age_s=partial(self._age_s, given),
                id=given.id,
            )

    def _age_s(self, given: Given) -> float:
        return age_s(given, self._zone_time.now())

    def _answered(self, given: Given, reply: Reply) -> None:
        self._under_way.discard(given.id)
        if reply.error is not None and reply.error.retry:
            self._home.later(AGAIN_AFTER_S, lambda: self.put(given))
            return
        if reply.error is not None:
            log.error("the hub refuses %s: %s", given.number, reply.error.text)
            # The kiosk's knowledge of the hub's time may be from before the turn of the day.
            if reply.error.code != OVER or not self._zone_time.is_over(given, within=BEAT_LATE):
                self._refused(given)
        with suppress(JournalError):  # it is told once more when the journal can be written again
            self._journal.mark_told(given.id, self._zone_time.ends_at(given))
        self._go_on()
