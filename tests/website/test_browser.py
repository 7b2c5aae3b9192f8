"""The website in a real browser, over real HTTP."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.website.conftest import Open, Stage, token_of
from waiting_room.rules import commands as asked
from waiting_room.rules.zone import Links

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_updates_in_place(stage: Stage, visit: Open) -> None:
    """Waits and calls change on the open page, without a reload."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    page = await visit("/?lang=en")
    await page.evaluate("() => { window.still = 'the same page' }")
    people = page.locator("#service-new-application-people")
    await expect(people).to_have_text("nobody waits")
    stage.issue()
    stage.issue()
    await expect(people).to_have_text("2 people wait")
    await expect(page.get_by_text("Nobody has been called yet today.")).to_be_visible()
    stage.at_counter(asked.CallNext(counter="3"))
    await expect(page.locator("#call-0")).to_be_visible()
    await expect(page.locator("#call-0")).to_contain_text("Counter 3")
    await expect(page.locator("#call-1")).to_be_hidden()
    await expect(page.get_by_text("Nobody has been called yet today.")).to_be_hidden()
    assert await page.evaluate("() => window.still") == "the same page"


async def test_called(stage: Stage, visit: Open) -> None:
    """Whoever looks at their ticket sees the call, with the counter in the title too."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    page = await visit(f"/t/{stage.issue()}")
    await expect(page.locator("#headline")).to_have_text("Nobody is before you.")
    await expect(page.locator(".go")).to_be_hidden()
    stage.at_counter(asked.CallNext(counter="3"))
    await expect(page.locator("#headline")).to_have_text("You are called")
    await expect(page.locator("#go")).to_have_text("Counter 3")
    await expect(page.locator(".range")).to_be_hidden()
    assert (await page.title()).startswith("Counter 3")


async def test_lets_two_go_first(stage: Stage, visit: Open, prompt_hub: list[str]) -> None:
    """A double click lets two go first, once; the page says so until it is loaded again."""
    token = _first_of_four(stage)
    page = await visit(f"/t/{token}?lang=en")
    await expect(page.locator(".offer-5")).to_be_hidden()
    await page.get_by_role("button", name="Let 2 people go first").dblclick()
    await expect(page.locator("#headline")).to_have_text("2 people before you")
    await expect(page.locator("#behind")).to_have_text("1 person behind you")
    await expect(page.get_by_text("Done: others go before you now.")).to_be_visible()
    assert "said" not in page.url
    await expect(page.get_by_role("button", name="Let 1 person go first")).to_be_visible()
    await expect(page.get_by_role("button", name="Let 2 people go first")).to_be_hidden()
    assert len(set(prompt_hub)) == 1
    await page.reload()
    await expect(page.get_by_text("Done: others go before you now.")).to_be_hidden()


async def test_offers_end_with_the_call(stage: Stage, visit: Open) -> None:
    """Once called, nobody can be let go first; and a stale page offers nothing at all."""
    token = _first_of_four(stage)
    page = await visit(f"/t/{token}?lang=en")
    first = page.get_by_role("button", name="Let 1 person go first")
    leave = page.get_by_role("link", name="Leave the line")
    await expect(first).to_be_visible()
    stage.at_counter(asked.CallNext(counter="3"))
    await expect(first).to_be_hidden()
    await expect(page.locator("#why")).to_contain_text("Has waited longest")
    await expect(leave).to_be_visible()
    await expect(page.get_by_role("heading", name="Not ready yet?")).to_be_hidden()
    stage.silence_hub()
    await expect(leave).to_be_hidden()


async def test_leaves_without_javascript(stage: Stage, visit: Open, prompt_hub: list[str]) -> None:
    """Forms need no JavaScript; leaving is asked about, and can be declined."""
    token = _first_of_four(stage)
    page = await visit(f"/t/{token}?lang=en", follows=False, java_script_enabled=False)
    await page.get_by_role("button", name="Let 1 person go first").click()
    await expect(page.locator("#headline")).to_have_text("1 person before you")
    await page.get_by_role("link", name="Leave the line").click()
    await page.get_by_role("link", name="No, keep my number").click()
    await expect(page.locator("#headline")).to_have_text("1 person before you")
    await page.get_by_role("link", name="Leave the line").click()
    await page.get_by_role("button", name="Yes, leave the line").click()
    await expect(page.locator("#headline")).to_have_text("This ticket is given up.")
    await expect(page.get_by_role("link", name="Leave the line")).to_be_hidden()


async def test_day_ends(stage: Stage, visit: Open) -> None:
    """An open ticket's page turns into the page for no ticket when the day is over."""
    page = await visit(f"/t/{stage.issue()}")
    stage.jump(days=1)
    await expect(page.get_by_role("heading")).to_have_text("This ticket cannot be shown.")


async def test_says_when_it_cannot_know(stage: Stage, visit: Open) -> None:
    """The open page greys and says as of when it holds, and is live again with the hub."""
    page = await visit("/?lang=en")
    notice = page.get_by_text("As of")
    await expect(notice).to_be_hidden()
    stage.silence_hub()
    await expect(notice).to_be_visible()
    await expect(page.locator("#now")).to_be_hidden()
    stage.store.close()
    stage.hub = stage.new_hub()
    stage.hub.open()
    stage.settle()
    await expect(notice).to_be_hidden()


async def test_lost_website(stage: Stage, visit: Open) -> None:
    """A page whose stream ends says by itself that it is not updating."""
    page = await visit("/?lang=en")
    await expect(page.locator("#now")).to_be_visible()
    stage.live.close()
    await expect(page.get_by_text("not updating now.")).to_be_visible()
    await expect(page.locator("#now")).to_be_empty()


async def test_without_javascript(stage: Stage, visit: Open) -> None:
    """Without JavaScript every page is whole, in the language chosen by its link."""
    stage.issue()
    page = await visit("/?lang=en", follows=False, java_script_enabled=False)
    await expect(page.locator("#service-new-application-people")).to_have_text("1 person waits")
    await page.get_by_role("link", name="العربية").click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.get_by_role("heading", name="تقديم طلب")).to_be_visible()


PAGES = (
    "/?lang=de",
    "/?lang=ar",
    "/t/{token}?lang=de",
    "/t/{token}?lang=ar",
    "/t/{waiting}?lang=de&said=delayed",
    "/t/{waiting}?lang=ar&said=nobody_behind",
    "/t/{waiting}/leave?lang=ar",
    "/nowhere?lang=ar",
)
UNFOLLOWED = ("nowhere", "leave")
"""Pages that do not change by themselves."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hub", ["live", "silent"])
async def test_accessible(stage: Stage, visit: Open, scheme: str, hub: str) -> None:
    """axe finds nothing on any page, in German and Arabic, light and dark, live and stale."""
    token = _called(stage)
    if hub == "silent":
        stage.silence_hub()
    for address in PAGES:
        page = await _visit(visit, address, token, color_scheme=scheme)
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


async def test_fits_small_screens(stage: Stage, visit: Open) -> None:
    """At 320 pixels, with text at 200 %, nothing has to be scrolled sideways."""
    token = _called(stage)
    for address in PAGES:
        page = await _visit(visit, address, token, viewport={"width": 320, "height": 640})
        for size in ("100%", "200%"):
            width = await page.evaluate(
                "size => { document.documentElement.style.fontSize = `calc(1.125 * ${size})`;"
                " return document.documentElement.scrollWidth }",
                size,
            )
            assert width <= 320, f"{address} at {size}"


async def test_right_to_left(stage: Stage, visit: Open) -> None:
    """In Arabic the page runs from the right, and numbers and ranges keep their order."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    stage.issue()
    page = await visit("/?lang=ar", viewport={"width": 1000, "height": 800})
    first = await page.locator(".card").nth(0).bounding_box()
    second = await page.locator(".card").nth(1).bounding_box()
    assert first
    assert second
    assert first["x"] > second["x"]
    left, right = await page.evaluate(
        """() => {
            const text = document.querySelector("#service-new-application-wait").firstChild;
            return text.data.match(/[0-9]+/g).map((part) => {
                const range = document.createRange();
                range.setStart(text, text.data.indexOf(part));
                range.setEnd(text, text.data.indexOf(part) + part.length);
                return range.getBoundingClientRect().x;
            });
        }"""
    )
    assert left < right


async def test_keyboard(stage: Stage, visit: Open) -> None:
    """The first Tab leads past the languages, and what has the focus can be seen."""
    page = await visit("/?lang=en")
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    assert await skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()


async def _visit(visit: Open, address: str, token: str, **options: object) -> Page:
    follows = not any(word in address for word in UNFOLLOWED)
    waiting = token_of(2)
    return await visit(address.format(token=token, waiting=waiting), follows=follows, **options)


def _first_of_four(stage: Stage) -> str:
    """Let four wait at one counter; gives the first one's token."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    first, *_ = [stage.issue() for _ in range(4)]
    return first


def _called(stage: Stage) -> str:
    """Let somebody be called and others wait; gives the called one's token."""
    links = dict.fromkeys(("imprint", "privacy", "accessibility"), "https://example.org/")
    stage.change_zone(links=Links(**links))
    stage.at_counter(asked.OpenCounter(counter="3"))
    token = stage.issue(also=("question",))
    for _ in range(3):
        stage.issue(also=("question", "hand-in-documents"))
    stage.at_counter(asked.CallNext(counter="3"))
    return token
