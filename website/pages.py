"""Pages: what a person sees, rendered from the mirror alone and whole without JavaScript."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from waiting_room.rules.shape import said
from waiting_room.rules.zone import Links
from waiting_room.wire.views import ZoneView
from waiting_room.words import LANGUAGES, Catalogue, catalogue, is_right_to_left
from website import texts
from website.languages import choose
from website.mirror import Mirror
from website.texts import Texts

STATIC = Path(__file__).parent / "static"
LOOK_AGAIN_S = 30
"""How often a page without JavaScript asks again."""

SEE_OTHER = 303

PUBLIC = {"Cache-Control": "public, max-age=2", "Vary": "Accept-Language"}
PERSONAL = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class Pages:
    """Renders every page of the website."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._templates = Environment(
            loader=PackageLoader("website"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._assets = _hash_of(sorted(STATIC.iterdir()))

    @property
    def offered(self) -> Sequence[str]:
        """List the languages of the zone."""
        return self._mirror.zone.languages if self._mirror.zone else tuple(LANGUAGES)

    def language(self, request: Request, first: str = "") -> str:
        """Choose a request's language; `first` goes before what the browser accepts."""
        accepted = request.headers.get("accept-language", "")
        asked = request.query_params.get("lang", first)
        return choose(asked, accepted, self.offered)

    def words(self, request: Request) -> Catalogue:
        """Give the catalogue of a request's language."""
        return catalogue(self.language(request))

    @property
    def zone(self) -> ZoneView:
        """Give the zone; 503 if it is not known yet."""
        if self._mirror.zone is None:
            raise HTTPException(503)
        return self._mirror.zone

    def show(
        self,
        template: str,
        request: Request,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **fields: object,
    ) -> Response:
        """Show somebody a page of their own, which does not change while it is looked at."""
        words = self.words(request)
        live = texts.state(self._mirror, words)
        return self.render(
            template,
            request,
            words,
            live,
            status,
            PERSONAL | (headers or {}),
            **{"stream": "", "again": 0} | fields,
        )

    def see(self, request: Request, path: str, **query: object) -> Response:
        """Send somebody on to another address, in the same language."""
        query["lang"] = self.language(request)
        return RedirectResponse(f"{path}?{urlencode(query)}", SEE_OTHER, PERSONAL)

    async def waits(self, request: Request) -> Response:
        """Show how long it takes now."""
        zone, known = self._mirror.zone, self._mirror.waits
        if zone is None or known is None:
            raise HTTPException(503)
        words = catalogue(self.language(request))
        live = merged(texts.public_events(self._mirror, words))
        stream = f"/live?lang={words.language}"
        return self.render(
            "waits.html", request, words, live, 200, PUBLIC, stream=stream, services=known.services
        )

    def sentence(
        self, request: Request, status: int, title: str, advice: str, headers: dict[str, str]
    ) -> Response:
        """Show a page of two sentences, for what went otherwise than wished."""
        again = LOOK_AGAIN_S if status == 503 else 0
        booking = request.url.path.startswith("/book")
        fields = {"headline": title, "advice": advice, "again": again, "booking": booking}
        return self.show("sentence.html", request, status, headers, **fields)

    def render(
        self,
        template: str,
        request: Request,
        words: Catalogue,
        live: Texts,
        status: int,
        headers: dict[str, str],
        **fields: object,
    ) -> Response:
        """Render a page from a template; `live` are its texts that can change."""
        zone = self._mirror.zone
        html = self._templates.get_template(template).render(
            {"again": LOOK_AGAIN_S, "carried": ""}
            | fields
            | {
                "say": words.say,
                "count": words.count,
                "said": lambda names: said(names, words.language),
                "language": words.language,
                "direction": "rtl" if is_right_to_left(words.language) else "ltr",
                "languages": [
                    (code, LANGUAGES.get(code, code), "rtl" if is_right_to_left(code) else "ltr")
                    for code in self.offered
                ],
                "legal": _legal(zone.links, words) if zone else (),
                "zone": zone,
                "books": zone is not None and any(one.bookable for one in zone.services),
                "zone_name": said(zone.name, words.language) if zone else "Wartemarke",
                "live": live,
                "assets": self._assets,
                "calls_shown": texts.CALLS_SHOWN,
            }
        )
        return HTMLResponse(html, status, headers | {"Content-Language": words.language})


def token_in(request: Request) -> str:
    """Read the token in a path; a scanned code may come in capitals."""
    return str(request.path_params["token"]).lower()


def _legal(links: Links, words: Catalogue) -> list[tuple[str, str]]:
    """List the pages that the law asks for, as far as the zone has them: address and name."""
    pages = (
        (links.imprint, words.say("Imprint")),
        (links.privacy, words.say("Privacy")),
        (links.accessibility, words.say("Accessibility")),
    )
    return [(address, name) for address, name in pages if address]


def merged(events: dict[str, Texts]) -> Texts:
    """Put the texts of several events together, for a page that shows them all."""
    return {key: text for content in events.values() for key, text in content.items()}


def _hash_of(files: Sequence[Path]) -> str:
    content = hashlib.sha256()
    for file in files:
        content.update(file.read_bytes())
    return content.hexdigest()[:8]
