"""A printer at the end of any line, believed only in what it answers."""

import contextlib
from collections.abc import Callable
from enum import StrEnum
from random import randrange

from hardware.conversation import ASK_REPLY, Conversation, ask_process_id
from hardware.ending import Patience
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.takes import Takes
from hardware.wire import Wire

TAGS = 10_000
CUT_OFF = b"\x1b@\x1bd\x06\x1dV\x01"
"""Feeds out and cuts off what is left of an earlier slip: nobody gets half of another's."""


class Asking(StrEnum):
    """What a printer can be asked, `?status=` in its address."""

    FULL = "full"  # status, process id, and GS r as a stopgap
    BASIC = "basic"  # status and GS r, for printers that print GS ( H as letters
    NONE = "none"  # it never answers: every slip ends UNKNOWN, UNVERIFIED


class WiredPrinter:
    """A `Printer` over the lines that `connect` opens; to be used by one thread.

    `bytes_per_s` is the slowest the printer may take and print a slip; `connect` raises OSError.
    """

    def __init__(
        self,
        connect: Callable[[], Wire],
        bytes_per_s: float,
        asking: Asking = Asking.FULL,
        patience: Patience | None = None,
    ) -> None:
        self.takes = Takes()
        self._connect = connect
        self._bytes_per_s = bytes_per_s
        self._asking = asking
        self._patience = patience or Patience()
        # Not from 0: a line may still carry the answer to a slip of before the last restart.
        self._tag = randrange(TAGS)
        self._sends_process_id = None if asking is Asking.FULL else False
        self._left_over = 0

    def print(self, data: bytes) -> Outcome:
        """Prints one slip; see `Printer`."""
        try:
            wire = self._connect()
        except OSError:
            return Outcome(Result.REFUSED, Cause.UNREACHABLE)
        # One line per slip: network printers close idle lines and serve one caller at a time.
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
        state = PrinterState.UNVERIFIED
        try:
            if self._asking is not Asking.NONE:
                state = Conversation(wire, self._patience).state()
        except TimeoutError:
            state = PrinterState.SILENT
        except OSError:
            state = PrinterState.UNREACHABLE
        if state is PrinterState.SILENT:
            wire.discard()
        wire.close()
        return state

    def close(self) -> None:
        """Nothing is open between slips."""

    def time_for(self, size: int) -> float:
        """Seconds to hand over a slip of `size` bytes, and again for it to come out."""
        return self._patience.slip_s + size / self._bytes_per_s

    def _print(self, talk: Conversation, data: bytes) -> Outcome:
        handed_over = False
        try:
            if self._left_over:
                self._free(talk)
            state = PrinterState.OK if self._asking is Asking.NONE else talk.state()
            if state.stops:
                outcome = Outcome(Result.REFUSED, Cause(state))
            else:
                if self._left_over:
                    data = CUT_OFF + data
                handed_over, self._left_over = True, len(data)
                outcome = self._hand_over(talk, data)
        except TimeoutError:
            outcome = Outcome(Result.UNKNOWN if handed_over else Result.REFUSED, Cause.SILENT)
        except OSError:
            outcome = Outcome(Result.UNKNOWN if handed_over else Result.REFUSED, Cause.LINK_LOST)
        if outcome.result is Result.PRINTED or outcome.cause is Cause.UNVERIFIED:
            self._left_over = 0
        elif handed_over or outcome.cause is Cause.SILENT:
            talk.discard()
        return outcome

    def _hand_over(self, talk: Conversation, data: bytes) -> Outcome:
        if self._asking is Asking.NONE:
            talk.send(data, self.time_for(len(data)))
            return Outcome(Result.UNKNOWN, Cause.UNVERIFIED)
        tag = None if self._sends_process_id is False else self._next_tag()
        talk.send(
            data + (ask_process_id(tag) if tag else b"") + ASK_REPLY, self.time_for(len(data))
        )
        # A printer that has sent process ids and now sends none did not print.
        will_do = not self._sends_process_id
        outcome = talk.ending(tag, self.time_for(len(data)), reply_will_do=will_do)
        if outcome.result is not Result.PRINTED:
            # What is given up must not come out later, beside its copy.
            with contextlib.suppress(OSError):
                talk.clear()
        if tag:
            # Waiting for an id that never comes would cost every visitor two seconds.
            printed = outcome.result is Result.PRINTED
            self._sends_process_id = talk.process_id_seen if printed else None
        return outcome

    def _free(self, talk: Conversation) -> None:
        """Has the printer forget the slip it was left with, half or whole."""
        if self._asking is Asking.NONE or not talk.clear():
            # A line lost inside a picture leaves the printer waiting for its dots; blanks, at most
            # as many as that slip had bytes, let it out again.
            talk.send(bytes(self._left_over), self.time_for(self._left_over))

    def _next_tag(self) -> bytes:
        self._tag = (self._tag + 1) % TAGS
        return b"%04d" % self._tag
