import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hardware.device_printer import device_printer
from hardware.escpos_encoder import encode
from hardware.network_printer import network_printer
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import Printer, open_printer
from hardware.slip import Qr, Slip, Space, Text
from hardware.takes import Draw, Takes
from hardware.virtual_printer import VirtualPrinter
from hardware.wired_printer import Asking

DATA = encode(Slip((Text("A 042", 8), Space(40), Qr("https://example.org/t/42"), Space(40))))
PRINTED = Outcome(Result.PRINTED)


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("", "A printer is network:HOST"),
        ("network", "A printer is network:HOST"),
        ("usb:04b8", "usb:04b8:0e15"),
        ("usb:4b8:0e15", "usb:04b8:0e15"),
        ("usb:04b8:0e15:", "usb:04b8:0e15"),
        ("usb:epson:0e15", "usb:04b8:0e15"),
        ("/dev/usb/lp0", "file:/dev/usb/lp0"),
        ("network:", "network:192.0.2.7:9100"),
        ("network://printer", "network:192.0.2.7:9100"),
        ("network:printer:0", "network:192.0.2.7:9100"),
        ("network:printer:x", "network:192.0.2.7:9100"),
        ("network:printer:99999", "network:192.0.2.7:9100"),
        ("network:::1", "network:192.0.2.7:9100"),
        ("network:[::1", "network:192.0.2.7:9100"),
        ("network:[::1]9100", "network:192.0.2.7:9100"),
        ("network:a..b", "network:192.0.2.7:9100"),
        ("network:printer?status=perhaps", "status is full, basic or none"),
        ("network:printer?baud=9600", "no option “baud”"),
        ("network:printer?status", "name=value"),
        ("serial:ttyS0", "a whole path"),
        ("serial:/dev/ttyS0?baud=fast", "baud is a whole number"),
        ("serial:/dev/ttyS0?baud=0", "baud is a whole number"),
        ("serial:/dev/ttyS0?baud=4294967296", "baud is a whole number"),
        ("file:/dev/\0", "cannot be seen"),
        ("serial:/dev/ttyS0?flow=up", "flow is none, rtscts or xonxoff"),
        ("file:lp0", "a whole path"),
        ("virtual:", "followed by a folder"),
        ("virtual:x?width=wide", "width is a whole number"),
        ("network:printer?width=570", "width is 576, 512 or 384"),
        ("network:printer?width=5760", "width is 576, 512 or 384"),
        ("network:printer?draw=nothing", "draw is needed, large or all"),
        ("none:x", "nothing follows none:"),
    ],
)
def test_wrong_address(url: str, hint: str) -> None:
    """A wrong address is refused with a sentence that repeats it and says what would be right."""
    with pytest.raises(ValueError, match=r"is no printer") as refusal:
        open_printer(url)
    assert f"“{url}”" in str(refusal.value)
    assert hint in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "network:127.0.0.1",
        "network:printer.example.org:9100?status=basic",
        "network:[::1]:9100",
        "serial:/dev/ttyUSB0",
        "serial:/dev/ttyUSB0?baud=9600&flow=rtscts&status=none",
        "usb:04b8:0e15",
        "usb:04B8:0E15:J4TF%3A1?width=512",
        "file:/dev/usb/lp0?draw=all",
        "virtual:slips",
        "none:",
    ],
)
def test_right_address(url: str) -> None:
    """A right address opens a printer, whether it is there or not."""
    printer: Printer = open_printer(url)
    printer.close()


@pytest.mark.parametrize(
    ("url", "takes"),
    [
        ("network:printer", Takes(576, Draw.LARGE)),
        ("network:printer?width=384&draw=all", Takes(384, Draw.ALL)),
        ("usb:04b8:0e15?width=512", Takes(512, Draw.LARGE)),
        ("serial:/dev/ttyUSB0?baud=9600", Takes(576, Draw.NEEDED)),
        ("serial:/dev/ttyUSB0?baud=9600&draw=large", Takes(576, Draw.LARGE)),
        ("virtual:slips?width=384", Takes(384, Draw.LARGE)),
    ],
)
def test_what_a_printer_takes(url: str, takes: Takes) -> None:
    """An address says how wide the paper is and what is drawn; slow lines get no large dots."""
    assert open_printer(url).takes == takes


def test_no_printer() -> None:
    """Where there is no printer every slip is refused, and no fault is claimed."""
    printer = open_printer("none:")
    assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.ABSENT)
    assert printer.state() is PrinterState.ABSENT


def test_virtual_printer(tmp_path: Path) -> None:
    """The virtual printer leaves a readable picture and the text of each slip, in order."""
    folder = tmp_path / "slips"
    assert open_printer(f"virtual:{folder}").print(DATA) == PRINTED
    assert open_printer(f"virtual:{folder}").print(DATA) == PRINTED
    assert sorted(path.name for path in folder.iterdir()) == [
        "slip-0001.png",
        "slip-0001.txt",
        "slip-0002.png",
        "slip-0002.txt",
    ]
    with Image.open(folder / "slip-0002.png") as image:
        assert image.width == 576
        assert [code.text for code in zxingcpp.read_barcodes(image)] == ["https://example.org/t/42"]
    text = (folder / "slip-0002.txt").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "A 042"


def test_virtual_printer_of_narrow_paper(tmp_path: Path) -> None:
    """The virtual printer takes narrow paper, too."""
    assert open_printer(f"virtual:{tmp_path}?width=384").print(DATA) == PRINTED
    with Image.open(tmp_path / "slip-0001.png") as image:
        assert image.width == 384


def test_virtual_printer_faults(tmp_path: Path) -> None:
    """The virtual printer has the faults of a real one."""
    printer = VirtualPrinter(tmp_path)
    printer.machine.faults.paper_end = True
    assert printer.state() is PrinterState.PAPER_END
    assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.PAPER_END)
    printer.close()


def test_virtual_printer_without_folder(tmp_path: Path) -> None:
    """A folder that cannot be written to is a fault of the world, not an exception."""
    (tmp_path / "file").write_text("in the way")
    printer = VirtualPrinter(tmp_path / "file")
    assert printer.print(DATA) == Outcome(Result.UNKNOWN, Cause.LINK_LOST)


def test_device_that_only_takes(tmp_path: Path) -> None:
    """A device file that never answers gets the bytes as they are."""
    device = tmp_path / "lp0"
    device.touch()
    printer = device_printer(lambda: str(device), Asking.NONE)
    assert printer.print(DATA) == Outcome(Result.UNKNOWN, Cause.UNVERIFIED)
    assert device.read_bytes() == DATA


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_emulator_as_a_program(tmp_path: Path, ending: signal.Signals) -> None:
    """The emulator as a program says where it is, prints, switches faults and ends cleanly."""
    command = [sys.executable, "-m", "hardware.emulator", "--port", "0", "--folder", str(tmp_path)]
    root, pipe = Path(__file__).parents[2], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root) as program:
        assert program.stdout is not None
        port = int(program.stdout.readline().split()[1].rpartition(":")[2])
        assert network_printer("127.0.0.1", port).print(DATA) == PRINTED
        assert program.stdout.readline().startswith("slip-0001.png: ")
        assert program.stdin is not None
        program.stdin.write("paper_end\n")
        program.stdin.flush()
        assert program.stdout.readline() == "paper_end on\n"
        refused = Outcome(Result.REFUSED, Cause.PAPER_END)
        assert network_printer("127.0.0.1", port).print(DATA) == refused
        idle = socket.create_connection(("127.0.0.1", port))
        program.send_signal(ending)
        assert program.wait(10) == 0
        assert program.stdout.read() == ""
        idle.close()
    assert (tmp_path / "slip-0001.png").exists()


@pytest.mark.parametrize("line", [["--port", "0"], ["--port", "0", "--host", "::1"], ["--serial"]])
def test_hands_at_the_emulator(tmp_path: Path, line: list[str]) -> None:
    """Its power is cut and given back, and what hangs out of it is torn off, on any line."""
    command = [sys.executable, "-m", "hardware.emulator", "--folder", str(tmp_path), *line]
    root, pipe = Path(__file__).parents[2], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        printer = open_printer(program.stdout.readline().split()[1])
        assert printer.state() is PrinterState.OK
        for word, state in (("off", PrinterState.SILENT), ("on", PrinterState.OK)):
            program.stdin.write(f"{word}\n")
            program.stdin.flush()
            assert program.stdout.readline() == f"{word} is done\n"
            assert printer.state() is state
        assert printer.print(encode(Slip((Text("whole"),)))) == PRINTED
        assert program.stdout.readline().startswith("slip-0001.png: ")
        without_cut = b"half\n"
        assert printer.print(without_cut) == PRINTED
        program.stdin.write("tear what\n")
        program.stdin.flush()
        assert program.stdout.readline().startswith("slip-0002.png: ")
        assert program.stdout.readline() == "tear is done\n"
        assert program.stdout.readline().startswith("“what” is no fault; a fault is paper_end, ")
        program.terminate()
        assert program.wait(10) == 0
    assert (tmp_path / "slip-0002.txt").read_text() == "half\n"
