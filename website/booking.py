"""Booking a time, without an account: choose, say what one needs, and get a code."""

from datetime import UTC, datetime
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from pydantic import Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waiting_room.rules.commands import Book, ReserveSlot
from waiting_room.rules.refused import Refused
from waiting_room.rules.shape import Instant, Shape, Token, said
from waiting_room.rules.ticket import Need
from waiting_room.words import phrases
from website.choosing import Choice, Choosing
from website.desk import Desk
from website.form import Form, read_form
from website.live import address_of
from website.pages import Pages

GONE = frozenset({"slot_taken", "no_such_slot"})
"""Refusals after which another time can be chosen at once."""

OnACalendar = Annotated[
    Instant,
    Field(gt=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC)),
]
"""A moment that has a date on every clock."""

S = TypeVar("S", bound=Shape)


class Reserved(Shape):
    """What is kept for somebody, as the address of the page says; the hub alone decides."""

    service: str
    starts_at: OnACalendar
    minutes: int
    reserved_until: OnACalendar
    token: Token


class BookingPages:
    """The pages of who books: what changes anything is a form that is sent."""

    def __init__(self, pages: Pages, choosing: Choosing, desk: Desk) -> None:
        self._pages = pages
        self._choosing = choosing
        self._desk = desk

    def routes(self) -> list[Route]:
        """Give the addresses, and what answers each of them."""
        return [
            Route("/book", self._choosing.services),
            Route("/book/{service}", self._days),
            Route("/book/{service}/{day}", self._times),
            Route("/book/{service}/{day}", self._reserve, methods=["POST"]),
            Route("/reserved", self._reserved),
            Route("/reserved", self._book, methods=["POST"]),
        ]

    async def _days(self, request: Request) -> Response:
        return await self._choosing.days(request, self._choice(request))

    async def _times(self, request: Request) -> Response:
        return await self._choosing.times(request, self._choice(request))

    async def _reserve(self, request: Request) -> Response:
        choice = self._choice(request)
        form = await read_form(request)
        command = read(ReserveSlot, form | {"service": choice.service.id})
        try:
            kept = await self._desk.reserve(address_of(request.scope), command)
        except Refused as refused:
            if refused.code not in GONE:
                raise
            return await self._choosing.times(request, choice, refused)
        return self._pages.see(request, "/reserved", token=command.token, **kept)

    async def _reserved(self, request: Request) -> Response:
        """Show what is kept for somebody, and ask whether it is right."""
        query = {key: text for key, text in request.query_params.items() if key != "lang"}
        kept = read(Reserved, query)
        zone, words = self._pages.zone, self._pages.words(request)
        service = self._choosing.service(kept.service)
        return self._pages.show(
            "reserved.html",
            request,
            service=said(service.name, words.language),
            day=phrases.day(words, kept.starts_at, zone.timezone),
            time=phrases.clock(words, kept.starts_at, zone.timezone),
            until=phrases.clock(words, kept.reserved_until, zone.timezone),
            token=kept.token,
            again_at=f"/book/{service.id}",
            needs=[
                (Need.INTERPRETER, words.say("I need an interpreter")),
                (Need.WHEELCHAIR, words.say("I use a wheelchair")),
                (Need.HEARING_LOOP, words.say("I need a hearing loop")),
            ],
            carried=f"{urlencode(query)}&",
        )

    async def _book(self, request: Request) -> Response:
        form = await read_form(request)
        needs = tuple(form.pop("needs", "").split())
        language = self._pages.language(request)
        command = read(Book, form | {"needs": needs, "language": language})
        booked = await self._desk.change(command)
        return self._pages.see(request, f"/booking/{booked['code']}")

    def _choice(self, request: Request) -> Choice:
        service = self._choosing.service(request.path_params["service"])
        return Choice(service, f"/book/{service.id}")


def read(shape: type[S], fields: Form) -> S:
    """Read what a form or an address says; 400 if nobody can have chosen that."""
    try:
        return shape.model_validate(fields)
    except ValidationError:
        raise HTTPException(400) from None
