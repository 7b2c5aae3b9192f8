"""`wartemarke website`: wire the public page and serve it."""

import argparse
import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn
import uvloop

from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.settings import (
    DONE,
    FAULT,
    Settings,
    make_link,
    parser,
    read_settings,
    stop,
)
from waiting_room.wire.systemd import take_systemd
from website.app import make_app
from website.live import Live
from website.mirror import Mirror

GOODBYE_S = 1
"""How long streams and answers may take to end."""


class Server(uvicorn.Server):
    """Uvicorn that says when it listens, and leaves the signals to us."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._listening()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: uvicorn's would end the process by the signal itself, not with 0."""
        yield


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; gives the exit code."""
    options = parser("website", "Show the live waits and every ticket's page to the public.")
    options.add_argument(
        "--listen", type=_address, default="127.0.0.1:8080", metavar="HOST:PORT", help="where"
    )
    asked = options.parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    settings = read_settings(asked.config)
    host, port = asked.listen
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        stop(f"cannot listen on {host}:{port}: {error.strerror or error}", FAULT)
    with listener, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, listener))
    return DONE


async def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve one zone on a listening socket until a signal ends it."""
    loop = asyncio.get_running_loop()
    home = AsyncioHome(loop)
    link = make_link(settings, home)
    mirror = Mirror(link, utc_now)
    live = Live(mirror, home)
    config = uvicorn.Config(
        make_app(link, mirror, live),
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # addresses of visitors are kept nowhere
        server_header=False,
        timeout_graceful_shutdown=GOODBYE_S,
    )
    host, port = listener.getsockname()[:2]
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    systemd = take_systemd()

    def live_on() -> None:
        if systemd.feed_every_s is not None:
            systemd.feed()
            home.later(systemd.feed_every_s, live_on)

    def listening() -> None:
        print(f"website of {settings.zone} on {url}", flush=True)
        systemd.ready()
        live_on()

    server = Server(config, listening)

    def end() -> None:
        server.should_exit = True
        live.close()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    link.open()
    await server.serve([listener])
    link.close()


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not 0 <= int(port) <= 65_535:
        raise argparse.ArgumentTypeError("write where to listen as HOST:PORT, as 127.0.0.1:8080")
    return host.strip("[]") or "127.0.0.1", int(port)


if __name__ == "__main__":
    sys.exit(main())
