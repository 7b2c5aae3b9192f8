"""Choosing: the pages on which somebody chooses a service, a day and a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from http import HTTPStatus
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from waiting_room.rules.booking import Booking
from waiting_room.rules.refused import Refused
from waiting_room.wire.parts import ServiceInfo
from waiting_room.wire.token import mint_token
from waiting_room.wire.views import ZoneView
from waiting_room.words import Catalogue, message, phrases
from website.desk import Desk
from website.pages import Pages
from website.refusals import told

FIRST_DAYS = 7
MANY_TIMES = 24
"""More times than these are hard to look over on a phone: they are folded by part of the day."""

PARTS_OF_DAY = {
    6: message("At night"),
    12: message("In the morning"),
    18: message("In the afternoon"),
    24: message("In the evening"),
}
"""What the hours before each of these are called."""

Time = tuple[datetime, str]
"""A moment, and how the zone's clock shows it."""


@dataclass(frozen=True)
class Part:
    """The free times of one part of a day."""

    name: str
    span: str
    times: Sequence[Time]


@dataclass(frozen=True)
class Choice:
    """What a time is chosen for: a service at an address, perhaps to move a booking."""

    service: ServiceInfo
    address: str
    moved: Booking | None = None


class Choosing:
    """Shows what is free."""

    def __init__(self, pages: Pages, desk: Desk) -> None:
        self._pages = pages
        self._desk = desk

    async def services(self, request: Request) -> Response:
        """Show what can be booked; if that is one service, its days."""
        bookable = [one for one in self._pages.zone.services if one.bookable]
        if not bookable:
            say = self._pages.words(request).say
            title = say("Nothing can be booked here.")
            instead = say("Please take a ticket, or ask at the reception desk.")
            return self._pages.sentence(request, HTTPStatus.NOT_FOUND, title, instead, {})
        if len(bookable) == 1:
            return self._pages.see(request, f"/book/{bookable[0].id}")
        return self._pages.show("services.html", request, services=bookable)

    def service(self, id: str) -> ServiceInfo:
        """Find a service that can be booked; 404 if there is none."""
        for one in self._pages.zone.services:
            if one.id == id and one.bookable:
                return one
        raise HTTPException(404)

    async def days(self, request: Request, choice: Choice) -> Response:
        """Show on which days something is free."""
        zone, words = self._pages.zone, self._pages.words(request)
        days = [
            (
                one["day"],
                phrases.day(words, noon(one["day"], zone), zone.timezone),
                words.count("{count} time free", "{count} times free", one["free"]),
            )
            for one in await self._desk.days(choice.service.id)
            if one["free"]
        ]
        first, later = days[:FIRST_DAYS], days[FIRST_DAYS:]
        return self._pages.show("days.html", request, choice=choice, days=first, later=later)

    async def times(
        self, request: Request, choice: Choice, refused: Refused | None = None
    ) -> Response:
        """Show which times of a day are free; after a refusal with what it says."""
        zone, words = self._pages.zone, self._pages.words(request)
        day = request.path_params["day"]
        if day not in {one["day"] for one in await self._desk.days(choice.service.id)}:
            raise HTTPException(404)
        free = [
            datetime.fromisoformat(one["starts_at"])
            for one in await self._desk.slots(choice.service.id, date.fromisoformat(day))
            if one["free"]
        ]
        times = [(at, phrases.clock(words, at, zone.timezone)) for at in free]
        status, *notice = (200,) if refused is None else told(words, refused, zone.timezone)
        return self._pages.show(
            "times.html",
            request,
            status,
            choice=choice,
            day=phrases.day(words, noon(day, zone), zone.timezone),
            action=f"{choice.address}/{day}",
            times=times,
            parts=parts_of_day(words, times, zone) if len(times) > MANY_TIMES else [],
            token=mint_token(),
            notice=" ".join(notice),
        )


def noon(day: str, zone: ZoneView) -> datetime:
    """Give a moment of a date, on the zone's clock."""
    return datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(zone.timezone))


def parts_of_day(words: Catalogue, times: Sequence[Time], zone: ZoneView) -> list[Part]:
    """Sort the times of a day by its parts; those without one are left out."""
    clock = ZoneInfo(zone.timezone)
    by_end: dict[int, list[Time]] = {}
    for at, shown in times:
        end = next(end for end in PARTS_OF_DAY if at.astimezone(clock).hour < end)
        by_end.setdefault(end, []).append((at, shown))
    return [
        Part(words.say(PARTS_OF_DAY[end]), phrases.span(some[0][1], some[-1][1]), some)
        for end, some in by_end.items()
    ]
