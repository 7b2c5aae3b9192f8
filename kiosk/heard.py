"""Heard: what this kiosk last heard of its zone, also from its own disk, for days without a hub."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.journal import Journal, JournalError
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import ServiceInfo, ServiceLine
from waiting_room.wire.views import DeviceView, LinesView, View, ZoneView, view_name

CLOSED = "closed"
"""Why a service gives no tickets outside its hours; every other reason stays as it was heard."""

NOT_KNOWN: dict[str, Any] = {"waiting": 0, "ahead": 0, "wait_s": None}
"""What of a line changes with every visitor, and is nothing to remember."""


class Heard:
    """The newest views, kept on disk as far as a start without the hub needs them."""

    def __init__(self, link: Link, journal: Journal) -> None:
        self.zone: ZoneView | None = None
        self.lines: LinesView | None = None
        self.device: DeviceView | None = None
        self._link = link
        self._journal = journal
        self._kept: dict[str, str] = {}

    def remember(self) -> None:
        """Write down what was heard while the journal was not open, and read what was not."""
        self._kept.clear()
        for view in (self.zone, self.lines, self.device):
            self._keep(view)
        self.zone = self.zone or self._journal.heard(view_name(ZoneView), ZoneView)
        self.lines = self.lines or self._journal.heard(view_name(LinesView), LinesView)
        self.device = self.device or self._journal.heard(view_name(DeviceView), DeviceView)

    def open(self) -> None:
        """Begin to follow."""
        self._link.watch(ZoneView, self._zone_told)
        self._link.watch(LinesView, self._lines_told)
        self._link.watch(DeviceView, self._device_told, self._link.client)

    def lines_now(self, now: datetime | None) -> LinesView | None:
        """Tell how it stands with the services, as far as that and the time are known now."""
        if self.lines is None or self.zone is None or self._link.state is LinkState.UP:
            return self.lines
        local = None if now is None else now.astimezone(ZoneInfo(self.zone.timezone))
        services = {service.id: service for service in self.zone.services}
        known = tuple(
            by_hours(line, services[line.id], local)
            for line in self.lines.services
            if line.id in services
        )
        return self.lines.model_copy(update={"services": known})

    def _zone_told(self, key: str, zone: ZoneView | None) -> None:
        self.zone = zone or self.zone
        self._keep(zone)

    def _lines_told(self, key: str, lines: LinesView | None) -> None:
        self.lines = lines or self.lines
        self._keep(lines)

    def _device_told(self, key: str, device: DeviceView | None) -> None:
        self.device = device or self.device
        self._keep(device)

    def _keep(self, view: View | None) -> None:
        """Write a view down when it says something else; disks wear out."""
        if view is None:
            return
        if isinstance(view, LinesView):
            still = tuple(line.model_copy(update=NOT_KNOWN) for line in view.services)
            view = view.model_copy(update={"services": still})
        name = view_name(type(view))
        body = view.model_dump_json(exclude={"generation", "seq", "at"})
        if self._kept.get(name) != body:
            with suppress(JournalError):  # told to the dispenser, which has it written later
                self._journal.keep_heard(name, body)
                self._kept[name] = body


def by_hours(line: ServiceLine, service: ServiceInfo, local: datetime | None) -> ServiceLine:
    """Work out how it stands with a service while nothing is heard: by its hours, and no waits.

    `local` is the time on the zone's clock; while nobody knows it, nothing is closed by its hours.
    """
    is_over = local is not None and line.opens_at is not None and line.opens_at <= local
    if not line.open and line.closed_code != CLOSED and not is_over:
        return line.model_copy(update=NOT_KNOWN)
    if local is None or service.hours.is_open(local):
        return line.model_copy(update=NOT_KNOWN | {"open": True, "closed_code": None})
    closed = {"open": False, "closed_code": CLOSED, "opens_at": service.hours.next_opening(local)}
    return line.model_copy(update=NOT_KNOWN | closed)
