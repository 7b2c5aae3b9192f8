"""The observer: the demo's own device, which reads what staff may read and asks nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from waiting_room.rules.events import TicketCalled
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.link import LinkState
from waiting_room.wire.settings import make_link, read_settings
from waiting_room.wire.views import BoardView, CounterView, HealthView, LinesView


class Observer:
    """Follows the zone's views for whoever waits for something to be so."""

    def __init__(self, settings: Path, loop: asyncio.AbstractEventLoop) -> None:
        self.called = 0
        self.recalled = 0
        self.lines: LinesView | None = None
        self.health: HealthView | None = None
        self.board: BoardView | None = None
        self._counters: dict[str, CounterView] = {}
        self._changed = asyncio.Event()
        self.link = make_link(read_settings(settings), AsyncioHome(loop))
        self.link.on_state(lambda state: self._wake())
        self.link.watch(CounterView, self._counter_changed, "+")
        self.link.watch(LinesView, self._lines_changed)
        self.link.watch(BoardView, self._board_changed)
        self.link.watch(HealthView, self._health_changed)
        self.link.hear(TicketCalled, self._call_heard)

    async def wait(self, so: Callable[[], bool], within_s: float) -> None:
        """Wait until something is so; TimeoutError if it does not come in time."""
        async with asyncio.timeout(within_s):
            while not so():
                self._changed.clear()
                await self._changed.wait()

    async def up(self, within_s: float) -> None:
        """Wait until the hub is heard."""
        await self.wait(lambda: self.link.state is LinkState.UP, within_s)

    async def online(self, devices: set[str], within_s: float) -> None:
        """Wait until all these devices are online."""
        await self.wait(lambda: devices <= self.online_now, within_s)

    @property
    def online_now(self) -> set[str]:
        """The devices that are online."""
        return {one.id for one in self.health.devices if one.online} if self.health else set()

    async def counter(self, counter: str, so: Callable[[CounterView], bool]) -> CounterView:
        """Wait until something is so at a counter, however long it takes; gives its view."""
        while True:
            view = self._counters.get(counter)
            if view is not None and so(view):
                return view
            self._changed.clear()
            await self._changed.wait()

    @property
    def waiting(self) -> int:
        """How many wait in the zone."""
        return sum(line.waiting for line in self.lines.services) if self.lines else 0

    def _wake(self) -> None:
        self._changed.set()

    def _counter_changed(self, key: str, view: CounterView | None) -> None:
        if view is not None:
            self._counters[key] = view
        self._wake()

    def _lines_changed(self, key: str, view: LinesView | None) -> None:
        self.lines = view
        self._wake()

    def _board_changed(self, key: str, view: BoardView | None) -> None:
        self.board = view
        self._wake()

    def _health_changed(self, key: str, view: HealthView | None) -> None:
        self.health = view
        self._wake()

    def _call_heard(self, call: TicketCalled) -> None:
        if call.calls == 1:
            self.called += 1
        else:
            self.recalled += 1
        self._wake()
