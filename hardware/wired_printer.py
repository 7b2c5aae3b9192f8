"""A printer at the end of any line, believed only in what it answers."""

import contextlib
from collections.abc import Callable
from enum import StrEnum

from hardware.conversation import ASK_REPLY, Conversation, Patience, ask_process_id
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.wire import Wire

TAGS = 10_000


class Asking(StrEnum):
    """What a printer can be asked, `?status=` in its address."""

    FULL = "full"  # status, process id, and GS r as a stopgap
    BASIC = "basic"  # status and GS r, for printers that print GS ( H as letters
    NONE = "none"  # it never answers: every ticket ends UNKNOWN, UNVERIFIED


class WiredPrinter:
    """A `Printer` over the lines that `connect` opens; to be used by one thread.

    `bytes_per_s` is the slowest the printer may take and print a ticket; `connect` raises OSError.
    """

    def __init__(
        self,
        connect: Callable[[], Wire],
        bytes_per_s: float,
        asking: Asking = Asking.FULL,
        patience: Patience | None = None,
    ) -> None:
        self._connect = connect
        self._bytes_per_s = bytes_per_s
        self._asking = asking
        self._patience = patience or Patience()
        self._tag = 0
        self._knows_process_id = asking is Asking.FULL
        self._half_sent = 0

    def print(self, data: bytes) -> Outcome:
        """Prints one ticket; see `Printer`."""
        try:
            wire = self._connect()
        except OSError:
            return Outcome(Result.REFUSED, Cause.UNREACHABLE)
        # One line per ticket: network printers close idle lines and serve one caller at a time.
        try:
            return self._print(Conversation(wire, self._patience), data)
        finally:
            wire.close()

    def state(self) -> PrinterState:
        """How the printer is now; see `Printer`."""
        try:
            wire = self._connect()
        except OSError:
            return PrinterState.UNREACHABLE
        try:
            if self._asking is Asking.NONE:
                return PrinterState.UNVERIFIED
            return Conversation(wire, self._patience).state()
        except TimeoutError:
            return PrinterState.SILENT
        except OSError:
            return PrinterState.UNREACHABLE
        finally:
            wire.close()

    def close(self) -> None:
        """Nothing is open between tickets."""

    def time_for(self, size: int) -> float:
        """Seconds to hand over a ticket of `size` bytes, and again for it to come out."""
        return self._patience.ticket_s + size / self._bytes_per_s

    def _print(self, talk: Conversation, data: bytes) -> Outcome:
        sent = False
        try:
            # A line lost inside a picture leaves the printer waiting for its dots; blanks, at most
            # as many as that ticket had bytes, let it out again.
            talk.send(bytes(self._half_sent), self.time_for(self._half_sent))
            self._half_sent = 0
            if self._asking is not Asking.NONE:
                state = talk.state()
                if state.stops:
                    return Outcome(Result.REFUSED, Cause(state))
            sent = True
            return self._send(talk, data)
        except TimeoutError:
            cause = Cause.SILENT
        except OSError:
            cause = Cause.LINK_LOST
        if sent:
            self._half_sent = len(data)
        return Outcome(Result.UNKNOWN if sent else Result.REFUSED, cause)

    def _send(self, talk: Conversation, data: bytes) -> Outcome:
        if self._asking is Asking.NONE:
            talk.send(data, self.time_for(len(data)))
            return Outcome(Result.UNKNOWN, Cause.UNVERIFIED)
        tag = self._next_tag() if self._knows_process_id else None
        talk.send(
            data + (ask_process_id(tag) if tag else b"") + ASK_REPLY, self.time_for(len(data))
        )
        outcome = talk.ending(tag, self.time_for(len(data)))
        if outcome.result is Result.PRINTED:
            # Waiting for an id that never comes would cost every visitor two seconds.
            self._knows_process_id = bool(tag) and talk.process_id_seen
        else:
            # What is given up must not come out later, beside its copy.
            self._half_sent = len(data)
            with contextlib.suppress(OSError):
                if talk.clear():
                    self._half_sent = 0
        return outcome

    def _next_tag(self) -> bytes:
        self._tag = (self._tag + 1) % TAGS
        return b"%04d" % self._tag
