"""What a printer is to the programs, and how its address opens it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from hardware.device_printer import device_printer
from hardware.network_printer import network_place, network_printer
from hardware.no_printer import NoPrinter
from hardware.options import Options, parts_of
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.serial_printer import Flow, serial_printer
from hardware.takes import Draw, Takes
from hardware.usb_printer import usb_numbers, usb_printer
from hardware.virtual_printer import VirtualPrinter
from hardware.wired_printer import Asking

__all__ = ["Cause", "Outcome", "Printer", "PrinterState", "Result", "open_printer"]

FORMS = (
    "network:HOST[:PORT], serial:/dev/DEVICE[?baud=115200&flow=none|rtscts|xonxoff], "
    "usb:VENDOR:PRODUCT[:SERIAL], file:/dev/usb/lp0, virtual:FOLDER or none:, each with "
    "?status=full|basic|none, ?width=576 and ?draw=needed|large|all"
)

WIDEST_DOTS = 1280


class Printer(Protocol):
    """One printer, to be used by one thread; no call raises for what the world does to it."""

    takes: Takes

    def print(self, data: bytes) -> Outcome:
        """Prints one encoded slip and waits until the printer says it is out.

        Blocks for about a second when all is well. A printer that stops in mid-slip is
        given up after about 6 s; nothing takes longer than 40 s and four times the time that the
        bytes take on this line.
        """

    def state(self) -> PrinterState:
        """Asks the printer how it is; takes up to 4 seconds when it does not answer."""

    def close(self) -> None:
        """Gives the printer back."""


def open_printer(url: str) -> Printer:
    """The printer at an address of one of the `FORMS`; it need not be there yet.

    `status` says what the printer can be asked: `full` (the default), `basic` (no GS ( H) or
    `none`, with which every slip ends UNKNOWN, UNVERIFIED, because nobody can know. `width` is
    that of the paper in dots, `draw` what is sent as dots; see `Takes`.
    Raises ValueError with a sentence for a person when the address is none.
    """
    kind, place, query = parts_of(url)
    options = _Options(url, query)
    asking = options.one_of("status", [item.value for item in Asking], Asking.FULL)
    open_kind = _KINDS.get(kind)
    if open_kind is None:
        raise ValueError(f"“{url}” is no printer. A printer is {FORMS}.")
    printer = open_kind(place, Asking(asking), options)
    draw = options.one_of("draw", [item.value for item in Draw], printer.takes.draw)
    printer.takes = Takes(options.width, Draw(draw))
    options.nothing_left()
    return printer


class _Options(Options):
    def __init__(self, url: str, query: str) -> None:
        super().__init__(url, query, "printer", FORMS)
        self.width = self.number("width", 576)
        if self.width % 8 or self.width > WIDEST_DOTS:
            raise self.wrong(f"width is 576, 512 or 384 on most printers, not “{self.width}”")


def _network(place: str, asking: Asking, options: _Options) -> Printer:
    address = network_place(place)
    if address is None:
        raise options.wrong("network: is followed by a host, such as network:192.0.2.7:9100")
    return network_printer(*address, asking)


def _serial(place: str, asking: Asking, options: _Options) -> Printer:
    baud = options.number("baud", 115_200)
    flow = cast(Flow, options.one_of("flow", ["none", "rtscts", "xonxoff"], "none"))
    return serial_printer(_device(place, options), baud, flow, asking)


def _usb(place: str, asking: Asking, options: _Options) -> Printer:
    numbers = usb_numbers(place)
    if numbers is None:
        raise options.wrong("usb: is followed by two numbers as lsusb shows them: usb:04b8:0e15")
    return usb_printer(*numbers, asking)


def _file(place: str, asking: Asking, options: _Options) -> Printer:
    device = _device(place, options)
    return device_printer(lambda: device, asking)


def _virtual(place: str, asking: Asking, options: _Options) -> Printer:
    if not place:
        raise options.wrong("virtual: is followed by a folder, such as virtual:slips")
    return VirtualPrinter(Path(place), asking, width_dots=options.width)


def _none(place: str, asking: Asking, options: _Options) -> Printer:
    if place:
        raise options.wrong("nothing follows none:")
    return NoPrinter()


def _device(place: str, options: _Options) -> str:
    if not place.startswith("/"):
        raise options.wrong("the device is a whole path, such as /dev/usb/lp0")
    return place


_KINDS: dict[str, Callable[[str, Asking, _Options], Printer]] = {
    "network": _network,
    "serial": _serial,
    "usb": _usb,
    "file": _file,
    "virtual": _virtual,
    "none": _none,
}
