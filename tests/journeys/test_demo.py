import asyncio
import re
import signal
import sys

import pytest

pytestmark = pytest.mark.journey
LAST_LINE = re.compile(r"issued (\d+), called (\d+), served (\d+), no-show (\d+), lost 0")


async def demo(folder, *arguments):
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "waiting_room",
        "demo",
        "--folder",
        str(folder),
        *arguments,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_a_busy_morning_ends_by_itself_and_loses_nobody(tmp_path):
    """With --visitors and --for the demo ends with code 0 and a last line for scripts."""
    running = await demo(tmp_path, "--visitors", "--for", "15s", "--speed", "120")
    out, _ = await asyncio.wait_for(running.communicate(), 120)
    lines = out.decode().splitlines()

    assert running.returncode == 0, out.decode()
    figures = LAST_LINE.fullmatch(lines[-1])
    assert figures, lines
    issued, called, served, _ = map(int, figures.groups())
    assert issued >= called >= served >= 1
    assert not [line for line in lines if line.startswith("trouble")]
    assert len(list((tmp_path / "paper").glob("*.png"))) >= issued - 1


async def test_without_a_screen_every_screen_is_pictured_and_one_signal_ends_all(tmp_path):
    """The tour saves pictures of all screens and of the tickets; SIGINT ends it with code 0."""
    running = await demo(tmp_path)
    assert running.stdout is not None
    async with asyncio.timeout(120):
        while b"Ctrl-C" not in await running.stdout.readline():
            assert running.returncode is None
    running.send_signal(signal.SIGINT)
    out, _ = await asyncio.wait_for(running.communicate(), 60)

    assert running.returncode == 0
    assert LAST_LINE.fullmatch(out.decode().splitlines()[-1])
    pictures = {file.stem for file in (tmp_path / "screens").glob("*.png")}
    assert pictures >= {
        "kiosk-1", "kiosk-start-ar", "kiosk-ticket-de", "counter-1", "wall-1", "website",
    }  # fmt: skip
    assert len(list((tmp_path / "paper").glob("*.png"))) == 5
