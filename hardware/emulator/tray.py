"""Where slips fall: the last of them in memory, all of them in a folder if one is wanted."""

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from hardware.emulator.paper import Piece

KEPT = 100


class Tray:
    """Keeps the last 100 slips in `pieces`, and all as `slip-0001.png` and `.txt` in a folder.

    The numbers go on from what lies in the folder at first.
    """

    def __init__(
        self, folder: Path | None = None, announce: Callable[[str], None] | None = None
    ) -> None:
        # Not all, for an emulator runs for weeks and a slip takes half a megabyte.
        self.pieces: deque[Piece] = deque(maxlen=KEPT)
        self.count = 0
        self._folder = folder
        self._announce = announce
        self._number: int | None = None
        self._fallen = threading.Condition()

    def take(self, piece: Piece) -> None:
        """Adds one slip; OSError, and no slip, when the folder cannot be written to."""
        name = self._save(piece, self._folder) if self._folder else f"slip {self.count + 1}"
        with self._fallen:
            self.pieces.append(piece)
            self.count += 1
            self._fallen.notify_all()
        if self._announce:
            self._announce(f"{name}: {piece.image.height} dots")

    def wait_for(self, count: int, timeout_s: float) -> bool:
        """Whether `count` slips have fallen within `timeout_s`."""
        with self._fallen:
            return self._fallen.wait_for(lambda: self.count >= count, timeout_s)

    def _save(self, piece: Piece, folder: Path) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        if self._number is None:
            names = (path.stem.removeprefix("slip-") for path in folder.glob("slip-*.png"))
            self._number = max((int(name) for name in names if name.isdecimal()), default=0)
        path = folder / f"slip-{self._number + 1:04d}.png"
        path.with_suffix(".txt").write_text(piece.text, encoding="utf-8")
        piece.image.save(path)
        self._number += 1
        return path.name
