from pathlib import Path
from threading import Event

import pytest

from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.slip import Slip, Text
from hardware.virtual_printer import VirtualPrinter
from kiosk.printing import BEGINS_AGAIN_S, SILENT_AT_MOST_S, OwnedPrinter
from kiosk.steps import TICKET_S
from waiting_room.wire.loopback import LoopbackHome

ENDS_WITHIN_S = 10.0
SLIP = Slip((Text("K042", size=8),))
NOBODY_PRINTS = Outcome(Result.REFUSED, Cause.FAULT)

pytestmark = pytest.mark.usefixtures("qapp")
ends_its_thread = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


class Failing(VirtualPrinter):
    """A printer whose program has a fault that nobody has thought of, as often as said."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.fails_to_print, self.fails_to_tell = 1, 1

    def print(self, data: bytes) -> Outcome:
        """See Printer."""
        if self.fails_to_print:
            self.fails_to_print -= 1
            raise ZeroDivisionError("a fault of this program")
        return super().print(data)

    def state(self) -> PrinterState:
        """See Printer."""
        if not self.fails_to_print and self.fails_to_tell:
            self.fails_to_tell -= 1
            raise ZeroDivisionError("a fault of this program")
        return super().state()


@ends_its_thread
def test_a_printers_thread_that_ends(tmp_path: Path) -> None:
    """Whoever waits for a slip hears that it may lack, staff of a fault; then all is well again."""
    home, states, outcomes = LoopbackHome(), list[PrinterState](), list[Outcome]()
    now_s = [0.0]
    owned = OwnedPrinter(Failing(tmp_path), home, states.append, lambda: now_s[0])
    owned.print(SLIP, outcomes.append)
    owned.print(SLIP, outcomes.append)
    owned.open()
    for told in ([PrinterState.OK, PrinterState.FAULT], [PrinterState.FAULT]):
        owned._thread.join()
        home.advance(BEGINS_AGAIN_S - 0.1)
        assert states == told
        assert outcomes == [Outcome(Result.UNKNOWN, Cause.FAULT), NOBODY_PRINTS]
        assert not owned._thread.is_alive()
        states.clear()
        now_s[0] += SILENT_AT_MOST_S + 1
        home.advance(0.1)
        assert owned.lives
    owned.print(SLIP, outcomes.append)
    owned.close(ENDS_WITHIN_S)
    home.advance()
    assert [one.result for one in outcomes[2:]] == [Result.PRINTED]


@ends_its_thread
def test_a_thread_that_ended_before_its_printer_was_given_back(tmp_path: Path) -> None:
    """Nothing is heard of it any more, and no other thread takes its place."""
    home, states = LoopbackHome(), list[PrinterState]()
    owned = OwnedPrinter(Failing(tmp_path), home, states.append)
    owned.print(SLIP, lambda outcome: None)
    owned.open()
    thread = owned._thread
    thread.join()
    owned.close()
    home.advance(BEGINS_AGAIN_S)
    assert states == []
    assert owned._thread is thread


class Held(VirtualPrinter):
    """A printer that does not say how it is until `freed`, and then fails to, where it `fails`."""

    def __init__(self, folder: Path, *, fails: bool = False) -> None:
        super().__init__(folder)
        self.freed, self.fails = Event(), fails

    def state(self) -> PrinterState:
        """See Printer."""
        self.freed.wait()
        if self.fails:
            raise ZeroDivisionError("a fault of this program")
        return super().state()


@ends_its_thread
def test_slips_do_not_pile_up(tmp_path: Path) -> None:
    """Each slip behind a thread that cannot come back is refused; none of them comes out later."""
    home, printer, outcomes = LoopbackHome(), Held(tmp_path, fails=True), list[Outcome]()
    printer.freed.set()
    owned = OwnedPrinter(printer, home, lambda state: None, lambda: home.now_s)
    owned.open()
    for visitor in range(1, 5):
        owned._thread.join()
        home.advance()
        owned.print(SLIP, outcomes.append)
        home.advance(BEGINS_AGAIN_S)
        owned._thread.join()
        home.advance()
        assert outcomes == [NOBODY_PRINTS] * visitor
    printer.fails = False
    home.advance(BEGINS_AGAIN_S)
    owned.print(SLIP, outcomes.append)
    owned.close(ENDS_WITHIN_S)
    home.advance()
    assert outcomes[4:] == [Outcome(Result.PRINTED)]
    assert len(list(tmp_path.glob("*.png"))) == 1


@ends_its_thread
@pytest.mark.parametrize("asked_after_s", [0.0, 1.0])
def test_a_slip_at_a_printer_that_was_replaced(tmp_path: Path, asked_after_s: float) -> None:
    """It is refused as well, whether it was asked for before the thread's end or after it."""
    home, printer, outcomes = LoopbackHome(), Held(tmp_path, fails=True), list[Outcome]()
    owned = OwnedPrinter(printer, home, lambda state: None, lambda: home.now_s)
    owned.open()
    if asked_after_s:
        printer.freed.set()
        owned._thread.join()
        home.advance(asked_after_s)
    owned.print(SLIP, outcomes.append)
    owned.close()
    printer.freed.set()
    owned._thread.join()
    home.advance(BEGINS_AGAIN_S)
    assert outcomes == [NOBODY_PRINTS]


@pytest.mark.parametrize(
    ("waited_s", "outcome"),
    [
        (TICKET_S - 0.1, Outcome(Result.PRINTED)),
        (TICKET_S, Outcome(Result.REFUSED, Cause.SILENT)),
    ],
)
def test_a_slip_whose_visitor_has_left(tmp_path: Path, waited_s: float, outcome: Outcome) -> None:
    """A printer that comes round when the ticket's page is over leaves no slip to a stranger."""
    home, printer, outcomes = LoopbackHome(), Held(tmp_path), list[Outcome]()
    owned = OwnedPrinter(printer, home, lambda state: None, lambda: home.now_s)
    home.advance(1000)
    owned.open()
    owned.print(SLIP, outcomes.append)
    home.advance(waited_s)
    printer.freed.set()
    owned.close(ENDS_WITHIN_S)
    home.advance()
    assert outcomes == [outcome]
    assert len(list(tmp_path.glob("*.png"))) == (outcome.result is Result.PRINTED)
