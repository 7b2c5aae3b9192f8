"""Stationary: a zone that never closes, with one service and equal counters, as in textbooks."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean

from waiting_room.rules.hours import WEEKDAYS
from waiting_room.rules.zone import Zone
from waiting_room.simulator.chance import Duration
from waiting_room.simulator.habits import CounterHabits, Habits, Patience, ServiceHabits
from waiting_room.simulator.plan import Visitor, plan_day
from waiting_room.simulator.play import play
from waiting_room.simulator.played import Outcome, TicketPlayed
from waiting_room.simulator.theory import Expected, erlang_a

FOREVER_MIN = 1e9
DAY = date(2026, 1, 1)
LAST_ARRIVAL_H = 23
"""Nobody comes in the last hour, so that everybody's wait is seen to its end."""

WARM_UP = 0.25
"""So many of a day's visitors are not counted: the first find an empty line."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the visitors of a day found, as theory tells it, and how unusual a day it was.

    `controls` are figures of the people alone, not of the line, each with a known mean of 0.
    """

    found: Expected
    controls: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TextbookLine:
    """One line before equal counters; `load` is the work that comes for each of them.

    `leaving` is the rate at which somebody who waits leaves, in units of the rate at which a
    counter serves: 0 is M/M/c, anything else M/M/n+M. Waits are counted in mean visits.
    """

    counters: int
    load: float
    leaving: float = 0.0
    visitors: int = 20_000

    def __str__(self) -> str:
        if self.leaving:
            return f"M/M/{self.counters}+M, load {self.load}, leaving {self.leaving}"
        return f"M/M/{self.counters}, load {self.load}"

    def expected(self) -> Expected:
        """Give what theory says."""
        return erlang_a(self.load * self.counters, 1.0, self.counters, self.leaving)

    def observed(self, seed: int) -> Observed:
        """Play one day through the real rules."""
        zone, habits = self._zone(), self._habits()
        visitors = plan_day(zone, habits, DAY, seed).visitors
        tickets = play(zone, habits, DAY, seed).tickets
        warm = int(self.visitors * WARM_UP)
        return Observed(self._found(tickets[warm:]), self._controls(visitors, warm))

    @property
    def _visit_s(self) -> float:
        """The mean visit that makes the load of so many visitors."""
        return self.load * self.counters * LAST_ARRIVAL_H * 3600 / self.visitors

    def _zone(self) -> Zone:
        """First come, first called, day and night."""
        counters = [
            {"id": str(number), "name": {}, "services": ["visit"]}
            for number in range(1, self.counters + 1)
        ]
        return Zone.model_validate(
            {
                "id": "theory",
                "name": {},
                "timezone": "UTC",
                "day_starts": "00:00",
                "hours": dict.fromkeys(WEEKDAYS, ("00:00-24:00",)),
                "services": [{"id": "visit", "name": {}}],
                "counters": counters,
                "calling": {"policy": "fifo"},
            }
        )

    def _habits(self) -> Habits:
        """Nobody walks or pauses; whoever loses patience says so at once."""
        visit = Duration(mean_min=self._visit_s / 60, law="exponential")
        if self.leaving:
            lasts = Duration(mean_min=visit.mean_min / self.leaving, law="exponential")
            patience = Patience(lasts=lasts, cancels=1.0)
        else:
            patience = Patience(lasts=Duration(mean_min=FOREVER_MIN))
        walk_ins = {(0, LAST_ARRIVAL_H * 60): self.visitors / LAST_ARRIVAL_H}
        counter = CounterHabits(shifts=((0, 24 * 60),))
        return Habits(
            services={"visit": ServiceHabits(walk_ins=walk_ins, visit=visit)},
            counters={str(number): counter for number in range(1, self.counters + 1)},
            patience=patience,
        )

    def _found(self, tickets: tuple[TicketPlayed, ...]) -> Expected:
        """Average over those who came after the warm-up."""
        waits = []
        for ticket in tickets:
            until = ticket.called_at or ticket.ended_at
            assert until is not None, "the last hour is long enough for everybody"
            waits.append((until - ticket.arrived_at).total_seconds())
        left = sum(1 for ticket in tickets if ticket.outcome is Outcome.LEFT)
        return Expected(
            wait=fmean(waits) / self._visit_s,
            p_wait=sum(1 for wait in waits if wait) / len(waits),
            p_leave=left / len(waits),
        )

    def _controls(self, visitors: tuple[Visitor, ...], warm: int) -> tuple[float, ...]:
        """Measure the people of a day: how far they are from what is known of their kind.

        These are the mean gap between two, the mean visit and the mean patience; and, since that
        feels a crowd as our line does, what they would wait before one counter that is as fast as
        all of ours together, which is load / (counters · (1 - load)) in the mean.
        """
        gap_s = LAST_ARRIVAL_H * 3600 / self.visitors
        gaps = [two.comes_s - one.comes_s for one, two in pairwise(visitors)]
        controls = [
            fmean(gaps[warm - 1 :]) / gap_s - 1,
            fmean(visitor.visit_s for visitor in visitors[warm:]) / self._visit_s - 1,
        ]
        if self.leaving:
            patience_s = self._visit_s / self.leaving
            controls.append(fmean(one.patience_s for one in visitors[warm:]) / patience_s - 1)
        if self.counters > 1 and self.load < 1:
            waits_s = self._waits_before_one(visitors, gaps)[warm:]
            known_s = self.load * self._visit_s / (self.counters * (1 - self.load))
            controls.append(fmean(waits_s) / known_s - 1)
            controls.append(sum(1 for wait_s in waits_s if wait_s) / len(waits_s) / self.load - 1)
        return tuple(controls)

    def _waits_before_one(self, visitors: tuple[Visitor, ...], gaps: list[float]) -> list[float]:
        """Follow Lindley's recursion: the wait before, plus the visit before, less the gap."""
        waits_s = [0.0]
        for visitor, gap in zip(visitors, gaps, strict=False):
            waits_s.append(max(0.0, waits_s[-1] + visitor.visit_s / self.counters - gap))
        return waits_s
