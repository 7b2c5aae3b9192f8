import socket

import pytest

from hardware.conversation import ASK_REPLY, Conversation
from hardware.ending import Patience
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.wire import DescriptorWire

TAG = b"0042"
OUT = b"\x37\x22" + TAG + b"\x00"
WELL = (b"\x12", b"\x12", b"\x12", b"\x12")
NO_PAPER = (b"\x1a", b"\x32", b"\x12", b"\x72")
PRINTED = Outcome(Result.PRINTED)


class Script:
    """A line whose far end is written down: what comes when, and what each question gets."""

    def __init__(self, *comes: tuple[float, bytes], answers: tuple[bytes, ...] = ()) -> None:
        self.now = 0.0
        self._comes = list(comes)
        self._answers = list(answers)
        self._waiting = b""
        self.asked = b""

    def write(self, data: bytes, timeout_s: float) -> None:
        self.asked += data
        if data.startswith(b"\x10\x04") and self._answers:
            self._waiting += self._answers.pop(0)

    def read(self, timeout_s: float) -> bytes:
        data, self._waiting = self._waiting, b""
        if data:
            return data
        at = self._comes[0][0] if self._comes else float("inf")
        if at > self.now + timeout_s:
            self.now += timeout_s
            return b""
        self.now = max(self.now, at)
        return self._comes.pop(0)[1]

    def discard(self) -> None:
        pass

    def close(self) -> None:
        pass


def conversation(wire: Script) -> Conversation:
    return Conversation(wire, Patience(), lambda: wire.now)


def test_process_id_is_the_proof() -> None:
    """GS r's answer alone is not believed while the process id may still come."""
    wire = Script((0.1, b"\x00"), (1.5, OUT))
    assert conversation(wire).ending(TAG, 8) == PRINTED
    assert wire.now == 1.5


def test_process_id_of_another_slip() -> None:
    """The process id of an earlier slip proves nothing."""
    wire = Script((0.1, b"\x37\x220041\x00"))
    assert conversation(wire).ending(TAG, 8) == Outcome(Result.UNKNOWN, Cause.SILENT)
    assert wire.now >= 8


def test_reply_is_the_stopgap() -> None:
    """Without a process id GS r's answer is believed two seconds later, if all is well."""
    wire = Script((0.5, b"\x00"), answers=WELL * 5)
    assert conversation(wire).ending(TAG, 8) == PRINTED
    assert wire.now == pytest.approx(2.5)


def test_reply_of_a_printer_that_sends_process_ids() -> None:
    """A printer that is known to send process ids did not print if it sends none."""
    wire = Script((0.5, b"\x00"), answers=WELL * 20)
    outcome = conversation(wire).ending(TAG, 8, reply_will_do=False)
    assert outcome == Outcome(Result.UNKNOWN, Cause.SILENT)


@pytest.mark.parametrize("tag", [TAG, None])
def test_reply_and_then_silence(tag: bytes | None) -> None:
    """A single byte, as a plug sends when it is pulled, proves nothing."""
    wire = Script((0.5, b"\x00"))
    assert conversation(wire).ending(tag, 8) == Outcome(Result.UNKNOWN, Cause.SILENT)


@pytest.mark.parametrize("tag", [TAG, None])
def test_reply_in_noise(tag: bytes | None) -> None:
    """On a line that carries noise GS r's answer proves nothing, whatever else is heard."""
    wire = Script((0.4, b"\xff"), (0.5, b"\x00"), answers=WELL * 20)
    assert conversation(wire).ending(tag, 8) == Outcome(Result.UNKNOWN, Cause.SILENT)


def test_reply_while_being_asked() -> None:
    """Answers to questions of before GS r's answer do not vouch for what came after it."""
    early = (b"\x12\x00", b"\x12", b"\x12", b"\x12")
    assert conversation(Script(answers=early)).ending(None, 8).result is Result.UNKNOWN
    assert conversation(Script(answers=(*early, *WELL))).ending(None, 8) == PRINTED


def test_reply_then_trouble() -> None:
    """GS r's answer is not believed when the paper ends before the process id comes."""
    wire = Script((0.5, b"\x00"), answers=NO_PAPER)
    assert conversation(wire).ending(TAG, 8) == Outcome(Result.UNKNOWN, Cause.PAPER_END)


def test_reply_alone_when_nothing_else_is_asked() -> None:
    """Where only GS r is asked its answer is believed as soon as the printer says it is well."""
    wire = Script((0.5, b"\x03"), answers=WELL)
    assert conversation(wire).ending(None, 8) == PRINTED
    assert wire.now == 0.5


def test_stopped_printer_is_given_up_soon() -> None:
    """A printer that stops is given three seconds, not the whole time of a slip."""
    wire = Script(answers=NO_PAPER * 50)
    assert conversation(wire).ending(TAG, 60) == Outcome(Result.UNKNOWN, Cause.PAPER_END)
    assert wire.now < 5


def test_mended_printer_gets_its_time() -> None:
    """A printer mended within those seconds gets the time for the rest of the slip."""
    wire = Script((9.0, OUT), answers=NO_PAPER + WELL * 50)
    assert conversation(wire).ending(TAG, 10) == PRINTED


def test_flapping_printer_ends() -> None:
    """A printer that stops and recovers for ever is given up after twice the time of a slip."""
    wire = Script(answers=(NO_PAPER + WELL) * 100)
    assert conversation(wire).ending(TAG, 10).result is Result.UNKNOWN
    assert wire.now <= 21


def test_trouble_told_unasked() -> None:
    """Trouble that the printer reports by itself is the cause, too."""
    wire = Script((0.2, bytes.fromhex("3800000f")))
    assert conversation(wire).ending(TAG, 10) == Outcome(Result.UNKNOWN, Cause.COVER_OPEN)


def test_one_question_at_a_time() -> None:
    """The next question is asked when the last is answered, as the answers bear no name."""
    wire = Script(answers=(b"\x12",))
    assert conversation(wire).state() is PrinterState.OK
    assert wire.asked == b"\x10\x04\x01\x10\x04\x02"


def test_late_answers() -> None:
    """Answers that were under way before the first question are not taken for its answer."""
    wire = Script((0.0, b"\x1a"), answers=WELL)
    assert conversation(wire).state() is PrinterState.OK


def test_busy_printer_is_not_silent_at_once() -> None:
    """A printer that is silent for a second while another's slip comes out is waited for."""
    wire = Script((1.0, b"\x12"), answers=(b"", *WELL))
    assert conversation(wire).state() is PrinterState.OK
    assert conversation(Script()).state() is PrinterState.SILENT


def test_clear() -> None:
    """Clearing is believed only when the printer says so."""
    assert conversation(Script((0.1, b"\x12\x37\x25\x00"))).clear()
    assert not conversation(Script((0.1, b"\x12"))).clear()


def test_line_that_ends() -> None:
    """A device that reads as ended is a lost line, not a silent one."""
    near, far = socket.socketpair()
    with near:
        wire = DescriptorWire(near.fileno(), lambda: None)
        wire.write(ASK_REPLY, 1)
        with far:
            assert far.recv(9) == ASK_REPLY
            assert wire.read(0) == b""
        with pytest.raises(OSError, match="gone"):
            wire.read(1)
        with pytest.raises(OSError, match="pipe"):
            wire.write(ASK_REPLY, 1)
