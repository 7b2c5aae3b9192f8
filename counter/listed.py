"""Listed: the rows that the window repeats over, and which of them is chosen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject

from counter import shown
from counter.mirror import DeskMirror, utc_now
from waiting_room.rules.counter import CounterStatus
from waiting_room.ui.rows import Rows
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link
from waiting_room.wire.parts import CounterInfo, ServiceInfo
from waiting_room.words import phrases

TARGET_FIELDS = ("id", "kind", "name", "detail", "possible")
"""A service, counter or clerk to pick; one that is not possible says why when it is picked."""

COUNTER_FIELDS = ("id", "name", "detail")


class DeskListed(DeskMirror):
    """Keeps the rows of every list; what was chosen stays chosen until its number leaves."""

    def __init__(
        self,
        link: Link,
        home: Home,
        counter: str = "",
        language: str = "de",
        clock: Callable[[], datetime] = utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, home, counter, language, clock, parent)
        self._chosen = ""
        self._line_rows = Rows(*shown.TICKET_FIELDS, parent=self)
        self._held_rows = Rows(*shown.TICKET_FIELDS, parent=self)
        self._target_rows = Rows(*TARGET_FIELDS, parent=self)
        self._service_rows = Rows(*TARGET_FIELDS, parent=self)
        self._counter_rows = Rows(*COUNTER_FIELDS, parent=self)

    def render(self) -> None:
        """See Screen."""
        desk = self.desk
        waiting = {one.number for one in desk.line} if desk else set()
        aside = {one.number for one in (*desk.held, *desk.missed)} if desk else set()
        if self._chosen not in waiting | aside:
            self._chosen = ""
        ticket = desk.ticket if desk else None
        here = {ticket.service} if ticket else set()
        then = {one.service for one in ticket.then} if ticket else set()
        self._target_rows.show(
            [self._service_row(one) for one in self._services() if one.id not in here]
            + [self._target_row(one) for one in self._counters() if one.id != self._counter]
            + self._colleague_rows()
        )
        self._service_rows.show(
            [self._service_row(one) for one in self._services() if one.id not in here | then]
        )
        self._counter_rows.show([self._counter_row(one) for one in self._counters()])
        super().render()

    def _render_times(self) -> None:
        super()._render_times()
        now, desk, chosen = self.now(), self.desk, self._chosen
        line = desk.line if desk else ()
        self._line_rows.show([shown.line_row(self, one, now, chosen) for one in line])
        self._held_rows.show(shown.held_rows(self, desk, now, chosen) if desk else [])

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

    def _counter_row(self, counter: CounterInfo) -> dict[str, Any]:
        return {
            "id": counter.id,
            "name": self.text(counter.name),
            "detail": self.status_text(self._desks.get(counter.id)),
        }

    def _target_row(self, counter: CounterInfo) -> dict[str, Any]:
        desk = self._desks.get(counter.id)
        in_use = desk is not None and desk.status is not CounterStatus.CLOSED
        return self._counter_row(counter) | {"kind": "counter", "possible": in_use}

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
