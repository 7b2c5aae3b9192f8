"""What is asked and answered while one line to a printer is open."""

import time
from collections.abc import Callable

from hardware.answers import Answer, Block, Demultiplexer, Status
from hardware.ending import Ending, Patience, Proof
from hardware.outcome import Outcome, PrinterState
from hardware.status import state_of
from hardware.wire import Wire

ASK_REPLY = b"\x1dr1"  # answered when everything before it has been processed
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = Block(0x37, b"\x25")
QUESTIONS = 4


def ask_process_id(tag: bytes) -> bytes:
    """GS ( H: the printer sends the four characters of `tag` back when all before is on paper."""
    return b"\x1d(H\x06\x0000" + tag


class Conversation:
    """One line's questions and answers; all calls raise OSError when the line is lost."""

    def __init__(
        self, wire: Wire, patience: Patience, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._wire = wire
        self._patience = patience
        self._clock = clock
        self._answers = Demultiplexer()
        self._questions = QUESTIONS
        self.process_id_seen = False

    def send(self, data: bytes, timeout_s: float) -> None:
        """Hands bytes over; TimeoutError when the printer does not take them in time."""
        self._wire.write(data, timeout_s)

    def state(self) -> PrinterState:
        """Asks DLE EOT 1 to 4, one after the other; SILENT when the first is not answered."""
        self._listen(0)  # late answers to questions of an earlier line
        values: list[int] = []
        while len(values) < QUESTIONS:
            self._ask(len(values) + 1)
            value = self._status(self._clock() + self._patience.answer_s)
            if value is None:
                # Cheap printers know the first question only.
                self._questions = max(1, len(values))
                return state_of(values) if values else PrinterState.SILENT
            values.append(value)
        return state_of(values)

    def ending(self, tag: bytes | None, timeout_s: float, *, reply_will_do: bool = True) -> Outcome:
        """Waits until the slip is out, asking now and then what keeps the printer.

        What is taken as proof, `Proof` says; `tag` is the process id that was asked for.
        """
        proof = Proof(tag, reply_will_do, self._questions)
        ending = Ending(proof, self._patience, self._clock(), timeout_s)
        dropped = self._answers.dropped
        while (outcome := ending.outcome(now := self._clock())) is None:
            if question := ending.question(now):
                self._ask(question)
            for answer in self._listen(ending.wakes_at - now):
                ending.hear(answer, self._clock())
            ending.noise = self._answers.dropped > dropped
        self.process_id_seen = ending.process_id_seen
        return outcome

    def clear(self) -> bool:
        """Has the printer forget what it has not printed; whether it says that it did."""
        self.send(CLEAR, self._patience.answer_s)
        deadline = self._clock() + self._patience.answer_s
        while (now := self._clock()) < deadline:
            if CLEARED in self._listen(deadline - now):
                return True
        return False

    def discard(self) -> None:
        """Throws away what the printer has not taken; nothing may be asked any more."""
        self._wire.discard()

    def _ask(self, question: int) -> None:
        self.send(b"\x10\x04" + bytes([question]), self._patience.answer_s)

    def _status(self, deadline: float) -> int | None:
        while (now := self._clock()) < deadline:
            for answer in self._listen(deadline - now):
                if isinstance(answer, Status):
                    return answer.value
        return None

    def _listen(self, timeout_s: float) -> list[Answer]:
        return self._answers.feed(self._wire.read(timeout_s))
