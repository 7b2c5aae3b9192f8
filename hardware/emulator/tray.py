"""Where tickets fall: the last of them in memory, all of them in a folder if one is wanted."""

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from hardware.emulator.paper import Ticket

KEPT = 100


class Tray:
    """Keeps the last 100 tickets in `tickets`, and all as `ticket-0001.png` and `.txt` in a folder.

    The numbers go on from what lies in the folder at first.
    """

    def __init__(
        self, folder: Path | None = None, announce: Callable[[str], None] | None = None
    ) -> None:
        # Not all, for an emulator runs for weeks and a ticket takes half a megabyte.
        self.tickets: deque[Ticket] = deque(maxlen=KEPT)
        self.count = 0
        self._folder = folder
        self._announce = announce
        self._number: int | None = None
        self._fallen = threading.Condition()

    def take(self, ticket: Ticket) -> None:
        """Adds one ticket; OSError, and no ticket, when the folder cannot be written to."""
        name = self._save(ticket, self._folder) if self._folder else f"ticket {self.count + 1}"
        with self._fallen:
            self.tickets.append(ticket)
            self.count += 1
            self._fallen.notify_all()
        if self._announce:
            self._announce(f"{name}: {ticket.image.height} dots")

    def wait_for(self, count: int, timeout_s: float) -> bool:
        """Whether `count` tickets have fallen within `timeout_s`."""
        with self._fallen:
            return self._fallen.wait_for(lambda: self.count >= count, timeout_s)

    def _save(self, ticket: Ticket, folder: Path) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        if self._number is None:
            names = (path.stem.removeprefix("ticket-") for path in folder.glob("ticket-*.png"))
            self._number = max((int(name) for name in names if name.isdecimal()), default=0)
        path = folder / f"ticket-{self._number + 1:04d}.png"
        path.with_suffix(".txt").write_text(ticket.text, encoding="utf-8")
        ticket.image.save(path)
        self._number += 1
        return path.name
