"""Booking in a real browser, over real HTTP."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.website.conftest import Open, Stage
from waiting_room.rules.hours import WEEKDAYS, Hours

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_booking(stage: Stage, visit: Open, language: str, scheme: str) -> None:
    """With the keyboard alone: book, move, cancel; axe finds nothing, and nothing is too wide."""
    page = await visit(
        f"/book?lang={language}",
        follows=False,
        color_scheme=scheme,
        viewport={"width": 320, "height": 640},
    )

    async def press(place: str, number: int = 0) -> None:
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        width = await page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= 320, page.url
        await page.locator(place).nth(number).focus()
        async with page.expect_navigation():
            await page.keyboard.press("Enter")

    await press(".choices a", 1)
    await press(".times button", 2)
    await page.get_by_role("checkbox").first.press("Space")
    await press("button.main")
    await expect(page.locator(".code")).to_be_visible()
    await expect(page.get_by_role("img")).to_be_visible()
    (booking,) = stage.hub._room.bookings.values()
    await press(".deeds a", 1)
    await press(".choices a", 1)
    await press(".times button", 0)
    await expect(page.locator(".booked .clock")).to_contain_text("08:00")
    await press(".deeds a", 2)
    await press("form button")
    await expect(page.locator(".booked")).to_have_attribute("data-status", "cancelled")
    await press(".deeds a", 0)
    assert stage.hub._room.bookings[booking.code].cancelled


@pytest.mark.parametrize("language", ["tr", "fa"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_a_folded_day(stage: Stage, visit: Open, language: str, width: int) -> None:
    """Without JavaScript a part of the day is opened with the keyboard, and one of its times taken.

    Nothing is too wide, and the sign that it can be opened stands beside its name.
    """
    stage.change_zone(hours=Hours(**dict.fromkeys(WEEKDAYS, ("00:00-24:00",))))
    page = await visit(
        f"/book/advice/2026-11-24?lang={language}",
        follows=False,
        java_script_enabled=False,
        viewport={"width": width, "height": 640},
    )
    morning = page.locator("details").nth(1)
    summary = morning.locator("summary")
    box = await summary.bounding_box()
    assert box is not None
    assert 44 <= box["height"] <= 100, "one line, or two of a long name"
    await expect(morning.locator("button").first).to_be_hidden()
    await summary.press("Enter")
    nine = morning.get_by_role("button", name="09:00")
    await expect(nine).to_be_visible()
    body = await page.locator("body").bounding_box()
    assert body is not None
    assert body["width"] <= width
    async with page.expect_navigation():
        await nine.press("Enter")
    await expect(page.locator(".when")).to_contain_text("09:00")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_folds_are_accessible(stage: Stage, visit: Open, scheme: str) -> None:
    """Folded and unfolded, axe finds nothing on the pages of days and times."""
    stage.change_zone(hours=Hours(**dict.fromkeys(WEEKDAYS, ("00:00-24:00",))))
    for address in ("/book/advice", "/book/advice/2026-11-24"):
        page = await visit(
            f"{address}?lang=de",
            follows=False,
            color_scheme=scheme,
            viewport={"width": 390, "height": 844},
        )
        for fold in ("close", "open"):
            if fold == "open":
                await page.locator("summary").first.click()
            found = await Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            width = await page.evaluate("() => document.documentElement.scrollWidth")
            assert width <= 390
