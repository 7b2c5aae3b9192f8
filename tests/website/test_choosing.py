import re

import httpx

from tests.website.conftest import Stage
from waiting_room.rules.hours import WEEKDAYS, Hours
from waiting_room.rules.service import BookingTerms, Service

TIMES = "/book/advice/2026-11-24?lang=en"


def always_open(*minutes: int) -> Hours:
    """Give hours from the first to the last of these minutes on every day."""
    return Hours.model_validate(dict.fromkeys(WEEKDAYS, (minutes,)))


def booked_by(stage: Stage, **terms: int) -> tuple[Service, ...]:
    """Give the zone's services, the last of them booked by other terms."""
    *others, last = stage.zone.services
    return (*others, last.model_copy(update={"booking": BookingTerms.model_validate(terms)}))


async def test_many_times_are_folded_by_part_of_the_day(
    stage: Stage, web: httpx.AsyncClient
) -> None:
    """A whole day's 48 times are four parts; 24 of them, or those of one part, are one list."""
    stage.change_zone(hours=always_open(0, 1440))
    page = await web.get(TIMES)
    text = page.text.replace("\u2066", "").replace("\u2069", "")  # a time keeps its direction
    parts = re.findall(r"<summary><span>([^<]+)</span> <span[^>]+>([^<]+)<", text)

    assert parts == [
        ("At night", "00:00–05:30"),
        ("In the morning", "06:00–11:30"),
        ("In the afternoon", "12:00–17:30"),
        ("In the evening", "18:00–23:30"),
    ]
    assert len(re.findall(r'name="starts_at" value="2026-11-2[34]T', page.text)) == 48
    assert " open>" not in page.text
    for hours, slot_min, folded in (
        (always_open(480, 1200), 30, False),
        (always_open(480, 1230), 30, True),
        (always_open(480, 720), 5, False),
    ):
        stage.change_zone(hours=hours, services=booked_by(stage, slot_min=slot_min))
        stage.jump(seconds=3)
        assert ("<details>" in (await web.get(TIMES)).text) is folded


async def test_a_week_is_shown_and_later_days_are_folded(
    stage: Stage, web: httpx.AsyncClient
) -> None:
    """The seven soonest days stand first; where there are no more, nothing is folded."""
    stage.change_zone(hours=always_open(480, 720))
    first, later = (await web.get("/book/advice?lang=en")).text.split(
        "<summary>More days</summary>"
    )

    assert first.count("/book/advice/2026-") == 7
    assert later.count("/book/advice/2026-") == 22
    assert first.index("2026-11-23") < first.index("2026-11-29")
    stage.change_zone(services=booked_by(stage, open_days_ahead=6))
    stage.jump(seconds=3)
    assert "More days" not in (await web.get("/book/advice?lang=en")).text
