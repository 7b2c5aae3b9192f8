"""The fault matrix, drivers that are wrong on purpose, and a line that is cut at every byte."""

import time
from collections.abc import Callable
from random import Random

import pytest

from hardware import conversation, ending, wired_printer
from hardware.emulator.faults import Strike
from hardware.emulator.pty_line import SerialMachine
from hardware.emulator.server import NetworkMachine
from hardware.escpos_encoder import encode
from hardware.network_printer import network_printer
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.serial_printer import serial_printer
from hardware.slip import Picture, Slip, Text
from hardware.status import state_of
from hardware.wired_printer import WiredPrinter

from . import faults_and_phases as matrix
from .faults_and_phases import CALM, CASES, FAULTS, Case, look, paper_of, play

Portion = Callable[[list[Case]], list[Case]]

UNKNOWN, PRINTED = Result.UNKNOWN, Outcome(Result.PRINTED)


def test_number_of_cases() -> None:
    """There are more than three hundred cases, and no two are alike."""
    assert len(set(CASES)) == len(CASES) > 300


@pytest.mark.parametrize("fault", FAULTS)
def test_every_phase(fault: str, portion: Portion) -> None:
    """Whatever happens whenever, a driver never says more than lies on the floor."""
    wrong = {}
    for case in portion([case for case in CASES if case.fault == fault]):
        if found := play(case, time.monotonic):
            wrong[case] = found
    assert not wrong


@pytest.mark.parametrize("fault", FAULTS)
def test_every_phase_of_a_look(fault: str, portion: Portion) -> None:
    """A fault that comes while a printer is asked how it is does no lasting harm."""
    asked = ("before the line is open", "when it is open", *(f"in question {n}" for n in "1234"))
    wrong = {}
    cases = [case for case in CASES if case.fault == fault and case.phase in asked]
    for case in portion(cases):
        if found := look(case):
            wrong[case] = found
    assert not wrong


def believe_a_write(patch: pytest.MonkeyPatch) -> None:
    def hand_over(self: WiredPrinter, talk: conversation.Conversation, data: bytes) -> Outcome:
        talk.send(data, 1)
        return PRINTED

    patch.setattr(WiredPrinter, "_hand_over", hand_over)


def print_again(patch: pytest.MonkeyPatch) -> None:
    once = WiredPrinter.print

    def twice(self: WiredPrinter, data: bytes) -> Outcome:
        outcome = once(self, data)
        return once(self, data) if outcome.result is UNKNOWN else outcome

    patch.setattr(WiredPrinter, "print", twice)


def ignore(state: PrinterState) -> Callable[[pytest.MonkeyPatch], None]:
    def read(values: list[int]) -> PrinterState:
        found = state_of(values)
        return PrinterState.OK if found is state else found

    def blind(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(conversation, "state_of", read)
        patch.setattr(ending, "state_of", read)

    return blind


def believe_one_byte(patch: pytest.MonkeyPatch) -> None:
    judge = ending.Ending.outcome

    def outcome(self: ending.Ending, now: float) -> Outcome | None:
        return PRINTED if self._replied else judge(self, now)

    patch.setattr(ending.Ending, "outcome", outcome)


def take_silence_for_success(patch: pytest.MonkeyPatch) -> None:
    hand_over = WiredPrinter._hand_over

    def hopeful(self: WiredPrinter, talk: conversation.Conversation, data: bytes) -> Outcome:
        outcome = hand_over(self, talk, data)
        return PRINTED if outcome.cause is Cause.SILENT else outcome

    patch.setattr(WiredPrinter, "_hand_over", hopeful)


def refuse_what_was_sent(patch: pytest.MonkeyPatch) -> None:
    once = WiredPrinter.print

    def refusing(self: WiredPrinter, data: bytes) -> Outcome:
        outcome = once(self, data)
        return Outcome(Result.REFUSED, outcome.cause) if outcome.result is UNKNOWN else outcome

    patch.setattr(WiredPrinter, "print", refusing)


def know_nothing(patch: pytest.MonkeyPatch) -> None:
    once = WiredPrinter.print

    def unknown(self: WiredPrinter, data: bytes) -> Outcome:
        return Outcome(UNKNOWN, once(self, data).cause or Cause.SILENT)

    patch.setattr(WiredPrinter, "print", unknown)


def never_clear(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(conversation.Conversation, "clear", lambda self: False)


def leave_it_in_the_picture(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(WiredPrinter, "_free", lambda self, talk: None)


def cut_nothing_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(wired_printer, "CUT_OFF", b"")


def ask_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(conversation.Conversation, "state", lambda self: PrinterState.OK)


def wait_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(WiredPrinter, "time_for", lambda self, size: matrix.LONGEST_S + 1)


BROKEN = {
    "believes a write": (believe_a_write, ["cover_open"]),
    "prints again after UNKNOWN": (print_again, ["held", "hangs up"]),
    "ignores the cover": (ignore(PrinterState.COVER_OPEN), ["cover_open"]),
    "ignores the end of the paper": (ignore(PrinterState.PAPER_END), ["paper_end"]),
    "ignores the cutter": (ignore(PrinterState.CUTTER), ["cutter"]),
    "never says that paper is low": (ignore(PrinterState.PAPER_LOW), ["near_end"]),
    "believes one byte": (believe_one_byte, ["noisy", "garbled and no paper"]),
    "takes silence for success": (take_silence_for_success, ["mute", "power lost"]),
    "refuses what it has sent": (refuse_what_was_sent, ["paper_end"]),
    "knows nothing": (know_nothing, ["near_end"]),
    "never clears": (never_clear, ["paper_end", "cover_open"]),
    "leaves a printer in a picture": (leave_it_in_the_picture, ["hangs up"]),
    "cuts nothing off": (cut_nothing_off, ["hangs up"]),
    "asks nothing before": (ask_nothing, ["paper_end"]),
    "waits for ever": (wait_for_ever, ["held"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_drivers_are_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each driver that is wrong on purpose is caught, else the matrix would prove nothing."""
    break_it, faults = BROKEN[name]
    cases = [case for case in CASES if case.fault in faults]
    Random(1).shuffle(cases)
    break_it(monkeypatch)
    assert any(play(case, time.monotonic) or look(case) for case in cases)


NATIVE = encode(Slip((Text("A 042", 3), Text("Bitte warten Sie."))))
DRAWN = encode(Slip((Text("A 042", 3), Picture(64, 4, b"\x81\x42\x24\x18" * 8), Text("end"))))


@pytest.mark.parametrize("data", [NATIVE, DRAWN], ids=["native", "with a picture"])
@pytest.mark.parametrize("line", ["network", "serial"])
def test_cut_at_every_byte(line: str, data: bytes) -> None:
    """A plug pulled at any byte makes a slip UNKNOWN; the next one is whole and by itself."""
    following = encode(Slip((Text("A 043", 3), Text("Bitte warten Sie."))))
    wanted = paper_of(following)
    end = NetworkMachine() if line == "network" else SerialMachine()
    with end:
        opened = (
            serial_printer(end.path, patience=CALM)
            if isinstance(end, SerialMachine)
            else network_printer("127.0.0.1", end.port, patience=CALM)
        )
        for sent in range(1, len(data) + 1):
            end.machine.strikes.append(Strike(12 + sent, end.vanish))
            assert opened.print(data) == Outcome(UNKNOWN, Cause.LINK_LOST), sent
            end.come_back()
            assert opened.print(following) == PRINTED, sent
            assert end.tray.pieces[-1].image.tobytes() == wanted.image.tobytes(), sent
