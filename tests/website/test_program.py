import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from website.__main__ import main

WITHIN_S = 10


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A device's file, whose broker is not there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    file = tmp_path / "website.toml"
    file.write_text(f'zone = "sued"\nclient = "website"\nport = {port}\n')
    return file


@asynccontextmanager
async def running(config: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start the website as a process; gives it and its URL."""
    words = ("-m", "website", "--config", str(config), "--listen", "127.0.0.1:0")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout
        async with asyncio.timeout(WITHIN_S):
            line = (await process.stdout.readline()).decode()
        assert line.startswith("website of sued on http://127.0.0.1:")
        yield process, line.split()[-1]
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_ends_with_open_streams(config: Path, number: signal.Signals) -> None:
    """The website serves without a broker, and ends at a signal with 0 and without a word."""
    async with running(config) as (process, url), httpx.AsyncClient(base_url=url) as web:
        assert (await web.get("/healthz")).status_code == 503
        assert "server" not in (await web.get("/")).headers
        async with web.stream("GET", "/live") as stream:
            lines = stream.aiter_lines()
            assert (await anext(lines)).startswith("retry: ")
            process.send_signal(number)
            async with asyncio.timeout(WITHIN_S):
                async for _ in lines:
                    pass
        async with asyncio.timeout(WITHIN_S):
            _, errors = await process.communicate()
        assert process.returncode == 0
        # There is no broker here, which is said once; nothing else is.
        assert [
            line for line in errors.splitlines() if b"cannot reach the broker" not in line
        ] == []


def test_taken_port(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the port is taken the website says so and ends with 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(config), "--listen", f"127.0.0.1:{port}"])
    assert ended.value.code == 1
    assert f"cannot listen on 127.0.0.1:{port}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--listen", "nonsense"], ["--listen", "127.0.0.1:99999"], ["--config", "missing"]]
)
def test_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use is said in a sentence and ends with 2."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err
