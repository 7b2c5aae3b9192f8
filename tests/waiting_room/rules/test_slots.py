from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waiting_room.rules.hours import WEEKDAYS
from waiting_room.rules.refused import Refused
from waiting_room.rules.slots import days_open, open_slots, slot_at, slots_during, slots_of_day
from waiting_room.rules.zone import Zone

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
YEAR = st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 # bounds have none
CLOCKS = ("Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "UTC")
"""Clocks that skip an hour at night, half an hour, an hour at midnight, and never."""


def every_day(span: str) -> dict[str, tuple[str]]:
    """The same hours on all days of the week."""
    return dict.fromkeys(WEEKDAYS, (span,))


def zone_with(timezone="Europe/Berlin", hours=None, own=None, **terms) -> Zone:
    """A zone with one service to book, open on all days unless told otherwise."""
    return Zone.model_validate(
        {
            "id": "sued",
            "name": {"en": "South"},
            "timezone": timezone,
            "hours": hours or every_day("08:00-12:00"),
            "services": [
                {"id": "advice", "name": {"en": "Advice"}, "booking": {"hours": own, **terms}},
                {"id": "question", "name": {"en": "Question"}},
            ],
            "counters": [],
        }
    )


def local_times(zone: Zone, day: date) -> list[str]:
    """Write the slots of a day as the zone's own clock shows them."""
    return [f"{zone.local(slot.starts_at):%H:%M}" for slot in slots_of_day(zone, "advice", day)]


def test_slots_fill_the_opening_hours():
    """A slot that would end after the zone closes is not offered."""
    assert local_times(zone_with(slot_min=45), MONDAY) == [
        "08:00",
        "08:45",
        "09:30",
        "10:15",
        "11:00",
    ]


def test_a_service_may_have_hours_of_its_own():
    """Then the zone's do not matter, but the days on which it stays closed do."""
    open_at = {"mon": ["14:00-16:00"], "tue": ["09:00-10:00"]}
    zone = zone_with(hours={"mon": ["08:00-12:00"], "closed": [MONDAY]}, slot_min=60, own=open_at)

    assert local_times(zone, MONDAY) == []
    assert local_times(zone, MONDAY + timedelta(days=1)) == ["09:00"]
    assert local_times(zone, MONDAY + timedelta(days=7)) == ["14:00", "15:00"]


@pytest.mark.parametrize(
    ("day", "slot_min", "times"),
    [
        (date(2027, 3, 28), 30, ["01:00", "01:30", "03:00", "03:30"]),
        (date(2027, 3, 28), 45, ["01:00", "01:45"]),
        (date(2027, 10, 31), 30, ["01:00", "01:30", "02:00", "02:30", "03:00", "03:30"]),
    ],
)
def test_the_clock_is_changed(day, slot_min, times):
    """A time that is skipped has no slot, one that comes twice has one, and none overlap."""
    hours = every_day("01:00-04:00")
    assert local_times(zone_with(hours=hours, slot_min=slot_min), day) == times


def test_slots_open_some_days_ahead_at_the_time_of_release():
    """Before seven o'clock the furthest day is not yet open."""
    zone = zone_with(open_days_ahead=2, release="10:00")

    assert days_open(zone, "advice", NINE) == (MONDAY, date(2026, 11, 24))
    assert days_open(zone, "advice", NINE + timedelta(hours=1)) == (MONDAY, date(2026, 11, 25))
    assert days_open(zone_with(open_days_ahead=0), "advice", NINE) == (MONDAY, MONDAY)
    assert open_slots(zone_with(open_days_ahead=0, release="10:00"), "advice", NINE) == []


def test_what_has_begun_cannot_be_booked():
    """At nine the slot of nine is over."""
    zone = zone_with(slot_min=60)
    (first, *_), begun = open_slots(zone, "advice", NINE), NINE

    assert first.starts_at == NINE + timedelta(hours=1)
    for starts_at in (begun, NINE + timedelta(minutes=30), NINE + timedelta(days=40)):
        with pytest.raises(Refused, match="cannot be booked"):
            slot_at(zone, "advice", starts_at, NINE)
    assert slot_at(zone, "advice", first.starts_at, NINE) == first
    with pytest.raises(Refused, match="cannot be booked here"):
        open_slots(zone, "question", NINE)


def test_another_systems_visit_takes_up_every_slot_it_touches():
    """Forty minutes from a quarter past touch two half hours."""
    zone = zone_with(slot_min=30)
    quarter_past = NINE + timedelta(minutes=15)

    found = slots_during(zone, "advice", quarter_past, 40)
    assert [slot.starts_at for slot in found] == [NINE, NINE + timedelta(minutes=30)]
    assert slots_during(zone, "question", quarter_past, 40) == []
    assert slots_during(zone, "advice", quarter_past - timedelta(hours=10), 40) == []


@st.composite
def spans(draw) -> list[str]:
    """Opening hours that do not overlap, anywhere in the day."""
    times = sorted(draw(st.sets(st.integers(0, 24 * 12), min_size=2, max_size=6)))
    pairs = list(zip(times[::2], times[1::2], strict=False))
    return [f"{a // 12:02}:{a % 12 * 5:02}-{b // 12:02}:{b % 12 * 5:02}" for a, b in pairs]


@settings(deadline=None)
@given(
    timezone=st.sampled_from(CLOCKS),
    hours=st.fixed_dictionaries({name: spans() for name in WEEKDAYS}),
    closed=st.lists(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=5),
    slot_min=st.integers(10, 180),
    ahead=st.integers(0, 10),
    release=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    now=YEAR,
)
def test_every_slot_is_a_time_people_can_come(
    timezone, hours, closed, slot_min, ahead, release, now
):
    """On all clocks, all year: within the hours, on an open day, still to come, and apart."""
    zone = zone_with(
        timezone,
        hours | {"closed": closed},
        slot_min=slot_min,
        open_days_ahead=ahead,
        release=release,
    )
    slots = open_slots(zone, "advice", now)
    local_now = now.astimezone(ZoneInfo(timezone))

    for slot in slots:
        local = zone.local(slot.starts_at)
        minute = local.hour * 60 + local.minute
        assert now < slot.starts_at
        assert local.date() not in closed
        assert any(
            start <= minute and minute + slot_min <= end and (minute - start) % slot_min == 0
            for start, end in zone.hours.spans(local.date())
        )
        opens = datetime.combine(local.date() - timedelta(days=ahead), release)
        assert opens <= local_now.replace(tzinfo=None)
    for slot in slots[:1] + slots[-1:]:
        assert slot_at(zone, "advice", slot.starts_at, now) == slot
        assert slot in slots_during(zone, "advice", slot.starts_at, slot_min)
    assert all(one.ends_at <= two.starts_at for one, two in pairwise(slots))
    assert len({zone.local(slot.starts_at).replace(tzinfo=None, fold=0) for slot in slots}) == len(
        slots
    )


@given(day=st.dates(date(2027, 1, 1), date(2027, 12, 31)), timezone=st.sampled_from(CLOCKS))
def test_a_day_without_a_clock_change_has_all_its_slots(day, timezone):
    """Round the clock there are 48 half hours, and fewer only where the clock is changed."""
    zone = zone_with(timezone, every_day("00:00-24:00"), slot_min=30)
    clock = ZoneInfo(timezone)
    midnights = [datetime.combine(day + timedelta(days=n), time(), clock) for n in (0, 1)]
    offsets = {at.utcoffset() for at in midnights} | {
        at.replace(fold=1).utcoffset() for at in midnights
    }
    count = len(local_times(zone, day))

    assert count == 48 if len(offsets) == 1 else 46 <= count <= 48
