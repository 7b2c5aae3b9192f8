"""The page of a booking, for whoever has its code: to show it, to move it, to cancel it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waiting_room.rules.booking import Booking, is_changeable, tidy_code
from waiting_room.rules.commands import CancelBooking, MoveBooking
from waiting_room.rules.refused import Refused
from waiting_room.rules.shape import said
from waiting_room.words import phrases
from website.booking import GONE, read
from website.calendar_entry import calendar_entry
from website.choosing import Choice, Choosing
from website.desk import Desk
from website.form import read_form
from website.live import address_of
from website.mirror import Mirror
from website.pages import PERSONAL, Pages
from website.qr import outline

LONGEST_CODE = 20
"""Nobody is asked about more signs than that; it is no code anyway."""


class BookedPages:
    """The pages of who has booked."""

    def __init__(self, pages: Pages, choosing: Choosing, desk: Desk, mirror: Mirror) -> None:
        self._pages = pages
        self._choosing = choosing
        self._desk = desk
        self._mirror = mirror

    def routes(self) -> list[Route]:
        """Give the addresses, and what answers each of them."""
        return [
            Route("/booking", self._find),
            Route("/booking/{code}", self._show),
            Route("/booking/{code}/calendar.ics", self._calendar),
            Route("/booking/{code}/move", self._days),
            Route("/booking/{code}/move/{day}", self._times),
            Route("/booking/{code}/move/{day}", self._move, methods=["POST"]),
            Route("/booking/{code}/cancel", self._ask_to_cancel),
            Route("/booking/{code}/cancel", self._cancel, methods=["POST"]),
        ]

    async def _find(self, request: Request) -> Response:
        """Ask for a code, or go to the page of the one that was typed."""
        typed = tidy_code(request.query_params.get("code", ""))
        if not typed:
            return self._pages.show("find.html", request)
        return self._pages.see(request, f"/booking/{typed}")

    async def _show(self, request: Request) -> Response:
        booking, signed = await self._booking(request)
        zone, words = self._pages.zone, self._pages.words(request)
        side, path = outline(signed)
        return self._pages.show(
            "booking.html",
            request,
            booking=booking,
            day=phrases.day(words, booking.starts_at, zone.timezone),
            time=phrases.clock(words, booking.starts_at, zone.timezone),
            service=self._service_name(booking, words.language),
            bring=self._bring(booking, words.language),
            changeable=is_changeable(booking, self._mirror.now),
            side=side,
            path=path,
        )

    async def _calendar(self, request: Request) -> Response:
        booking, _ = await self._booking(request)
        zone, words = self._pages.zone, self._pages.words(request)
        entry = calendar_entry(
            booking,
            now=self._mirror.now,
            title=words.say("Appointment"),
            place=", ".join(filter(None, (said(zone.name, words.language), zone.address))),
            advice=words.say("Your code") + ": " + booking.code,
        )
        headers = PERSONAL | {"Content-Disposition": 'attachment; filename="booking.ics"'}
        return Response(entry, headers=headers, media_type="text/calendar; method=PUBLISH")

    async def _days(self, request: Request) -> Response:
        return await self._choosing.days(request, await self._choice(request))

    async def _times(self, request: Request) -> Response:
        return await self._choosing.times(request, await self._choice(request))

    async def _move(self, request: Request) -> Response:
        choice = await self._choice(request)
        form = await read_form(request)
        fields = {"code": request.path_params["code"], "starts_at": form.get("starts_at")}
        try:
            await self._desk.change(read(MoveBooking, fields))
        except Refused as refused:
            if refused.code not in GONE:
                raise
            return await self._choosing.times(request, choice, refused)
        return self._back(request)

    async def _ask_to_cancel(self, request: Request) -> Response:
        booking, _ = await self._booking(request)
        if booking.cancelled:
            return self._back(request)
        zone, words = self._pages.zone, self._pages.words(request)
        return self._pages.show(
            "cancel.html",
            request,
            booking=booking,
            day=phrases.day(words, booking.starts_at, zone.timezone),
            time=phrases.clock(words, booking.starts_at, zone.timezone),
        )

    async def _cancel(self, request: Request) -> Response:
        booking, _ = await self._booking(request)
        await self._desk.change(CancelBooking(code=booking.code))
        return self._back(request)

    async def _booking(self, request: Request) -> tuple[Booking, str]:
        """Find the booking of the code in the address, and its signed code."""
        code = tidy_code(str(request.path_params["code"]))[:LONGEST_CODE] or "-"
        found = await self._desk.find(address_of(request.scope), code)
        signed = str(found.pop("signed"))
        return Booking(zone=self._pages.zone.id, **found), signed

    async def _choice(self, request: Request) -> Choice:
        booking, _ = await self._booking(request)
        service = self._choosing.service(booking.service)
        return Choice(service, f"/booking/{booking.code}/move", booking)

    def _back(self, request: Request) -> Response:
        return self._pages.see(request, f"/booking/{request.path_params['code']}")

    def _service_name(self, booking: Booking, language: str) -> str:
        names = {one.id: one.name for one in self._pages.zone.services}
        return said(names.get(booking.service, {}), language)

    def _bring(self, booking: Booking, language: str) -> str:
        things = {one.id: one.bring for one in self._pages.zone.services}
        return said(things.get(booking.service, {}), language)
