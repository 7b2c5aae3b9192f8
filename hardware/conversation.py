"""What is asked and answered while one line to a printer is open."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.answers import Answer, AutomaticStatus, Block, Demultiplexer, Reply, Status
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.status import automatic_state, state_of
from hardware.wire import Wire

ASK_REPLY = b"\x1dr1"  # answered when everything before it has been processed
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = Block(0x37, b"\x25")
QUESTIONS = 4


@dataclass(frozen=True)
class Patience:
    """How long the printer may take, in seconds."""

    connect_s: float = 2.0
    answer_s: float = 2.0  # long enough for another caller's ticket to come out first
    ticket_s: float = 6.0  # on top of the time its bytes take
    before_asking_s: float = 1.0  # after a ticket, until the printer is asked what keeps it
    between_asking_s: float = 0.5
    stopped_s: float = 3.0  # for somebody to mend a printer that stopped in mid-ticket
    process_id_s: float = 2.0  # from GS r's answer to the process id


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
                return state_of(values) if values else PrinterState.SILENT
            values.append(value)
        return state_of(values)

    def ending(self, tag: bytes | None, timeout_s: float) -> Outcome:
        """Waits until the ticket is out, asking now and then what keeps the printer.

        With a `tag` its process id is the proof, and GS r's answer only after a while without it;
        with None GS r's answer is the proof.
        """
        started = self._clock()
        deadline = started + timeout_s
        next_question = self._clock() + self._patience.before_asking_s
        values: list[int] | None = None
        processed = False
        trouble = Cause.NONE
        while (now := self._clock()) < deadline:
            if values is None and now >= next_question:
                values = []
                self._ask(1)
            wake = deadline if values is not None else min(deadline, next_question)
            for answer in self._listen(wake - now):
                state = None
                match answer:
                    case Block(0x37, text) if tag and text == b"\x22" + tag:
                        self.process_id_seen = True
                        return Outcome(Result.PRINTED)
                    case Reply() if tag is None:
                        return Outcome(Result.PRINTED)
                    case Reply() if not processed:
                        processed = True
                        deadline = min(deadline, self._clock() + self._patience.process_id_s)
                    case Status(value) if values is not None:
                        values.append(value)
                        if len(values) < QUESTIONS:
                            self._ask(len(values) + 1)
                        else:
                            state, values = state_of(values), None
                            next_question = self._clock() + self._patience.between_asking_s
                    case AutomaticStatus(data):
                        state = automatic_state(data)
                if state is not None and state.stops:
                    if not trouble:
                        deadline = min(deadline, self._clock() + self._patience.stopped_s)
                    trouble = Cause(state)
                elif state is not None and trouble:
                    # Mended: it goes on where it stopped and gets time for the rest, but only once.
                    trouble = Cause.NONE
                    deadline = min(self._clock() + timeout_s, started + 2 * timeout_s)
        if processed and not trouble:
            return Outcome(Result.PRINTED)
        return Outcome(Result.UNKNOWN, trouble or Cause.SILENT)

    def clear(self) -> bool:
        """Has the printer forget what it has not printed; whether it says that it did."""
        self.send(CLEAR, self._patience.answer_s)
        deadline = self._clock() + self._patience.answer_s
        while (now := self._clock()) < deadline:
            if CLEARED in self._listen(deadline - now):
                return True
        return False

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
