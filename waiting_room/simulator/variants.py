"""Variants: the same zone under another policy, or with one more counter for some hours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from waiting_room.rules.counter import Counter
from waiting_room.rules.zone import Zone
from waiting_room.simulator.habits import CounterHabits, Habits

CLOCK = r"(\d{1,2})(?::(\d{2}))?"
ONE_MORE = re.compile(rf"{CLOCK}-{CLOCK}(?::([a-z0-9-]+(?:,[a-z0-9-]+)*))?")
AS_IT_IS = "as staffed"


@dataclass(frozen=True)
class OneMore:
    """One more counter: its name for people, its minutes of the day, and the services it takes."""

    name: str
    span: tuple[int, int]
    services: tuple[str, ...]

    def while_open(self, zone: Zone, days: Iterable[date]) -> bool:
        """Tell whether the zone is open on any of these days while the counter is there."""
        from_min, to_min = self.span
        spans = (span for day in days for span in zone.hours.spans(day))
        return any(start < to_min and from_min < end for start, end in spans)


@dataclass(frozen=True)
class Variant:
    """What is compared: a policy and a staffing, as a zone and its habits."""

    policy: str
    staffing: str
    zone: Zone
    habits: Habits


def read_one_more(text: str, zone: Zone) -> OneMore:
    """Read `9-11`, `9:30-11` or `9-11:question,emergency`; ValueError says what is wrong."""
    read = ONE_MORE.fullmatch(text)
    if read is None:
        raise ValueError(f'write one more counter as 9-11 or 9:30-11:question, not "{text}"')
    from_h, from_min, to_h, to_min, named = read.groups()
    start, end = int(from_h) * 60 + int(from_min or 0), int(to_h) * 60 + int(to_min or 0)
    if not start < end <= 24 * 60:
        raise ValueError(f'in "{text}" the end must come after the start, within one day')
    offered = tuple(service.id for service in zone.services)
    services = tuple(named.split(",")) if named else offered
    if unknown := set(services) - set(offered):
        raise ValueError(f"there is no service {', '.join(sorted(unknown))} in this zone")
    return OneMore(f"one more {text}", (start, end), services)


def variants(
    zone: Zone, habits: Habits, policies: Sequence[str], more: Sequence[OneMore]
) -> list[Variant]:
    """List every policy with every staffing, the first policy as it is staffed first."""
    staffings = [(AS_IT_IS, zone, habits), *(_with_one_more(zone, habits, one) for one in more)]
    return [
        Variant(policy, staffing, _called_by(staffed, policy), known)
        for policy in policies
        for staffing, staffed, known in staffings
    ]


def _called_by(zone: Zone, policy: str) -> Zone:
    calling = zone.calling.model_copy(update={"policy": policy})
    return zone.model_copy(update={"calling": calling})


def _with_one_more(zone: Zone, habits: Habits, more: OneMore) -> tuple[str, Zone, Habits]:
    taken = {counter.id for counter in zone.counters}
    free = next(name for n in range(len(taken) + 1) if (name := f"more-{n + 1}") not in taken)
    counter = Counter(id=free, name={"en": more.name}, services=more.services)
    staffed = zone.model_copy(update={"counters": (*zone.counters, counter)})
    shifts = {**habits.counters, free: CounterHabits(shifts=(more.span,))}
    return more.name, staffed, habits.model_copy(update={"counters": shifts})
