"""Numbers: those that this kiosk may give out by itself, leased from the hub by the hundred."""

import logging
import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from kiosk.backoff import Backoff
from kiosk.given import BEAT_LATE
from kiosk.journal import Journal, JournalError
from waiting_room.rules.commands import LeaseNumbers
from waiting_room.rules.events import Lease
from waiting_room.rules.shape import EMERGENCY_SIGNS
from waiting_room.wire.asking import NO_ANSWER
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Fault, Reply

log = logging.getLogger(__name__)

ENOUGH = 50
"""With fewer numbers left the next ones are asked for."""

LOOK_EVERY_S = 5.0
AGAIN_AFTER_S, AGAIN_AT_MOST_S = 5.0, 60.0
"""When a hub that gave none is asked again: twice as late each time, until it gives some."""

STALE_S = 600.0
"""An older question would bring a lease that is hardly worth having: it counts from the asking."""

UNANSWERED = frozenset({NO_ANSWER.code, "expired"})
"""The hub may not have heard the question, or not all of its attempts."""

LABEL_SIGNS = 4


@dataclass
class _Held:
    """A lease, and the next of its numbers."""

    lease: Lease
    next: int


class Numbers:
    """Leases of this boot alone: an older one may live on in a copy of this machine's disk.

    Without a lease there are emergency labels, so that nobody is sent away.
    """

    def __init__(
        self,
        link: Link,
        home: Home,
        journal: Journal,
        *,
        clock_s: Callable[[], float],
        draw: Callable[[str], str],
    ) -> None:
        self._link = link
        self._home = home
        self._journal = journal
        self._clock_s = clock_s
        self._draw = draw
        self._held: deque[_Held] = deque()
        self._day_ends_s: dict[date, float] = {}
        self._is_asking = False
        self._question = ""
        self._asked_s = -math.inf
        self._gets_none = False
        self._backoff = Backoff(AGAIN_AFTER_S, AGAIN_AT_MOST_S)
        self._ask_from_s = -math.inf  # by this boot's clock

    def open(self) -> None:
        """Begin to see that there are always enough."""
        self._link.on_new_life(self._try_anew)
        self._link.on_state(lambda state: self.ask_if_few())
        self._look()

    @property
    def left(self) -> int:
        """How many there are."""
        self._drop_ended()
        return sum(held.lease.last - held.next + 1 for held in self._held)

    @property
    def gives_labels(self) -> bool:
        """Tell whether there are none, and the hub that could be asked gives none."""
        return self._gets_none and self.left == 0

    def take(self) -> tuple[str, Lease | None]:
        """Give the next number and its lease, or an emergency label and None; never the same."""
        self._drop_ended()
        if not self._held:
            return self._label(), None
        held = self._held[0]
        number = f"{held.lease.letter}{held.next:03}"
        held.next += 1
        self.ask_if_few()
        return number, held.lease

    def has_ended(self, lease: Lease) -> bool:
        """Tell by this boot's clock whether a lease's day is over: others get its numbers now."""
        return self._clock_s() >= self._day_ends_s[lease.day]

    def give_back(self, number: str) -> None:
        """Take back the last number, which the hub has refused to use."""
        held = self._held[0] if self._held else None
        if held is not None and number == f"{held.lease.letter}{held.next - 1:03}":
            held.next -= 1

    def _label(self) -> str:
        while True:
            label = "X" + "".join(self._draw(EMERGENCY_SIGNS) for _ in range(LABEL_SIGNS))
            if not self._journal.has(label):
                return label

    def _drop_ended(self) -> None:
        self._held = deque(
            held
            for held in self._held
            if held.next <= held.lease.last and not self.has_ended(held.lease)
        )

    def _look(self) -> None:
        self.ask_if_few()
        self._home.later(LOOK_EVERY_S, self._look)

    def _try_anew(self) -> None:
        self._gives_again()  # another life may be of another version
        self.ask_if_few()

    def _gives_again(self) -> None:
        self._gets_none = False
        self._backoff.works()
        self._ask_from_s = -math.inf

    def ask_if_few(self) -> None:
        """Ask for the next numbers if there are few left, and if the journal knows the last."""
        hub_at = self._link.hub_at
        if hub_at is None or self._link.state is not LinkState.UP:
            return
        if self._is_asking or self._clock_s() < self._ask_from_s or self.left >= ENOUGH:
            return
        with suppress(JournalError):
            above = self._journal.highest(hub_at + BEAT_LATE)
            self._is_asking = True
            if not self._question or self._clock_s() - self._asked_s > STALE_S:
                self._question = ""
                # Counted from here, a lease never lasts into the next day, however late its answer.
                self._asked_s = self._clock_s()
            # Each question that the hub hears takes a hundred numbers, whether or not its answer
            # comes: it is the same one until then.
            self._question = self._link.ask(
                LeaseNumbers(above=above), self._leased, id=self._question
            )

    def _got_none(self, error: Fault | None) -> None:
        log.warning("no numbers: %s", error.text if error else "no reason")
        if error is not None and error.code in UNANSWERED:
            return
        self._question = ""
        if error is None or not error.retry:
            self._gets_none = True
            self._ask_from_s = self._clock_s() + self._backoff.wait_s()

    def _leased(self, reply: Reply) -> None:
        self._is_asking = False
        if not reply.ok:
            self._got_none(reply.error)
            return
        self._question = ""
        try:
            lease = Lease.model_validate(reply.result, extra="ignore")
        except ValidationError:
            # Each further question would use up a hundred numbers: there are labels instead.
            log.exception("cannot read this lease; is this kiosk older than its hub?")
            self._gets_none = True
            self._ask_from_s = math.inf
            return
        self._gives_again()
        try:
            self._journal.keep_lease(lease)
        except JournalError:
            return
        lasts_s = (lease.ends_at - lease.leased_at).total_seconds()
        known_s = self._day_ends_s.get(lease.day, -math.inf)
        self._day_ends_s[lease.day] = max(known_s, self._asked_s + lasts_s)
        self._held.append(_Held(lease, lease.first))
