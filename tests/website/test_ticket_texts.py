"""What a ticket's page says, from the first look to the end of the visit."""

import httpx

from tests.website.conftest import Stage
from waiting_room.rules import commands as asked

from .test_pages import element


async def test_ticket_follows_its_visit(stage: Stage, web: httpx.AsyncClient) -> None:
    """A ticket's page tells place, call, service and end of the visit in words."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    for _ in range(2):
        stage.issue()
    address = f"/t/{stage.issue()}"

    async def said() -> tuple[str, str]:
        page = await web.get(address)
        assert page.status_code == 200
        return element(page, "headline"), element(page, "go")

    assert await said() == ("2 people before you", "")
    stage.at_counter(asked.CallTicket(counter="3", number="K003"))
    assert await said() == ("You are called", "Counter 3")
    stage.at_counter(asked.Recall(counter="3"))
    assert await said() == ("You are called again", "Counter 3")
    stage.at_counter(asked.MarkNoShow(counter="3"))
    assert await said() == ("You were called, but nobody came.", "")
    stage.at_counter(asked.CallTicket(counter="3", number="K003"), asked.HoldTicket(counter="3"))
    assert await said() == ("Your ticket is set aside.", "")
    stage.at_counter(asked.CallTicket(counter="3", number="K003"), asked.StartServing(counter="3"))
    assert await said() == ("It is your turn", "Counter 3")
    stage.at_counter(asked.FinishServing(counter="3"))
    assert await said() == ("Your visit is over.", "")


async def test_longer_than_told(stage: Stage, web: httpx.AsyncClient) -> None:
    """A wait that cannot be kept is said to be longer, not silently moved."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    token = stage.issue()
    sorry = "It takes longer than we said. We are sorry."
    assert element(await web.get(f"/t/{token}"), "advice") != sorry
    stage.at_counter(asked.PauseCounter(counter="3"))
    stage.jump(hours=2)
    assert element(await web.get(f"/t/{token}"), "advice") == sorry


async def test_next_ticket(stage: Stage, web: httpx.AsyncClient) -> None:
    """Whoever is first in line is told so, and a sent-on ticket without a place is told to wait."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    token = stage.issue()
    assert element(await web.get(f"/t/{token}"), "headline") == "Nobody is before you."
    stage.at_counter(
        asked.CallNext(counter="3"),
        asked.OpenCounter(counter="4"),
        asked.TransferTicket(counter="3", to_counter="4"),
    )
    page = await web.get(f"/t/{token}")
    assert element(page, "headline") == "Please wait. You will be called."
    assert element(page, "wait") == ""


async def test_movement(stage: Stage, web: httpx.AsyncClient) -> None:
    """Everybody before and some behind are dots, in all lines that the counters share."""
    stage.at_counter(asked.OpenCounter(counter="4"))
    tokens = [stage.issue(service) for service in ("question", "question", "new-application")]
    page = await web.get(f"/t/{tokens[1]}")
    assert element(page, "headline") == "1 person before you"
    assert element(page, "behind") == "1 person behind you"
    assert (element(page, "dots-ahead"), element(page, "dots-behind")) == ("•", "•")
    stage.at_counter(asked.CallNext(counter="4"))
    page = await web.get(f"/t/{tokens[1]}")
    assert element(page, "headline") == "Nobody is before you."
    assert element(page, "dots-ahead") == ""


async def test_long_line(stage: Stage, web: httpx.AsyncClient) -> None:
    """In a long line the number says how many; no more than ten dots stand before one's own."""
    stage.at_counter(asked.OpenCounter(counter="1"))
    for _ in range(12):
        token = stage.issue("hand-in-documents")
    page = await web.get(f"/t/{token}")
    assert element(page, "headline") == "11 people before you"
    assert element(page, "dots-ahead") == "•" * 10


async def test_why_called(stage: Stage, web: httpx.AsyncClient) -> None:
    """Whoever is called is told in one sentence why just now, and before that nothing of it."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    first, second = stage.issue(), stage.issue()
    assert element(await web.get(f"/t/{first}"), "why") == ""
    stage.jump(minutes=4)
    stage.at_counter(asked.CallNext(counter="3"))
    page = await web.get(f"/t/{first}")
    assert element(page, "why") == "Has waited longest: since \u206609:41\u2069."
    stage.at_counter(
        asked.StartServing(counter="3"),
        asked.FinishServing(counter="3"),
        asked.CallTicket(counter="3", number="K002"),
    )
    assert element(await web.get(f"/t/{first}"), "why") == ""
    assert element(await web.get(f"/t/{second}?lang=de"), "why").startswith("Wartet am längsten")


async def test_what_follows(stage: Stage, web: httpx.AsyncClient) -> None:
    """A visit with several services names what follows, and where to wait for what is next."""
    stage.at_counter(asked.OpenCounter(counter="3"), asked.OpenCounter(counter="1"))
    token = stage.issue(also=("hand-in-documents", "question"))
    page = await web.get(f"/t/{token}?lang=ar")
    assert element(page, "then") == "تسليم المستندات · سؤال عن القرار"
    assert element(await web.get(f"/t/{token}"), "wait-in") == "Waiting area B"
    stage.at_counter(
        asked.CallNext(counter="3"),
        asked.StartServing(counter="3"),
        asked.FinishServing(counter="3"),
    )
    page = await web.get(f"/t/{token}")
    assert element(page, "headline") == "Nobody is before you."
    assert element(page, "then") == "Question about my decision"
    assert element(page, "wait-in") == "Waiting area A"
    assert element(page, "bring") == ""


async def test_back_at(stage: Stage, web: httpx.AsyncClient) -> None:
    """A ticket that comes back by itself says from when on; a clerk's reminder promises nothing."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    token = stage.issue()
    for returns, advice in (
        (True, "You can be called again from \u206610:01\u2069 on. Please be back then."),
        (False, "You keep your number and will be called again. Please stay near."),
    ):
        stage.at_counter(
            asked.CallTicket(counter="3", number="K001"),
            asked.HoldTicket(counter="3", minutes=20, returns=returns),
        )
        assert element(await web.get(f"/t/{token}"), "advice") == advice


async def test_after_a_no_show(stage: Stage, web: httpx.AsyncClient) -> None:
    """Whoever missed the call is told where to go, and once back in line from when it counts."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    token = stage.issue()
    stage.at_counter(asked.CallNext(counter="3"), asked.MarkNoShow(counter="3"))
    page = await web.get(f"/t/{token}")
    assert "go to the reception with your number" in element(page, "advice")
    assert 'data-leaves="no"' in page.text
    stage.at_counter(asked.ResumeTicket(number="K001"))
    page = await web.get(f"/t/{token}")
    assert element(page, "headline") == "Your ticket is set aside."
    assert "from \u206609:46\u2069 on" in element(page, "advice")


async def test_issued(stage: Stage, web: httpx.AsyncClient) -> None:
    """A page that was left open says of which day and year its ticket is."""
    page = await web.get(f"/t/{stage.issue()}")
    assert "Issued on 23 November 2026 at \u206609:41\u2069." in page.text
