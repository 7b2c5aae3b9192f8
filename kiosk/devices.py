"""Devices: the printer and the scanner of this kiosk, as the zone says, and how they are."""

import logging
from collections.abc import Callable

from hardware.framing import Scan
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import open_printer
from hardware.scanner import open_scanner
from hardware.slip import Slip
from kiosk.printing import OwnedPrinter
from kiosk.scanning import HeardScanner
from waiting_room.rules.commands import ReportDevice
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.views import DeviceView

log = logging.getLogger(__name__)

NO_PRINTER = Outcome(Result.REFUSED, Cause.ABSENT)
REPORT_EVERY_S = 30.0
"""A hub that began anew does not know how its devices are, and asks nobody."""

LAST_SLIP_S = 2.0
"""How long a kiosk that ends waits for the slip that is coming out."""

WRONG_ADDRESS = "wrong_address"
NO_PAPER = {WRONG_ADDRESS, *filter(lambda one: one.stops, PrinterState)} - {PrinterState.ABSENT}


class Devices:
    """Opens what the device view names, unless an address is given; reports it to the hub."""

    def __init__(
        self, link: Link, home: Home, *, printer: str | None = None, scanner: str | None = None
    ) -> None:
        self._link = link
        self._home = home
        self._given = {"printer": printer, "scanner": scanner}
        self._opened: dict[str, str] = {}
        self._printer: OwnedPrinter | None = None
        self._scanner: HeardScanner | None = None
        self._scanned: Callable[[Scan], None] = lambda scan: None
        self._changed: Callable[[], None] = lambda: None
        self._parts: dict[str, str] = {}

    def open(self, scanned: Callable[[Scan], None], changed: Callable[[], None]) -> None:
        """Begin; `scanned` hears every scan, `changed` when a part is otherwise than before."""
        self._scanned, self._changed = scanned, changed
        self._link.watch(DeviceView, lambda key, device: self.use(device), self._link.client)
        self._link.on_state(lambda state: self._report())
        self._home.later(REPORT_EVERY_S, self._report_again)
        if all(self._given.values()):
            self._use(self._given["printer"] or "", self._given["scanner"] or "")

    def use(self, device: DeviceView | None) -> None:
        """Open what a view names, unless that is open, or another address was given."""
        if device is not None:
            self._use(
                self._given["printer"] or device.printer, self._given["scanner"] or device.scanner
            )

    def close(self) -> None:
        """Give everything back at the program's end, which ends what is being printed, too."""
        if self._printer is not None:
            self._printer.close(LAST_SLIP_S)
        if self._scanner is not None:
            self._scanner.close()

    @property
    def scans(self) -> bool:
        """Whether there is a scanner to hold a code under, and it can read one."""
        return self._parts.get("scanner") == "ok" and self._parts.get("codes") != "garbled"

    @property
    def prints(self) -> bool:
        """Whether the printer is well, as far as it tells."""
        return self._parts.get("printer") in ("ok", "paper_low", "unverified")

    @property
    def printer_lives(self) -> bool:
        """Whether the thread that owns the printer lives, if there is one."""
        return self._printer is None or self._printer.lives

    @property
    def without_paper(self) -> bool:
        """Whether no paper comes, as far as is known; where no printer is nobody waits for it."""
        return self._parts.get("printer") in NO_PAPER

    def print(self, slip: Slip, ended: Callable[[Outcome], None]) -> None:
        """Print a slip; `ended` hears what became of it."""
        if self._printer is None:
            self._home.soon(lambda: ended(NO_PRINTER))
        else:
            self._printer.print(slip, ended)

    def _use(self, printer: str, scanner: str) -> None:
        if self._opened.get("printer") != printer:
            self._opened["printer"] = printer
            self._use_printer(printer)
        if self._opened.get("scanner") != scanner:
            self._opened["scanner"] = scanner
            self._use_scanner(scanner)

    def _use_printer(self, url: str) -> None:
        if self._printer is not None:
            self._printer.close()
            self._printer = None
        try:
            opened = open_printer(url)
        except ValueError as wrong:
            log.error("%s", wrong)
            self.tell("printer", WRONG_ADDRESS)
            return
        self._printer = OwnedPrinter(opened, self._home, lambda state: self.tell("printer", state))
        self._printer.open()

    def _use_scanner(self, url: str) -> None:
        if self._scanner is not None:
            self._scanner.close()
            self._scanner = None
        if url == "none:":
            self.tell("scanner", "absent")
            return
        try:
            opened = open_scanner(url)
        except ValueError as wrong:
            log.error("%s", wrong)
            self.tell("scanner", WRONG_ADDRESS)
            return
        self._scanner = HeardScanner(
            opened,
            lambda scan: self._scanned(scan),
            lambda plugged: self.tell("scanner", "ok" if plugged else "unreachable"),
        )
        self._scanner.open()

    def tell(self, part: str, state: str) -> None:
        """Say how a part is; the hub hears when that changes."""
        if self._parts.get(part) != state:
            self._parts[part] = str(state)
            log.info("%s: %s", part, state)
            self._report()
            self._changed()

    def _report(self) -> None:
        if self._parts and self._link.state is LinkState.UP:
            self._link.ask(ReportDevice(parts=dict(self._parts)), lambda reply: None)

    def _report_again(self) -> None:
        self._report()
        self._home.later(REPORT_EVERY_S, self._report_again)
