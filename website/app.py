"""The website's addresses, and what answers each of them."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from waiting_room.rules.refused import Refused
from waiting_room.wire.link import Link, LinkState
from waiting_room.words import Catalogue, catalogue
from website.booked import BookedPages
from website.booking import BookingPages
from website.choosing import Choosing
from website.data import Data, problem
from website.desk import Desk
from website.headers import SecurityHeaders
from website.live import Live, address_of
from website.mirror import Mirror
from website.pages import LOOK_AGAIN_S, STATIC, Pages, token_in
from website.refusals import told
from website.ticket import TicketPages
from website.wishes import Wishes


def make_app(link: Link, mirror: Mirror, live: Live) -> Starlette:
    """Wire the website."""
    pages, data = Pages(mirror), Data(mirror)
    faults = Faults(pages)
    desk = Desk(link, mirror)
    choosing = Choosing(pages, desk)
    return Starlette(
        routes=[
            Route("/", pages.waits),
            Route("/live", Stream(mirror, live, pages), methods=["GET"]),
            *TicketPages(pages, mirror, Wishes(link, mirror)).routes(),
            Route("/t/{token}/live", Stream(mirror, live, pages), methods=["GET"]),
            *BookingPages(pages, choosing, desk).routes(),
            *BookedPages(pages, choosing, desk, mirror).routes(),
            Route("/api/v1/waits", data.waits),
            Route("/api/v1/accuracy", data.accuracy),
            Route("/api/v1/openapi.json", data.description),
            Route("/healthz", Health(link, mirror).answer),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={
            Refused: faults.refused,
            HTTPException: faults.answer,
            Exception: faults.answer,
        },
    )


class Stream:
    """Answers `/live` and `/t/<token>/live`."""

    def __init__(self, mirror: Mirror, live: Live, pages: Pages) -> None:
        self._mirror = mirror
        self._live = live
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Follow what changes; 503 if there is no room, after which a browser asks no more."""
        request = Request(scope, receive)
        token, first = "", ""
        if "token" in request.path_params:
            token = token_in(request)
            seen = self._mirror.ticket(token)
            if seen is None:
                raise HTTPException(404 if self._mirror.live else 503)
            first = seen.language
        if scope["method"] == "HEAD":
            await Response(media_type="text/event-stream")(scope, receive, send)
        elif not self._live.has_room_for(address_of(scope)):
            raise HTTPException(503)
        else:
            language = self._pages.language(request, first)
            await self._live.follow(scope, receive, send, language=language, token=token)


class Health:
    """Answers `/healthz` for whoever watches over the website."""

    def __init__(self, link: Link, mirror: Mirror) -> None:
        self._link = link
        self._mirror = mirror

    async def answer(self, request: Request) -> Response:
        """Say in a sentence whether the website knows how it stands."""
        said = {
            LinkState.NO_BROKER: "The broker cannot be reached; pages show what was known last.",
            LinkState.NO_HUB: "The hub does not answer; pages show what was known last.",
            LinkState.UP: "The hub has not shown its zone yet.",
        }[self._link.state]
        if self._mirror.live:
            said = "The website shows how it stands now."
        status = 200 if self._mirror.live else 503
        return PlainTextResponse(said + "\n", status, {"Cache-Control": "no-store"})


class Faults:
    """Answers what goes otherwise than wished, to people as a page, to programs as JSON."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def answer(self, request: Request, error: Exception) -> Response:
        """Turn an error into an answer."""
        fault = error if isinstance(error, HTTPException) else HTTPException(500)
        status, headers = fault.status_code, dict(fault.headers or {})
        if request.url.path.startswith("/api/"):
            return problem(status, fault.detail, _DETAILS.get(status, ""), headers)
        if status == 503:
            headers |= {"Retry-After": str(LOOK_AGAIN_S)}
        words = catalogue(self._pages.language(request))
        title, advice = _title_and_advice(status, request.url.path, words)
        return self._pages.sentence(request, status, title, advice, headers)

    async def refused(self, request: Request, error: Exception) -> Response:
        """Say why something about a booking was refused."""
        assert isinstance(error, Refused)
        zone, words = self._pages.zone, self._pages.words(request)
        status, title, advice = told(words, error, zone.timezone)
        return self._pages.show("refused.html", request, status, headline=title, advice=advice)


def _title_and_advice(status: int, path: str, words: Catalogue) -> tuple[str, str]:
    """Say to a person what went otherwise than wished, and what to do."""
    say = words.say
    again = say("Please try again in a minute, or ask at the reception.")
    match status:
        case 404 if path.startswith("/t/"):
            soon = say("If it was printed just now, please try again in a minute.")
            ends = say("A ticket's page ends with its day.")
            return say("This ticket cannot be shown."), f"{soon} {ends}"
        case 404:
            return say("There is nothing here."), say("Please check the address.")
        case 405:
            return say("This is not possible here."), say("This page can only be read.")
        case 503:
            return say("We cannot look it up at the moment."), again
    return say("Something went wrong."), again


_DETAILS = {
    404: "There is no such address; see /api/v1/openapi.json.",
    405: "Open data can only be read: use GET.",
    500: "The fault is ours and has been logged.",
}
