"""Sitting down: at which counter, who sits there, and opening, pausing and closing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QSettings, Signal, Slot

from counter.asking import DeskAsking
from counter.listed import TARGET_FIELDS
from counter.mirror import utc_now
from counter.steps import Step
from waiting_room.rules import commands as asked
from waiting_room.ui.rows import Rows
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link


class DeskSitting(DeskAsking):
    """Lets a clerk sit down; where the zone names its clerks, opening asks who it is.

    `memory` keeps who opened a counter on this PC last: the first name that is offered next time.
    """

    clerksChanged = Signal()

    def __init__(
        self,
        link: Link,
        home: Home,
        memory: QSettings,
        counter: str = "",
        clerk: str = "",
        language: str = "de",
        clock: Callable[[], datetime] = utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, home, counter, language, clock, parent)
        self._memory = memory
        self._memory_key = f"{link.topics.zone}/clerk"
        self._clerk = clerk
        self._clerk_rows = Rows(*TARGET_FIELDS, parent=self)

    def render(self) -> None:
        """See Screen."""
        last = self._memory.value(self._memory_key)
        clerks = sorted(self._clerks, key=lambda one: one.id != last)
        rows = [self._clerk_row(one.id, one.name) for one in clerks]
        if self._nobody_sits_here():
            rows.append(self._clerk_row("", self.words.say("Without a name")))
        self._clerk_rows.show(rows)
        super().render()
        self.clerksChanged.emit()

    def _clerk_row(self, clerk: str, name: str) -> dict[str, Any]:
        sits_at = self._counter_of(clerk)
        return {
            "id": clerk,
            "kind": "clerk",
            "name": name,
            "detail": self.counter_name(sits_at) if sits_at else "",
            "possible": self._is_free(clerk),
        }

    def _counter_of(self, clerk: str) -> str:
        """Find where a clerk sits now, empty if nowhere."""
        return next((one.counter for one in self._desks.values() if one.clerk == clerk), "")

    def _is_free(self, clerk: str) -> bool:
        """Tell whether a clerk sits nowhere else."""
        return self._counter_of(clerk) in ("", self._counter)

    def _nobody_sits_here(self) -> bool:
        return self.desk is not None and self.desk.clerk is None

    @Slot()
    def openCounter(self) -> None:
        """Open the counter, or end its pause; ask first who sits here if nobody knows."""
        if not self._clerks or not self._nobody_sits_here():
            self._open("")
        elif any(one.id == self._clerk for one in self._clerks) and self._is_free(self._clerk):
            self._open(self._clerk)
        else:
            self.openPanel("clerk")

    @Slot(str)
    def sitDown(self, clerk: str) -> None:
        """Open the counter for a clerk, or say that this one sits here now."""
        if self._is_free(clerk):
            self._open(clerk)
        else:
            self.tell("sits_elsewhere")

    def _open(self, clerk: str) -> None:
        if clerk:
            self._memory.setValue(self._memory_key, clerk)
        self.ask(Step.OPEN, asked.OpenCounter(counter=self._counter, clerk=clerk or None))

    @Slot(str)
    def pause(self, reason: str) -> None:
        """Pause the counter."""
        self.ask(Step.PAUSE, asked.PauseCounter(counter=self._counter, reason=reason))

    @Slot()
    def closeCounter(self) -> None:
        """Close the counter."""
        self.ask(Step.CLOSE, asked.CloseCounter(counter=self._counter))

    @Slot(str)
    def chooseCounter(self, counter: str) -> None:
        """Sit down at a counter; empty to choose again, once nobody is in front of this one."""
        if not counter and self.desk is not None and self.desk.ticket is not None:
            self.tell("busy")
            return
        self._counter = counter
        self.show_notice(None)
        self.show_panel("line")

    @Property(bool, notify=clerksChanged)
    def hasClerks(self) -> bool:
        """Whether the zone names its clerks."""
        return bool(self._clerks)

    @Property(QObject, constant=True)
    def clerkRows(self) -> Rows:
        """Who can sit here, the last one on this PC first; see TARGET_FIELDS."""
        return self._clerk_rows
