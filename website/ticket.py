"""The page of a ticket, for whoever holds its token: how it stands, and what to ask for."""

import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waiting_room.rules.commands import CancelTicket, DelayTicket
from waiting_room.wire.messages import Reply
from waiting_room.wire.views import TicketView
from waiting_room.words import Catalogue, catalogue, phrases
from website.form import read_form
from website.mirror import Mirror
from website.pages import LOOK_AGAIN_S, PERSONAL, Pages, merged, token_in
from website.ticket_texts import LEAVES, OFFERS, TOLD, ticket_events, told
from website.wishes import Wishes

GONE = frozenset({"unknown_ticket", "not_allowed"})
"""Refusals that mean that there is no such ticket, as for any address that nobody gave out."""


class TicketPages:
    """The pages of who waits."""

    def __init__(self, pages: Pages, mirror: Mirror, wishes: Wishes) -> None:
        self._pages = pages
        self._mirror = mirror
        self._wishes = wishes

    def routes(self) -> list[Route]:
        """Give the addresses, and what answers each of them."""
        return [
            Route("/t/{token}", self._show),
            Route("/t/{token}/delay", self._look),
            Route("/t/{token}/delay", self._delay, methods=["POST"]),
            Route("/t/{token}/leave", self._ask_to_leave),
            Route("/t/{token}/leave", self._leave, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        token, seen = self._ticket(request)
        words = self._words(request, seen)
        zone = self._pages.zone
        return self._render(
            "ticket.html",
            request,
            words,
            token,
            stream=f"/t/{token}/live?lang={words.language}",
            again=f"{LOOK_AGAIN_S}; url=?lang={words.language}",
            told=told(words, request.query_params.get("said", "")),
            offers=OFFERS,
            issued=words.say(
                "Issued on {day} at {time}.",
                day=phrases.date(words, seen.issued_at, zone.timezone),
                time=phrases.clock(words, seen.issued_at, zone.timezone),
            ),
        )

    async def _look(self, request: Request) -> Response:
        """Show the ticket to whoever only looks at a form's address: looking asks for nothing."""
        token, _ = self._ticket(request)
        return self._back(request, token)

    async def _delay(self, request: Request) -> Response:
        """Let others go first."""
        token, _ = self._ticket(request)
        form = await read_form(request)
        places = form.get("places", "")
        if places not in map(str, OFFERS):
            raise HTTPException(400)
        reply = await self._wishes.ask(DelayTicket(token=token, places=int(places)), _once(form))
        return self._answered(request, token, reply, done="delayed")

    async def _ask_to_leave(self, request: Request) -> Response:
        """Ask whether the visitor means it."""
        token, seen = self._ticket(request)
        if seen.status not in LEAVES:
            return self._back(request, token, "not_now")
        words = self._words(request, seen)
        return self._render("leave.html", request, words, token, stream="", again=0)

    async def _leave(self, request: Request) -> Response:
        """Let go of the ticket."""
        token, _ = self._ticket(request)
        once = _once(await read_form(request))
        reply = await self._wishes.ask(CancelTicket(token=token), once)
        return self._answered(request, token, reply, done="")

    def _ticket(self, request: Request) -> tuple[str, TicketView]:
        """Find the ticket of the address; HTTPException if there is none or nobody can know."""
        token = token_in(request)
        seen = self._mirror.ticket(token)
        if self._mirror.zone is None or (seen is None and not self._mirror.live):
            raise HTTPException(503)
        if seen is None:
            raise HTTPException(404)
        return token, seen

    def _words(self, request: Request, seen: TicketView) -> Catalogue:
        return catalogue(self._pages.language(request, seen.language))

    def _render(
        self, template: str, request: Request, words: Catalogue, token: str, **fields: object
    ) -> Response:
        live = merged(ticket_events(self._mirror, words, token) or {})
        fields |= {"token": token, "once": secrets.token_hex(12)}
        return self._pages.render(template, request, words, live, 200, PERSONAL, **fields)

    def _answered(self, request: Request, token: str, reply: Reply, *, done: str) -> Response:
        code = reply.error.code if reply.error else done
        if code in GONE:
            raise HTTPException(404)
        return self._back(request, token, code if code in TOLD or not code else "no_answer")

    def _back(self, request: Request, token: str, said: str = "") -> Response:
        """Show the ticket's page by its own address, so that loading it again asks for nothing."""
        query = {"said": said} if said else {}
        return self._pages.see(request, f"/t/{token}", **query)


def _once(form: dict[str, str]) -> str:
    """Give what tells one page's button from the same button on a page loaded anew."""
    if "once" not in form:
        raise HTTPException(400)
    return form["once"]
