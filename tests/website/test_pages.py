import httpx
import pytest

from tests.website.conftest import Stage
from waiting_room.rules import commands as asked
from waiting_room.rules.zone import Links
from waiting_room.wire.views import TicketView
from website.headers import SECURITY

NARROW = "\u202f"


def element(page: httpx.Response, id: str) -> str:
    """Give the text of an element by its id."""
    return page.text.partition(f'id="{id}">')[2].partition("<")[0]


async def test_waits(stage: Stage, web: httpx.AsyncClient) -> None:
    """The page shows for every service how many wait and how long it takes now."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    stage.issue()
    page = await web.get("/?lang=en")
    assert page.status_code == 200
    assert "Reception South" in page.text
    assert element(page, "service-new-application-people") == "2 people wait"
    assert element(page, "service-new-application-wait") == "\u206620–50\u2069 minutes"
    assert element(page, "service-hand-in-documents-wait") == "not known yet"
    assert element(page, "service-advice-wait") == "only with a booking"
    assert element(page, "now") == "Live, \u206609:41\u2069"


async def test_closed_service(stage: Stage, web: httpx.AsyncClient) -> None:
    """A closed service says when it opens again."""
    stage.jump(hours=3)
    page = await web.get("/?lang=en")
    closed = "opens on Tuesday 24 November at \u206608:00\u2069"
    assert element(page, "service-new-application-wait") == closed
    assert 'id="service-new-application" class="card" data-open="no"' in page.text


@pytest.mark.parametrize(
    ("changes", "wait", "again"),
    [
        (
            {"tickets_per_day": 1},
            "all tickets of today are given out",
            "again on Tuesday 24 November at \u206608:00\u2069",
        ),
        (
            {"service_min": 150},
            "today is full",
            "again on Tuesday 24 November at \u206608:00\u2069",
        ),
    ],
)
async def test_no_more_today(
    stage: Stage, web: httpx.AsyncClient, changes: dict[str, int], wait: str, again: str
) -> None:
    """A service that gives no more tickets today says why, and when it does again."""
    stage.change_first_service(**changes)
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    page = await web.get("/?lang=en")
    assert element(page, "service-new-application-wait") == wait
    assert element(page, "service-new-application-again") == again
    assert element(page, "service-new-application-people") == "1 person waits"


async def test_last_calls(stage: Stage, web: httpx.AsyncClient) -> None:
    """The last calls stand with number and counter, the latest first."""
    for counter in "34":
        stage.issue()
        stage.at_counter(asked.OpenCounter(counter=counter), asked.CallNext(counter=counter))
    page = await web.get("/?lang=de")
    assert element(page, "call-0-number") == f"K{NARROW}002"
    assert element(page, "call-0-counter") == "Schalter 4"
    assert element(page, "call-1-counter") == "Schalter 3"
    assert element(page, "call-2-number") == ""


@pytest.mark.parametrize(
    ("address", "accepted", "language", "direction"),
    [
        ("/", "", "de", "ltr"),
        ("/", "uk-UA,uk;q=0.9", "uk", "ltr"),
        ("/?lang=ar", "de", "ar", "rtl"),
        ("/?lang=fa", "de", "fa", "rtl"),
        ("/?lang=%22%3E%3Cscript%3E", "tr", "tr", "ltr"),
    ],
)
async def test_language(
    stage: Stage,
    web: httpx.AsyncClient,
    address: str,
    accepted: str,
    language: str,
    direction: str,
) -> None:
    """A page says its language and direction, and links to every other one in its own script."""
    page = await web.get(address, headers={"Accept-Language": accepted})
    assert f'lang="{language}" dir="{direction}"' in page.text
    assert page.headers["content-language"] == language
    assert "Accept-Language" in page.headers["vary"]
    for name in ("Deutsch", "العربية", "Українська"):
        assert f">{name}</a>" in page.text


async def test_ticket_speaks_its_language(stage: Stage, web: httpx.AsyncClient) -> None:
    """A ticket's page is in the language of the ticket, unless another one is asked for."""
    token = stage.issue(language="ar")
    accepting = {"Accept-Language": "en"}
    assert (
        '<html id="page" lang="ar" dir="rtl"'
        in (await web.get(f"/t/{token}", headers=accepting)).text
    )
    assert 'lang="de" dir="ltr"' in (await web.get(f"/t/{token}?lang=de")).text


async def test_ticket_keeps_to_itself(stage: Stage, web: httpx.AsyncClient) -> None:
    """A ticket's page never says the concern, is never stored, and tells where to wait."""
    token = stage.issue()
    page = await web.get(f"/t/{token.upper()}")
    assert "Apply for benefits" not in page.text
    assert "Waiting area B" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-robots-tag"] == "noindex"


async def test_legal_pages(stage: Stage, web: httpx.AsyncClient) -> None:
    """Every page ends with the pages that the law asks for, those that the zone has."""
    stage.change_zone(links=Links())
    assert "<footer>" not in (await web.get("/?lang=en")).text
    links = Links(imprint="https://example.org/imprint", privacy="https://example.org/privacy")
    stage.change_zone(links=links)
    for address in ("/?lang=en", f"/t/{stage.issue()}", "/nowhere?lang=en"):
        page = await web.get(address)
        assert '<a href="https://example.org/imprint">Imprint</a>' in page.text
        assert '<a href="https://example.org/privacy">Privacy</a>' in page.text
        assert "Accessibility" not in page.text


async def test_unknown_ticket(stage: Stage, web: httpx.AsyncClient) -> None:
    """An unknown token, a malformed one and one of a day that is over get the same page."""
    token = stage.issue()
    stage.jump(days=1)
    pages = [await web.get(f"/t/{one}") for one in (token, "a" * 26, "..%2f<b>")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert (await web.get(f"/t/{token}/live")).status_code == 404


@pytest.mark.parametrize("address", ["/nope", "/book/nope", "/api"])
async def test_unknown_address(stage: Stage, web: httpx.AsyncClient, address: str) -> None:
    """An address that is no ticket's says nothing of tickets, and leads to where one can begin."""
    page = await web.get(f"{address}?lang=en")
    assert page.status_code == 404
    assert "Please check the address." in page.text
    assert "ticket" not in page.text
    assert '<a href="/?lang=en">All waiting times</a>' in page.text
    books = '<a href="/book?lang=en">Book a time</a>' in page.text
    assert books == address.startswith("/book")


async def test_left_over_ticket(stage: Stage, web: httpx.AsyncClient) -> None:
    """A ticket that a broker kept from before the hub's present generation is not shown."""
    token = "z" * 26
    left = TicketView(
        generation=0,
        number="K001",
        service="question",
        status="waiting",
        language="en",
        issued_at=stage.clock(),
        counter=None,
        calls=0,
        called_at=None,
        ended_why="",
    )
    topic = stage.link.topics.view(TicketView, token)
    stage.broker.deliver(topic, left.model_dump_json().encode(), retain=True)
    stage.settle()
    assert (await web.get(f"/t/{token}")).status_code == 404


async def test_stale(stage: Stage, web: httpx.AsyncClient) -> None:
    """When the hub is silent every page says as of when it holds, and is not marked live."""
    token = stage.issue()
    stage.settle(60)
    stage.silence_hub()
    stage.settle(600)
    for address in ("/?lang=en", f"/t/{token}?lang=en"):
        page = await web.get(address)
        assert page.status_code == 200
        assert 'data-live="no"' in page.text
        assert element(page, "notice") == "As of \u206609:42\u2069, not updating now."
        assert element(page, "now") == ""
    assert (await web.get("/t/" + "a" * 26)).status_code == 503


async def test_stale_since_yesterday(stage: Stage, web: httpx.AsyncClient) -> None:
    """What held on another day is shown with its day."""
    stage.silence_hub()
    stage.jump(days=1)
    page = await web.get("/?lang=en")
    notice = "As of Monday 23 November, \u206609:41\u2069, not updating now."
    assert element(page, "notice") == notice


async def test_live_again(stage: Stage, web: httpx.AsyncClient) -> None:
    """After the hub has come back, with a new generation, pages are live and tickets are there."""
    token = stage.issue()
    stage.hub.close()
    stage.settle()
    assert 'data-live="no"' in (await web.get("/")).text
    stage.hub = stage.new_hub()
    stage.hub.open()
    stage.settle()
    assert 'data-live="yes"' in (await web.get("/")).text
    assert (await web.get(f"/t/{token}")).status_code == 200


async def test_nothing_known(empty_stage: Stage, web: httpx.AsyncClient) -> None:
    """A website that has heard nothing yet says that it cannot know, and when to look again."""
    page = await web.get("/?lang=en")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "30"
    assert "We cannot look it up at the moment." in page.text


async def test_without_javascript(stage: Stage, web: httpx.AsyncClient) -> None:
    """Without JavaScript the page asks again by itself every thirty seconds."""
    again = '<noscript><meta http-equiv="refresh" content="30"></noscript>'
    assert again in (await web.get("/")).text
    page = await web.get(f"/t/{stage.issue()}?said=delayed")
    assert 'content="30; url=?lang=en"' in page.text, "what came of a wish is said once"
    assert again not in (await web.get("/nowhere")).text


@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("GET", "/nowhere?lang=en", 404, "There is nothing here."),
        ("GET", f"/t/{'a' * 26}?lang=en", 404, "If it was printed just now, please try again"),
        ("POST", "/?lang=en", 405, "This is not possible here."),
        ("GET", "/api/v2/waits", 404, "There is no such address"),
        ("DELETE", "/api/v1/waits", 405, "Open data can only be read"),
        ("POST", "/live", 405, ""),
        ("GET", "/static/../app.py", 404, ""),
    ],
)
async def test_faults(
    stage: Stage, web: httpx.AsyncClient, method: str, address: str, status: int, sentence: str
) -> None:
    """What does not exist or cannot be done is said in a sentence, to programs as a problem."""
    answer = await web.request(method, address)
    assert answer.status_code == status
    assert sentence in answer.text
    if "/api/" in address:
        assert answer.headers["content-type"] == "application/problem+json"
    if status == 405:
        assert "GET" in answer.headers["allow"]


async def test_own_fault(
    stage: Stage, web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours is a page that says so, and nothing of the program."""

    def fail(*words: object) -> None:
        raise ValueError("secret")

    monkeypatch.setattr("website.texts.public_events", fail)
    page = await web.get("/?lang=en")
    assert page.status_code == 500
    assert "Something went wrong." in page.text
    assert "secret" not in page.text


@pytest.mark.parametrize(
    "address",
    ["/", "/nowhere", "/api/v1/waits", "/healthz", "/static/style.css", "/static/live.js"],
)
async def test_headers(stage: Stage, web: httpx.AsyncClient, address: str) -> None:
    """Every answer carries the security headers, allows nothing inline, and sets no cookie."""
    answer = await web.get(address)
    shared = {"Cross-Origin-Resource-Policy"} if "/api/" in address else set()
    for name, value in SECURITY.items():
        if name not in shared:
            assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers


async def test_health(stage: Stage, web: httpx.AsyncClient) -> None:
    """The health address says in a sentence whether the website knows how it stands."""
    assert (await web.get("/healthz")).status_code == 200
    stage.silence_hub()
    silent = await web.get("/healthz")
    assert (silent.status_code, silent.text) == (
        503,
        "The hub does not answer; pages show what was known last.\n",
    )
    stage.broker.stop()
    stage.settle()
    assert "The broker cannot be reached" in (await web.get("/healthz")).text
