"""Works out from a printer's answers, and from the time that passes, what became of a slip."""

from dataclasses import dataclass

from hardware.answers import Answer, AutomaticStatus, Block, Reply, Status
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.status import automatic_state, state_of


@dataclass(frozen=True)
class Patience:
    """How long the printer may take, in seconds."""

    connect_s: float = 2.0
    answer_s: float = 2.0  # long enough for another caller's slip to come out first
    slip_s: float = 6.0  # on top of the time its bytes take
    before_asking_s: float = 1.0  # after a slip, until the printer is asked what keeps it
    between_asking_s: float = 0.5
    stopped_s: float = 3.0  # for somebody to mend a printer that stopped in mid-slip
    process_id_s: float = 2.0  # from GS r's answer to the process id


@dataclass(frozen=True)
class Proof:
    """What has to be heard of a slip before it is believed to be out.

    Nothing but the slip on paper makes a printer send the four signs of `process_id`. GS r's
    answer is one byte, as a loose plug sends, too: it does only with `reply_will_do`, on a line
    without noise, and if the printer says afterwards, to all `questions`, that it is well.
    """

    process_id: bytes | None
    reply_will_do: bool
    questions: int


class Ending:
    """The end of one slip, from its last byte until `outcome` is known. All times are `now`."""

    def __init__(self, proof: Proof, patience: Patience, now: float, timeout_s: float) -> None:
        self._proof = proof
        self._patience = patience
        self._timeout_s = timeout_s
        self._deadline = now + timeout_s
        self._last_deadline = now + 2 * timeout_s
        self._ask_at = now + patience.before_asking_s
        self._is_asked = False
        self._values: list[int] = []
        self._trouble = Cause.NONE
        self._replied = False
        self._asked_after_reply = False
        self._well_after_reply = False
        self.process_id_seen = False
        self.noise = False

    def outcome(self, now: float) -> Outcome | None:
        """What became of the slip; None while that is open."""
        if self.process_id_seen:
            return Outcome(Result.PRINTED)
        proved = self._well_after_reply and not self._trouble and not self.noise
        if proved and not self._proof.process_id:
            return Outcome(Result.PRINTED)
        if now < self._deadline:
            return None
        if proved and self._proof.reply_will_do:
            return Outcome(Result.PRINTED)
        return Outcome(Result.UNKNOWN, self._trouble or Cause.SILENT)

    def question(self, now: float) -> int | None:
        """The question to ask now, 1 to 4; None while the last is unanswered or none is due."""
        if self._is_asked or now < self._ask_at:
            return None
        if not self._values:
            self._asked_after_reply = self._replied
        self._is_asked = True
        return len(self._values) + 1

    @property
    def wakes_at(self) -> float:
        """When to look again if nothing is heard until then."""
        return self._deadline if self._is_asked else min(self._deadline, self._ask_at)

    def hear(self, answer: Answer, now: float) -> None:
        """Takes one answer."""
        match answer:
            case Block(0x37, text) if self._proof.process_id:
                self.process_id_seen |= text == b"\x22" + self._proof.process_id
            case Reply() if self._proof.reply_will_do and not self._replied:
                self._replied = True
                self._ask_at = now
                if self._proof.process_id:
                    self._deadline = min(self._deadline, now + self._patience.process_id_s)
            case AutomaticStatus(data):
                self._learn(automatic_state(data), now)
            case Status(value) if self._is_asked:
                self._is_asked = False
                self._values.append(value)
                if len(self._values) == self._proof.questions:
                    self._answered(state_of(self._values), now)

    def _answered(self, state: PrinterState, now: float) -> None:
        self._values.clear()
        self._well_after_reply = self._asked_after_reply and not state.stops
        # Answers to questions from before GS r's answer do not count; they are asked once more.
        if self._asked_after_reply or not self._replied:
            self._ask_at = now + self._patience.between_asking_s
        self._learn(state, now)

    def _learn(self, state: PrinterState, now: float) -> None:
        if state.stops:
            if not self._trouble:
                self._deadline = min(self._deadline, now + self._patience.stopped_s)
            self._trouble = Cause(state)
        elif self._trouble:
            # Mended: it goes on where it stopped and gets time for the rest, but only once.
            self._trouble = Cause.NONE
            self._deadline = min(now + self._timeout_s, self._last_deadline)
