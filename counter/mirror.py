"""The mirror: the counters, lines, clerks and machines of the zone as the hub shows them."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from waiting_room.rules.counter import Clerk, CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.ui.screen import Screen
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link
from waiting_room.wire.parts import CounterInfo, ServiceInfo
from waiting_room.wire.views import ClerksView, CounterView, HealthView, LinesView
from waiting_room.words import message

STATUS = {
    CounterStatus.OPEN: message("Open"),
    CounterStatus.PAUSED: message("Paused"),
    CounterStatus.CLOSED: message("Closed"),
}


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


class DeskMirror(Screen):
    """Follows the views that a clerk needs; `counter` is empty until the clerk has chosen one.

    Views that arrive together are shown together: a number that leaves one and enters another
    is never seen in both or in neither.
    """

    def __init__(
        self,
        link: Link,
        home: Home,
        counter: str = "",
        language: str = "de",
        clock: Callable[[], datetime] = utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, language, parent)
        self._home = home
        self._clock = clock
        self._render_due = False
        self._counter = counter
        self._desks: dict[str, CounterView] = {}
        self._health: HealthView | None = None
        self._lines: LinesView | None = None
        self._clerks: tuple[Clerk, ...] = ()
        link.watch(LinesView, self._lines_shown)
        link.watch(CounterView, self._desk_shown, "+")
        link.watch(ClerksView, self._clerks_shown)
        link.watch(HealthView, self._health_shown)

    def now(self) -> datetime:
        """See Screen."""
        return self._clock()

    @property
    def desk(self) -> CounterView | None:
        """This counter as the hub shows it, None before it has."""
        return self._desks.get(self._counter)

    def clerk_name(self, clerk: str) -> str:
        """Name a clerk."""
        return next((one.name for one in self._clerks if one.id == clerk), clerk)

    def status_text(self, desk: CounterView | None) -> str:
        """Say what a counter is doing, why, and who sits there."""
        if desk is None:
            return ""
        parts = [self.words.say(STATUS[desk.status])]
        if desk.reason:
            parts.append(self.words.say(desk.reason))
        if desk.clerk is not None:
            parts.append(self.clerk_name(desk.clerk))
        return " · ".join(parts)

    def render(self) -> None:
        """See Screen."""
        self._render_times()

    def _render_times(self) -> None:
        """Work out again what changes with time alone."""

    def _tick(self) -> None:
        super()._tick()
        self._render_times()

    def _desk_shown(self, key: str, desk: CounterView | None) -> None:
        if desk is None:
            self._desks.pop(key, None)
        else:
            self._desks[key] = desk
        self._render_soon()

    def _health_shown(self, key: str, health: HealthView | None) -> None:
        self._health = health
        self._render_soon()

    def _lines_shown(self, key: str, lines: LinesView | None) -> None:
        self._lines = lines
        self._render_soon()

    def _clerks_shown(self, key: str, clerks: ClerksView | None) -> None:
        self._clerks = clerks.clerks if clerks else ()
        self._render_soon()

    def _render_soon(self) -> None:
        if not self._render_due:
            self._render_due = True
            self._home.soon(self._render_due_now)

    def _render_due_now(self) -> None:
        self._render_due = False
        self.render()

    def _services(self) -> tuple[ServiceInfo, ...]:
        return self.zone.services if self.zone else ()

    def _counters(self) -> tuple[CounterInfo, ...]:
        return self.zone.counters if self.zone else ()

    def _known(self) -> bool:
        return self.zone is None or any(one.id == self._counter for one in self._counters())

    def _max_calls(self) -> int:
        return self.zone.max_calls if self.zone else 1

    def _no_show_after_s(self) -> float:
        return self.zone.no_show_after_s if self.zone else float("inf")

    def _called_for_s(self) -> float:
        """Tell how long ago the visitor was called, below zero if nobody is called."""
        ticket = self.desk.ticket if self.desk else None
        if ticket is None or ticket.status is not Status.CALLED or ticket.called_at is None:
            return -1.0
        return (self.now() - ticket.called_at).total_seconds()
