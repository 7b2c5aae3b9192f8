"""What a ticket's holder asks for, by forms that need no JavaScript."""

import asyncio
import re

import httpx
import pytest

from tests.website.conftest import Stage
from waiting_room.rules import commands as asked
from waiting_room.rules.ticket import Status
from website.form import LARGEST_BYTES

from .test_live import turn
from .test_pages import element

Asked = list[str]


async def once_on(web: httpx.AsyncClient, address: str) -> str:
    """Look at a page as a person does before pressing its button; gives what makes it one press."""
    page = await web.get(address)
    found = re.search(r'name="once" value="(\w+)"', page.text)
    assert found, page.text
    return found[1]


async def delay(web: httpx.AsyncClient, token: str, places: int = 2) -> httpx.Response:
    """Press the button on a fresh page."""
    once = await once_on(web, f"/t/{token}")
    return await web.post(f"/t/{token}/delay?lang=en", data={"once": once, "places": str(places)})


def line(stage: Stage, people: int = 4) -> list[str]:
    """Let some people wait at one open counter; gives their tokens."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    return [stage.issue() for _ in range(people)]


async def test_two_go_first(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Whoever lets two go first stands behind two more, is told so, and sees the ticket."""
    first, *_ = line(stage)
    answer = await delay(web, first, 2)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/t/{first}?said=delayed&lang=en"
    page = await web.get(answer.headers["location"])
    assert element(page, "headline") == "2 people before you"
    assert element(page, "behind") == "1 person behind you"
    assert "Done: others go before you now." in page.text


async def test_double_click(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Two presses of one button let as many go first as one, together or one after the other."""
    first, *_ = line(stage)
    form = {"once": await once_on(web, f"/t/{first}"), "places": "1"}
    address = f"/t/{first}/delay?lang=en"
    both = await asyncio.gather(web.post(address, data=form), web.post(address, data=form))
    late = await web.post(address, data=form)
    for answer in (*both, late):
        assert "said=delayed&" in answer.headers["location"]
    assert len(prompt_hub) == 2, "the second half of a double click asked nothing"
    assert len(set(prompt_hub)) == 1, "a late repetition is asked under the first one's id"
    assert element(await web.get(f"/t/{first}"), "headline") == "1 person before you"


async def test_wishes_differ(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Another number of people, and the button of a page loaded anew, are new wishes."""
    first, *_ = line(stage)
    once = await once_on(web, f"/t/{first}")
    for places in ("1", "2"):
        form = {"once": once, "places": places}
        await web.post(f"/t/{first}/delay", data=form)
    await delay(web, first, 2)
    assert len(set(prompt_hub)) == 3


@pytest.mark.parametrize(
    ("people", "offers"), [(1, "0"), (2, "1"), (3, "2"), (5, "2"), (6, "5"), (9, "5")]
)
async def test_offers(stage: Stage, web: httpx.AsyncClient, people: int, offers: str) -> None:
    """Nobody is offered to let more people go first than stand behind."""
    first, *_ = line(stage, people)
    assert f'data-offers="{offers}"' in (await web.get(f"/t/{first}")).text


async def test_last_place(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Whoever is last is not told so; asked all the same, it is said that nobody is behind."""
    *_, last = line(stage)
    assert element(await web.get(f"/t/{last}"), "behind") == ""
    answer = await delay(web, last)
    assert "said=nobody_behind&" in answer.headers["location"]
    page = await web.get(answer.headers["location"])
    assert "Nobody is behind you whom you could let go first." in page.text


async def test_called_meanwhile(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Whoever is called while the page was open cannot let others go first, and sees the call."""
    first, *_ = line(stage)
    form = {"once": await once_on(web, f"/t/{first}"), "places": "1"}
    stage.at_counter(asked.CallNext(counter="3"))
    answer = await web.post(f"/t/{first}/delay?lang=en", data=form)
    page = await web.get(answer.headers["location"])
    assert "That is not possible any more." in page.text
    assert element(page, "go") == "Counter 3"


async def test_sent_on(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Whoever was sent to one counter keeps the place there, and is offered nothing else."""
    first, *_ = line(stage)
    stage.at_counter(
        asked.CallNext(counter="3"),
        asked.OpenCounter(counter="4"),
        asked.TransferTicket(counter="3", to_counter="4"),
    )
    assert 'data-offers="0"' in (await web.get(f"/t/{first}")).text
    answer = await delay(web, first)
    page = await web.get(answer.headers["location"])
    assert "You are expected at one counter" in page.text


async def test_leave(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Leaving is asked about first; only the second page's button does it, and once for all."""
    first, *_ = line(stage)
    page = await web.get(f"/t/{first}/leave?lang=en")
    assert "Leave the line?" in page.text
    assert "K\u202f001" in page.text
    assert prompt_hub == [], "whoever only follows a link has asked for nothing"
    form = {"once": await once_on(web, f"/t/{first}/leave")}
    for _ in range(2):
        answer = await web.post(f"/t/{first}/leave?lang=en", data=form)
        assert answer.headers["location"] == f"/t/{first}?lang=en"
    page = await web.get(answer.headers["location"])
    assert element(page, "headline") == "This ticket is given up."
    assert 'data-leaves="no"' in page.text


@pytest.mark.parametrize("status", [Status.FINISHED, Status.NO_SHOW])
async def test_too_late_to_leave(
    stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked, status: Status
) -> None:
    """A ticket that is over or was missed cannot be left; its page says how it stands."""
    first, *_ = line(stage)
    form = {"once": await once_on(web, f"/t/{first}/leave")}
    ending = {Status.FINISHED: asked.FinishServing, Status.NO_SHOW: asked.MarkNoShow}[status]
    stage.at_counter(asked.CallNext(counter="3"), ending(counter="3"))
    for answer in (
        await web.get(f"/t/{first}/leave"),
        await web.post(f"/t/{first}/leave", data=form),
    ):
        assert "said=not_now&" in answer.headers["location"]


async def test_unknown_ticket(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """For a ticket of another day or of nobody there is nothing here, and nothing is asked."""
    token = stage.issue()
    form = {"once": "x", "places": "1"}
    stage.jump(days=1)
    for one in (token, "a" * 26):
        for wish in ("delay", "leave"):
            assert (await web.post(f"/t/{one}/{wish}", data=form)).status_code == 404
    assert prompt_hub == []


async def test_silent_hub(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """When the hub is silent it is said that no answer came, and nothing is kept for later."""
    first, *_ = line(stage)
    stage.silence_hub()
    answer = await delay(web, first)
    page = await web.get(answer.headers["location"])
    assert "No answer came." in page.text
    assert prompt_hub == []


async def test_hub_falls_silent(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """An answer that does not come in time is no answer; the wish can be made again."""
    first, *_ = line(stage)
    form = {"once": await once_on(web, f"/t/{first}"), "places": "1"}
    hub, stage._hub_connection._heard = stage._hub_connection._heard, lambda messages: None
    pressing = asyncio.ensure_future(web.post(f"/t/{first}/delay", data=form))
    await turn()
    stage.settle(5)
    answer = await pressing
    assert "said=no_answer&" in answer.headers["location"]
    stage._hub_connection._heard = hub
    stage.settle(3)
    again = await web.post(f"/t/{first}/delay", data=form)
    assert "said=delayed&" in again.headers["location"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 400),
        ({"places": "1"}, 400),
        ({"once": "x", "places": "3"}, 400),
        ({"once": "x", "places": "two"}, 400),
        ({"once": "x" * LARGEST_BYTES, "places": "1"}, 413),
    ],
)
async def test_forms_of_others(
    stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked, form: dict[str, str], status: int
) -> None:
    """A form that no page of ours sends asks the hub for nothing."""
    first, *_ = line(stage)
    assert (await web.post(f"/t/{first}/delay", data=form)).status_code == status
    assert prompt_hub == []


async def test_looking_asks_for_nothing(
    stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked
) -> None:
    """Whoever opens a form's own address sees the ticket; made-up outcomes say nothing."""
    first, *_ = line(stage)
    answer = await web.get(f"/t/{first}/delay?lang=de")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/t/{first}?lang=de")
    page = await web.get(f"/t/{first}?lang=en&said=<b>called</b>")
    assert 'class="told"' not in page.text
    assert prompt_hub == []


async def test_the_page_shows_it(stage: Stage, web: httpx.AsyncClient) -> None:
    """The page that follows shows what was done, also if the answer is there before the view."""
    first, *_ = line(stage)
    form = {"once": await once_on(web, f"/t/{first}"), "places": "1"}
    pressing = asyncio.ensure_future(web.post(f"/t/{first}/delay?lang=en", data=form))
    await turn()
    stage.home.advance(0)
    await turn()
    assert not pressing.done(), "the answer is there, the view is not"
    stage.settle()
    page = await web.get((await pressing).headers["location"])
    assert element(page, "headline") == "1 person before you"


async def test_keeps_its_secrets(stage: Stage, web: httpx.AsyncClient, prompt_hub: Asked) -> None:
    """Every answer about one ticket is stored nowhere and found by no search engine."""
    first, *_ = line(stage)
    for page in (await web.get(f"/t/{first}/leave"), await delay(web, first)):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-robots-tag"] == "noindex"
        assert page.headers["referrer-policy"] == "no-referrer"
