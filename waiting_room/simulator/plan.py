"""Plan: who will come on a day, with what need and patience, and which counters are staffed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from waiting_room.rules.booking import Booking
from waiting_room.rules.slots import slots_of_day
from waiting_room.rules.zone import Zone
from waiting_room.simulator.chance import Chance, factor
from waiting_room.simulator.habits import BookedHabits, Habits, ServiceHabits

Coming = tuple[float, Booking | None]
"""When somebody comes, in seconds after midnight, and the booking they bring."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One visitor as planned; `visit_s` is what the visit takes a clerk of speed 1.

    `comes_s` counts from midnight; `pause_s` is what the clerk does after this visit.
    """

    comes_s: float
    service: str
    booking: Booking | None
    patience_s: float
    cancels: bool
    walk_s: float
    visit_s: float
    pause_s: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A day before it is played: visitors by arrival, everything booked, staffed counters."""

    midnight: datetime
    visitors: tuple[Visitor, ...]
    bookings: tuple[Booking, ...]
    staffed: tuple[str, ...]


def plan_day(zone: Zone, habits: Habits, day: date, seed: int) -> Plan:
    """Draw a day: nothing in it depends on the policy, and no visitor on the staffing."""
    chance = Chance(seed, day)
    midnight = zone.midnight(day)
    crowd = factor(habits.day_cv, chance.stream("crowd"))
    numbers = count(1)
    bookings: list[Booking] = []
    visitors: list[Visitor] = []
    for service, known in habits.services.items():
        walk_ins = _walk_ins(known, crowd, chance, service)
        visitors += _visitors(service, walk_ins, habits, chance, "walk-in")
        if known.booked is not None:
            book = list(_book(zone, service, known.booked, day, chance, numbers))
            bookings += [booking for booking, _ in book]
            comings = [(comes_s, booking) for booking, comes_s in book if comes_s is not None]
            visitors += _visitors(service, comings, habits, chance, "booked")
    visitors.sort(key=lambda visitor: visitor.comes_s)
    staffed = tuple(
        counter
        for counter, known in habits.counters.items()
        if chance.stream("sick", counter).random() >= known.sick
    )
    return Plan(midnight, tuple(visitors), tuple(bookings), staffed)


def _walk_ins(known: ServiceHabits, crowd: float, chance: Chance, service: str) -> Iterator[Coming]:
    """Let walk-ins come as a Poisson process whose rate is constant within each span."""
    for (start, end), per_hour in known.walk_ins.items():
        if not per_hour:
            continue
        stream = chance.stream("arrivals", service, str(start))
        comes_s = start * 60.0
        while (comes_s := comes_s + stream.expovariate(per_hour * crowd / 3600)) < end * 60:
            yield comes_s, None


def _book(
    zone: Zone, service: str, known: BookedHabits, day: date, chance: Chance, numbers: Iterator[int]
) -> Iterator[tuple[Booking, float | None]]:
    """Fill the seats; with each booking when its visitor comes, None for those who do not."""
    midnight = zone.midnight(day)
    taken, comes, punctual = (
        chance.stream(name, service) for name in ("taken", "comes", "punctual")
    )
    for slot in slots_of_day(zone, service, day):
        for _ in range(slot.seats):
            early_min = punctual.gauss(known.early_min, known.spread_min)
            does_come = comes.random() >= known.no_show
            if taken.random() >= known.taken:
                continue
            code = f"{next(numbers):08}"
            booking = Booking(
                code=f"{code[:4]}-{code[4:]}",
                zone=zone.id,
                service=service,
                starts_at=slot.starts_at,
                minutes=slot.minutes,
            )
            comes_at = slot.starts_at - timedelta(minutes=early_min)
            yield booking, (comes_at - midnight).total_seconds() if does_come else None


def _visitors(
    service: str, comings: Iterable[Coming], habits: Habits, chance: Chance, how: str
) -> Iterator[Visitor]:
    """Give everybody who comes their patience and their need."""
    patience, cancels, walk, visit, pause = (
        chance.stream(name, service, how)
        for name in ("patience", "cancels", "walk", "visit", "pause")
    )
    for comes_s, booking in comings:
        yield Visitor(
            comes_s=comes_s,
            service=service,
            booking=booking,
            patience_s=habits.patience.lasts.draw_s(patience),
            cancels=cancels.random() < habits.patience.cancels,
            walk_s=habits.calls.walk.draw_s(walk),
            visit_s=habits.services[service].visit.draw_s(visit),
            pause_s=habits.calls.pause.draw_s(pause),
        )
