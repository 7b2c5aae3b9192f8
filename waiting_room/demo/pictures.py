"""Pictures: what every screen shows, saved to the demo's folder."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from waiting_room.demo.hand import Hand

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# As root Chromium runs without its sandbox only; the rest keeps it from calling home.
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
BROWSER_WITHIN_S = 30.0


async def screens(hands: dict[str, Hand], folder: Path) -> None:
    """Save what the Qt programs show."""
    for name, hand in hands.items():
        await hand.shot(folder / f"{name}.png")


async def page(url: str, file: Path) -> bool:
    """Save a web page as a browser shows it; False if no browser is installed."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return False
    with tempfile.TemporaryDirectory(prefix="wartemarke-", ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            browser,
            *OPTIONS,
            f"--user-data-dir={profile}",
            "--window-size=1280,1000",
            "--timeout=3000",
            f"--screenshot={file}",
            url,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(BROWSER_WITHIN_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
    return await asyncio.to_thread(file.exists)
