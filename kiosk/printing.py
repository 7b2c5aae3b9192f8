"""Printing: one thread owns the printer and says on the home thread what became of each slip."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import Printer
from hardware.slip import Slip
from kiosk.shaping import ticket_bytes
from kiosk.steps import TICKET_S
from waiting_room.wire.home import Home

log = logging.getLogger(__name__)

LOOK_EVERY_S = 3.0
"""How often the printer is asked how it is: staff hear of an empty roll within five seconds."""

BEGINS_AGAIN_S = 5.0
"""After what no printer should do has ended the thread."""

SILENT_AT_MOST_S = 600.0
"""The longest slip, 39 kB of Arabic, at 4800 baud is given up after some six minutes."""


@dataclass(frozen=True)
class _Job:
    slip: Slip
    ended: Callable[[Outcome], None]
    asked_s: float


class OwnedPrinter:
    """A printer on a thread of its own; a slip in mid-print never keeps the screen waiting.

    `told` hears how the printer is until `close`. A thread that ends all the same is a fault of
    the printer: what waits for it is refused, and another one takes its place.
    """

    def __init__(
        self,
        printer: Printer,
        home: Home,
        told: Callable[[PrinterState], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._printer = printer
        self._clock = clock
        self._home = home
        self._told = told
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._state: PrinterState | None = None
        self._is_closed = False

    def open(self) -> None:
        """Begin to look how the printer is, and tell whenever that changes."""
        self._heard_s = self._clock()
        # A printer may block for 20 seconds; a kiosk that ends does not wait for that.
        self._thread = Thread(target=self._own, name="printer", daemon=True)
        self._thread.start()

    @property
    def lives(self) -> bool:
        """Whether the thread has come round in time; one that hangs prints nothing."""
        return self._clock() - self._heard_s <= SILENT_AT_MOST_S

    def print(self, slip: Slip, ended: Callable[[Outcome], None]) -> None:
        """Print a slip; `ended` hears once, on the home thread, what became of it.

        A slip whose turn comes when the page with its ticket is over is refused.
        """
        self._jobs.put(_Job(slip, ended, self._clock()))

    def close(self, wait_s: float = 0.0) -> None:
        """Print no more than what was asked for, and give the printer back.

        Waits up to `wait_s` until that is done; it is done as well if nobody waits.
        """
        self._is_closed = True
        self._jobs.put(None)
        self._thread.join(wait_s)

    def _own(self) -> None:
        try:
            self._work()
            self._printer.close()
        finally:
            if not self._is_closed or not self._jobs.empty():
                self._home.soon(self._ended)

    def _ended(self) -> None:
        """Hear that the thread has ended before it was told to, or before it could hear so."""
        self._refuse_waiting()
        if not self._is_closed:
            self._state = PrinterState.FAULT
            self._tell(PrinterState.FAULT)
            self._home.later(BEGINS_AGAIN_S, self._begin_again)

    def _begin_again(self) -> None:
        if self._is_closed:
            self._refuse_waiting()
        else:
            self.open()

    def _refuse_waiting(self) -> None:
        """Answer whoever waits for a slip while there is no thread that could print it."""
        while not self._jobs.empty():
            job = self._jobs.get()
            if job is not None:
                job.ended(Outcome(Result.REFUSED, Cause.FAULT))

    def _work(self) -> None:
        self._look()
        while True:
            self._heard_s = self._clock()
            try:
                job = self._jobs.get(timeout=LOOK_EVERY_S)
            except Empty:
                self._look()
                continue
            if job is None:
                return
            self._take(job)
            self._look()

    def _take(self, job: _Job) -> None:
        outcome = Outcome(Result.UNKNOWN, Cause.FAULT)
        try:
            outcome = self._print(job)
        finally:
            self._home.soon(lambda: job.ended(outcome))

    def _print(self, job: _Job) -> Outcome:
        if self._clock() - job.asked_s >= TICKET_S:
            # Whoever asked has left, and the next visitor would take a stranger's number.
            return Outcome(Result.REFUSED, Cause.SILENT)
        try:
            data = ticket_bytes(job.slip.blocks, self._printer.takes)
        except ValueError:
            # Texts come from the zone's file: one that cannot be set must not end the thread.
            log.exception("this slip cannot be set")
            return Outcome(Result.REFUSED, Cause.FAULT)
        return self._printer.print(data)

    def _look(self) -> None:
        state = self._printer.state()
        if state is not self._state:
            self._state = state
            self._home.soon(lambda: self._tell(state))

    def _tell(self, state: PrinterState) -> None:
        # What a printer says last may arrive when another one has taken its place.
        if not self._is_closed:
            self._told(state)
