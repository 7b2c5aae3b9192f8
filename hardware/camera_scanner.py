"""A camera as a scanner: looks for codes on a thread of its own and says each once."""

import contextlib
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread

from hardware.bell import Bell
from hardware.frames import Frame, FrameSource
from hardware.framing import SAME_CODE_S, Scan

REOPEN_S = 0.5
GRAB_WITHIN_S = 0.2
LOOK_AGAIN_S = 5.0
"""After what no camera should do has ended the thread."""


class CameraScanner:
    """A `Scanner` at whatever `open_source` opens, which raises OSError while nothing is there.

    A code counts once for as long as it is seen, and again after three seconds without it.
    """

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        read_codes: Callable[[Frame], list[Scan]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_source = open_source
        self._read_codes = read_codes
        self._clock = clock
        self._scans: SimpleQueue[Scan] = SimpleQueue()
        self._plugged = False
        self._seen: dict[Scan, float] = {}
        self._bell = Bell()
        self._ended = Event()
        self._look_again_at: float | None = None
        self._begin_to_look()

    @property
    def plugged(self) -> bool:
        """See `Scanner`."""
        return self._plugged

    def fileno(self) -> int:
        """See `Scanner`."""
        return self._bell.fileno()

    def read(self) -> list[Scan]:
        """See `Scanner`."""
        if not self._thread.is_alive():
            self._look_again()
        if not self._bell.hush():
            return []
        scans = []
        while True:
            try:
                scans.append(self._scans.get_nowait())
            except Empty:
                return scans

    def close(self) -> None:
        """See `Scanner`; the thread gives the camera back, whenever its driver lets it go."""
        self._ended.set()
        self._bell.close()

    def _begin_to_look(self) -> None:
        self._thread = Thread(target=self._look, name="camera", daemon=True)
        self._thread.start()

    def _look_again(self) -> None:
        """Counts a camera as unplugged whose thread has ended, and has another one look soon."""
        now = self._clock()
        if self._look_again_at is None:
            self._plugged = False
            self._look_again_at = now + LOOK_AGAIN_S
        elif now >= self._look_again_at:
            self._look_again_at = None
            self._begin_to_look()

    def _look(self) -> None:
        while not self._ended.is_set():
            try:
                with contextlib.closing(self._open_source()) as source:
                    self._say_plugged(True)
                    self._look_through(source)
            except OSError:
                self._say_plugged(False)
                self._ended.wait(REOPEN_S)

    def _look_through(self, source: FrameSource) -> None:
        while not self._ended.is_set():
            frame = source.grab(GRAB_WITHIN_S)
            for scan in self._read_codes(frame) if frame else ():
                self._count(scan)

    def _count(self, scan: Scan) -> None:
        now = self._clock()
        self._seen = {one: at for one, at in self._seen.items() if now - at < SAME_CODE_S}
        is_new = scan not in self._seen
        self._seen[scan] = now
        if is_new:
            self._scans.put(scan)
            self._bell.ring()

    def _say_plugged(self, plugged: bool) -> None:
        if plugged is not self._plugged:
            self._plugged = plugged
            self._bell.ring()
