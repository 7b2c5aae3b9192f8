"""Every fault of a printer in every phase of a slip: how one case is played, and judged."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from itertools import product

from hardware.emulator.faults import Faults, Strike
from hardware.emulator.machine import Machine
from hardware.emulator.paper import Piece
from hardware.emulator.pty_line import SerialMachine
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray
from hardware.ending import Patience
from hardware.escpos_encoder import encode
from hardware.network_printer import network_printer
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.serial_printer import serial_printer
from hardware.slip import Picture, Qr, Slip, Text
from hardware.wired_printer import Asking, WiredPrinter

HURRY = Patience(
    connect_s=0.3,
    answer_s=0.06,
    slip_s=0.2,
    before_asking_s=0.03,
    between_asking_s=0.02,
    stopped_s=0.06,
    process_id_s=0.06,
)
CALM = Patience(connect_s=2, answer_s=2, slip_s=5, process_id_s=0.1)
STEADY = replace(HURRY, answer_s=2, slip_s=3)
"""For a printer that answers, however busy the machine of the tests is."""

LONGEST_S = 3.0
"""Beyond all that HURRY allows, on a machine that is busy."""


def slip(*lines: str) -> bytes:
    """A slip of each kind of block."""
    picture = Picture(64, 40, bytes(range(0x20, 0x70)) * 4)
    code = Qr("https://warten.example.org/t/abcdefghijklmnopqrstuvwx23")
    return encode(Slip((Text("A 042", 4), picture, code, *(Text(line) for line in lines))))


SLIP, COPY, EARLIER = slip("Please wait."), slip("Copy", "Please wait."), slip("Before.")
QUESTIONS = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
CLEAR = b"\x10\x14\x08"
TEXT, PICTURE, CODE = (SLIP.index(mark) for mark in (b"A 042", b"\x1dv0", b"1P0http"))
STARTS = len(QUESTIONS)
ENDS = STARTS + len(SLIP)

PHASES: dict[str, int] = {
    "before the line is open": -1,
    "when it is open": 0,
    "in question 1": 2,
    "in question 2": 5,
    "in question 3": 8,
    "in question 4": 11,
    "at the first byte": STARTS,
    "in the text": STARTS + TEXT + 2,
    "in the picture": STARTS + PICTURE + 100,
    "in the code": STARTS + CODE + 20,
    "before the cut": ENDS - 1,
    "after the cut": ENDS,
    "in the process id": ENDS + 5,
    "before the last question": ENDS + 12,
    "when it is cleared": -2,
    "in the middle of clearing": -3,
}
"""When a fault comes: after so many bytes; below 0 by other means."""

REFUSING = {*list(PHASES)[:3]}
HALF = {"in the text", "in the picture", "in the code", "before the cut"}
STOPS = {
    "paper_end": Cause.PAPER_END,
    "cover_open": Cause.COVER_OPEN,
    "cutter": Cause.CUTTER,
    "hot": Cause.FAULT,
    "offline": Cause.OFFLINE,
}
HARMLESS = ("near_end", "chatty", "no_process_id")
FAULTS = (
    *STOPS,
    *HARMLESS,
    *("mute", "garbled", "garbled and no paper", "late", "held", "lying", "stalled", "noisy"),
    *("vanishes", "hangs up", "power lost", "power kept", "xoff"),
)
LINES = ("network", "serial", "basic")


@dataclass(frozen=True)
class Case:
    """One fault in one phase of a slip on one kind of line."""

    line: str
    fault: str
    phase: str

    @property
    def is_harmless(self) -> bool:
        """Whether the slip comes out all the same, and the printer can say so."""
        return self.fault in HARMLESS


CASES = tuple(
    Case(line, fault, phase)
    for line, fault, phase in product(LINES, FAULTS, PHASES)
    if line == "serial" or fault != "xoff"
)


class Place:
    """A printer on a line, the machine at its end, and the hands that break and mend it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.tray = Tray()
        self.end = (SerialMachine if case.line == "serial" else NetworkMachine)(self.tray)
        self.machine: Machine = self.end.machine
        self.faults = self.machine.faults
        self.printer: WiredPrinter
        if isinstance(self.end, SerialMachine):
            flow = "xonxoff" if case.fault == "xoff" else "none"
            self.printer = serial_printer(self.end.path, flow=flow, patience=CALM)
        else:
            asking = Asking.BASIC if case.line == "basic" else Asking.FULL
            self.printer = network_printer("127.0.0.1", self.end.port, asking, CALM)

    def fail(self) -> None:
        """The fault happens."""
        match self.case.fault:
            case "late":
                self.faults.late_s = 2.5 * HURRY.answer_s
            case "garbled and no paper":
                self.faults.garbled = self.faults.paper_end = True
            case "lying":
                self.faults.lying = self.faults.paper_end = True
            case "vanishes":
                self.end.vanish()
            case "hangs up":
                if isinstance(self.end, SerialMachine):
                    self.end.vanish()
                else:
                    self.machine.hang_up()
            case "power lost" | "power kept":
                # What still comes within a moment is taken and not yet printed.
                self.faults.held = True
                self.machine.strikes.append(Strike(len(SLIP) // 2, self._switch_off))
            case "xoff":
                assert isinstance(self.end, SerialMachine)
                self.end.pause(True)
            case fault:
                setattr(self.faults, fault, True)

    def mend(self) -> None:
        """Somebody puts everything right."""
        with self.machine.lock:
            self.machine.strikes.clear()
        if self.faults.held and self.case.fault.startswith("power"):
            self._switch_off()
        if isinstance(self.end, SerialMachine) and self.case.fault == "xoff":
            self.end.pause(False)
        for field in fields(Faults):
            if field.name != "dead":
                setattr(self.faults, field.name, field.default)
        if self.faults.dead:
            self.end.switch_on()
        self.end.come_back()

    def prepare(self) -> None:
        """The fault is made to happen in the phase."""
        after = PHASES[self.case.phase]
        strikes = self.machine.strikes
        if after == -1:
            self.fail()
        elif after >= 0:
            strikes.append(Strike(after, self.fail))
        else:
            # Clearing is what a printer is asked for that stopped in mid-slip.
            strikes.append(Strike(STARTS + TEXT, lambda: setattr(self.faults, "cover_open", True)))
            strikes.append(Strike(0 if after == -2 else 4, self.fail, CLEAR))

    def _switch_off(self) -> None:
        self.machine.switch_off(forgetting=self.case.fault == "power lost")


def paper_of(data: bytes) -> Piece:
    """What a healthy printer makes of it."""
    tray = Tray()
    Machine(tray.take).receive(data)
    return tray.pieces[0]


PRINTED = Outcome(Result.PRINTED)
WHOLE, WHOLE_COPY = paper_of(SLIP), paper_of(COPY)


def has_ink(piece: Piece) -> bool:
    return piece.image.getextrema()[0] == 0


def same(one: Piece, other: Piece) -> bool:
    return one.image.tobytes() == other.image.tobytes()


def patience_for(case: Case) -> Patience:
    """As little as the case allows."""
    if expected(case) == PRINTED:
        return CALM
    return STEADY if case.fault in STOPS else HURRY


def play(case: Case, clock: Callable[[], float]) -> list[str]:
    """Plays a case to its end; gives what is wrong with it, in plain words."""
    place = Place(case)
    printer, tray = place.printer, place.tray
    try:
        if PHASES[case.phase] % 2 and case.fault != "no_process_id":
            # About half of all slips are not the first: the driver knows the printer.
            printer.print(EARLIER)
        before = tray.count
        printer._patience = patience_for(case)
        place.prepare()
        started = clock()
        outcome = printer.print(SLIP)
        took_s = clock() - started
        printed = tray.count > before and same(tray.pieces[-1], WHOLE)
        place.mend()
        printer._patience = CALM
        again = None
        if outcome.result is Result.REFUSED:
            again = printer.print(SLIP)
        elif outcome.result is Result.UNKNOWN:
            again = printer.print(COPY)
    finally:
        place.end.close()
    pieces = [*list(tray.pieces)[before:], place.machine.tear_off()]
    found = list(judge(case, outcome, again, printed, [one for one in pieces if has_ink(one)]))
    if took_s > LONGEST_S:
        found.append(f"took {took_s:.1f} s")
    return found


def judge(
    case: Case, outcome: Outcome, again: Outcome | None, printed: bool, pieces: list[Piece]
) -> list[str]:
    """Compares what the driver said with what lies on the floor."""
    unmarked = [piece for piece in pieces if "Copy" not in piece.text]
    found = []
    if again is not None and again.result is not Result.PRINTED:
        found.append(f"a mended printer ends with {again}")
    if len(unmarked) > 1:
        found.append(f"{len(unmarked)} pieces of paper show the number without the copy mark")
    match outcome.result:
        case Result.PRINTED:
            if not printed:
                found.append("PRINTED, and nothing or a half came out")
        case Result.REFUSED:
            if not (len(pieces) == 1 and same(pieces[0], WHOLE)):
                found.append(f"REFUSED, but there are {len(pieces)} pieces, or one is not whole")
        case Result.UNKNOWN:
            if not (pieces and same(pieces[-1], WHOLE_COPY)):
                found.append("UNKNOWN, and the copy did not come out whole and by itself")
    wanted = expected(case)
    if wanted is not None and outcome != wanted:
        found.append(f"{outcome} instead of {wanted}")
    if case.fault in STOPS and case.phase in HALF and any(same(one, WHOLE) for one in unmarked):
        found.append("what was given up came out when the printer was mended")
    return found


def expected(case: Case) -> Outcome | None:
    """The one right outcome, where there is only one."""
    if PHASES[case.phase] < -1:
        return Outcome(Result.UNKNOWN, Cause.COVER_OPEN) if case.is_harmless else None
    if case.is_harmless:
        return PRINTED
    if case.fault in STOPS and case.phase in REFUSING:
        return Outcome(Result.REFUSED, STOPS[case.fault])
    if case.fault in STOPS and case.phase in HALF:
        return Outcome(Result.UNKNOWN, STOPS[case.fault])
    if case.fault in ("mute", "held", "lying") and case.phase in HALF:
        return Outcome(Result.UNKNOWN, Cause.SILENT)
    if case.fault == "vanishes" and case.phase == "before the line is open":
        return Outcome(Result.REFUSED, Cause.UNREACHABLE)
    return None


def look(case: Case) -> list[str]:
    """Asks a printer how it is while the fault comes; it must answer, in time and in the end."""
    place = Place(case)
    try:
        place.printer._patience = HURRY
        place.prepare()
        state = place.printer.state()
        place.mend()
        place.printer._patience = CALM
        after = place.printer.state()
    finally:
        place.end.close()
    if after is not PrinterState.OK:
        return [f"a mended printer is {after}"]
    if case.phase in REFUSING and case.fault in STOPS and state != STOPS[case.fault]:
        return [f"{state} instead of {STOPS[case.fault]}"]
    if case.phase in REFUSING and case.fault == "near_end" and state is not PrinterState.PAPER_LOW:
        return [f"{state} instead of paper_low"]
    return []
