"""The mirror: one counter as the hub shows it, and the rows that the window repeats over."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Property, QObject

from counter import shown
from counter.steps import Step, suggested, why_not
from waiting_room.rules.counter import Clerk, CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.ui.rows import Rows
from waiting_room.ui.screen import Screen
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import CounterInfo, ServiceInfo
from waiting_room.wire.views import ClerksView, CounterView, HealthView, LinesView
from waiting_room.words import message, phrases

STATUS = {
    CounterStatus.OPEN: message("Open"),
    CounterStatus.PAUSED: message("Paused"),
    CounterStatus.CLOSED: message("Closed"),
}

TARGET_FIELDS = ("id", "kind", "name", "detail", "possible")
COUNTER_FIELDS = ("id", "name", "detail")


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
        self._panel = "line"
        self._chosen = ""
        self._suggested: Step | None = None
        self._line_rows = Rows(*shown.TICKET_FIELDS, parent=self)
        self._held_rows = Rows(*shown.TICKET_FIELDS, parent=self)
        self._target_rows = Rows(*TARGET_FIELDS, parent=self)
        self._service_rows = Rows(*TARGET_FIELDS, parent=self)
        self._counter_rows = Rows(*COUNTER_FIELDS, parent=self)
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

    def why_not(self, step: Step) -> str:
        """See steps."""
        up = self.link.state is LinkState.UP
        return why_not(
            step, self.desk, link_up=up, max_calls=self._max_calls(), chosen=self._chosen
        )

    def render(self) -> None:
        """See Screen."""
        desk = self.desk
        held = desk.held + desk.missed if desk else ()
        offered = {one.number for one in (desk.line if desk else ())} | {o.number for o in held}
        if self._chosen not in offered:
            self._chosen = ""
        ticket = desk.ticket if desk else None
        here = {ticket.service} if ticket else set()
        then = {one.service for one in ticket.then} if ticket else set()
        counters = [one for one in self._counters() if one.id != self._counter]
        self._target_rows.show(
            [self._service_row(one) for one in self._services() if one.id not in here]
            + [self._target_counter_row(one) for one in counters]
            + self._colleague_rows()
        )
        self._service_rows.show(
            [self._service_row(one) for one in self._services() if one.id not in here | then]
        )
        self._counter_rows.show([self._counter_row(one) for one in self._counters()])
        self._render_times()

    def _render_times(self) -> None:
        """Work out again what changes with time alone."""
        now, desk = self.now(), self.desk
        line = desk.line if desk else ()
        self._line_rows.show([shown.line_row(self, one, now, self._chosen) for one in line])
        self._held_rows.show(shown.held_rows(self, desk, now, self._chosen) if desk else [])
        missed = self._called_for_s() >= self._no_show_after_s()
        self._suggested = suggested(desk, missed=missed)

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

    def _counter_row(self, counter: CounterInfo) -> dict[str, Any]:
        return {
            "id": counter.id,
            "name": self.text(counter.name),
            "detail": self._status_text(self._desks.get(counter.id)),
        }

    def _target_counter_row(self, counter: CounterInfo) -> dict[str, Any]:
        desk = self._desks.get(counter.id)
        open_now = desk is not None and desk.status is not CounterStatus.CLOSED
        return {"kind": "counter", "possible": open_now, **self._counter_row(counter)}

    def _colleague_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "id": one.clerk,
                "kind": "clerk",
                "name": one.name,
                "detail": self.counter_name(one.counter),
                "possible": True,
            }
            for one in (self.desk.colleagues if self.desk else ())
        ]

    def _service_row(self, service: ServiceInfo) -> dict[str, Any]:
        lines = self._lines.services if self._lines else ()
        count = next((line.waiting for line in lines if line.id == service.id), 0)
        return {
            "id": service.id,
            "kind": "service",
            "name": self.text(service.name),
            "detail": phrases.waiting(self.words, count) if count else "",
            "possible": True,
        }

    def clerk_name(self, clerk: str) -> str:
        """Name a clerk."""
        return next((one.name for one in self._clerks if one.id == clerk), clerk)

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

    def _status_text(self, desk: CounterView | None) -> str:
        """Say what a counter is doing, why, and who sits there."""
        if desk is None:
            return ""
        parts = [self.words.say(STATUS[desk.status])]
        if desk.reason:
            parts.append(self.words.say(desk.reason))
        if desk.clerk is not None:
            parts.append(self.clerk_name(desk.clerk))
        return " · ".join(parts)

    def _known(self) -> bool:
        return self.zone is None or any(one.id == self._counter for one in self._counters())

    @Property(QObject, constant=True)
    def lineRows(self) -> Rows:
        """Who waits for this counter, in order; see shown.TICKET_FIELDS."""
        return self._line_rows

    @Property(QObject, constant=True)
    def heldRows(self) -> Rows:
        """Who was set aside here, or did not come; see shown.TICKET_FIELDS."""
        return self._held_rows

    @Property(QObject, constant=True)
    def targetRows(self) -> Rows:
        """Where a visitor can be sent on to: services, counters, clerks; see TARGET_FIELDS."""
        return self._target_rows

    @Property(QObject, constant=True)
    def serviceRows(self) -> Rows:
        """What can be added to the visit in front of the clerk; see TARGET_FIELDS."""
        return self._service_rows

    @Property(QObject, constant=True)
    def counterRows(self) -> Rows:
        """The zone's counters; see COUNTER_FIELDS."""
        return self._counter_rows
