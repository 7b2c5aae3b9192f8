import ctypes
import os
import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.device_files import Kind, files_of
from hardware.framing import Flaw, Scan
from hardware.key_layouts import DEAD, LAYOUTS
from hardware.key_records import DROPPED, KEY, MODIFIERS, PRESSED, RELEASED, SYNC, KeyReader
from hardware.keyboard_port import KeyboardPort
from hardware.port_scanner import REOPEN_S, PortScanner

from .conftest import Clock, look
from .strokes import RETURN, UINPUT, KernelKeyboard, record, stroke, strokes

SIGNED = "https://warten.example.org/b/AAAA-0001?k=a_b&s=%2B#x:;@~{[]}\\|<>"
CTRL, LEFT_ALT, CAPS_LOCK = 29, 56, 58
USB_ID = "05e0:1200"
US = LAYOUTS["us"]

needs_uinput = pytest.mark.skipif(
    os.geteuid() != 0 or not UINPUT.exists(), reason="needs root and a kernel with uinput"
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_are_those_of_the_desktop(layout: str) -> None:
    """Each key types what the desktop's own keyboard tables say it types."""
    xkb = ctypes.CDLL("libxkbcommon.so.0")
    for name in ("xkb_context_new", "xkb_keymap_new_from_names", "xkb_state_new"):
        getattr(xkb, name).restype = ctypes.c_void_p
    context = ctypes.c_void_p(xkb.xkb_context_new(0))
    names = (ctypes.c_char_p * 5)(b"evdev", b"pc105", layout.encode(), b"", b"")
    keymap = ctypes.c_void_p(xkb.xkb_keymap_new_from_names(context, names, 0))
    layers = LAYOUTS[layout]
    for table, held in ((layers.plain, 0), (layers.shifted, 42), (layers.alt_gr, 100)):
        state = ctypes.c_void_p(xkb.xkb_state_new(keymap))
        xkb.xkb_state_update_key(state, 69 + 8, 1)  # the number pad's keys are digits
        xkb.xkb_state_update_key(state, 69 + 8, 0)
        if held:
            xkb.xkb_state_update_key(state, held + 8, 1)
        for code, character in table.items():
            typed = ctypes.create_string_buffer(8)
            xkb.xkb_state_key_get_utf8(state, code + 8, typed, 8)
            is_pad_or_edge = code in (15, 28, 96) or 71 <= code <= 82
            if not (held and is_pad_or_edge):
                assert typed.value.decode() == character.replace(DEAD, ""), f"key {code}, {held}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_character_of_a_code(layout: str) -> None:
    """What codes are made of can be typed in each layout, with Shift and AltGr."""
    reader = KeyReader(LAYOUTS[layout])
    assert b"".join(map(reader.read, strokes(SIGNED, layout))) == SIGNED.encode()


def test_number_pad() -> None:
    """Digits typed on the number pad are digits, also after the key that locks it."""
    typed = b"".join(map(stroke, (69, 79, 80, 81, 74, 82, 96)))
    assert KeyReader(US).read(typed) == b"123-0\r"


@pytest.mark.parametrize(
    "typed",
    [
        stroke(46, CTRL),
        stroke(30, LEFT_ALT),
        stroke(16, 100),
        stroke(59),
        stroke(CAPS_LOCK),
        stroke(1),
        record(SYNC, DROPPED, 0),
    ],
    ids=["Ctrl+C", "Alt+A", "AltGr where there is none", "F1", "Caps Lock", "Escape", "lost"],
)
def test_no_character(typed: bytes) -> None:
    """A stroke that types no character, or strokes that were lost, leave a mark in the text."""
    reader = KeyReader(US)
    assert reader.read(typed + stroke(30)) == b"\0a"


def test_held_key() -> None:
    """The kernel's own repeating of a held key is no typing, and a modifier counts while held."""
    reader = KeyReader(US)
    assert reader.read(record(KEY, 30, PRESSED) + record(KEY, 30, 2) * 5) == b"a"
    assert reader.read(record(KEY, 42, PRESSED) + record(KEY, 42, 2)) == b""
    assert reader.read(stroke(30)) == b"A"
    assert reader.read(record(KEY, 42, RELEASED) + stroke(30)) == b"a"


def test_records_cut_anywhere() -> None:
    """Records that come in pieces are the same records."""
    reader = KeyReader(LAYOUTS["de"])
    data = b"".join(strokes("zY/-ß@", "de"))
    assert b"".join(reader.read(data[at : at + 7]) for at in range(0, len(data), 7)) == (
        "zY/-ß@".encode()
    )


def test_modifiers_type_nothing() -> None:
    """Modifiers are no keys of the layouts."""
    for layout in LAYOUTS.values():
        assert not MODIFIERS & (set(layout.plain) | set(layout.shifted) | set(layout.alt_gr))


class Cable:
    """A pipe that carries records instead of a kernel's device file."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._descriptor = os.open(path, os.O_RDWR)

    def type(self, data: bytes) -> None:
        os.write(self._descriptor, data)

    def close(self) -> None:
        os.close(self._descriptor)


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[Cable]:
    cable = Cable(tmp_path / "event4")
    yield cable
    cable.close()


@pytest.fixture
def scanner(cable: Cable, clock: Clock) -> Iterator[PortScanner]:
    def grab(descriptor: int) -> None:
        """A pipe has nobody else who could hear it."""

    scanner = PortScanner(lambda: KeyboardPort([cable.path], US, grab), clock)
    assert look(scanner) == []
    assert scanner.plugged
    yield scanner
    scanner.close()


def test_typed_code(scanner: PortScanner, cable: Cable) -> None:
    """A code that is typed and ended with Return is a scan; a key's release alone is none."""
    cable.type(b"".join(strokes("]Q1AAAA-0001\r")))
    assert select.select([scanner], [], [], 5)[0]
    scans = []
    while select.select([scanner], [], [], 0)[0]:
        scans += scanner.read()
    assert scans == [Scan("AAAA-0001", "]Q1")]


def test_slow_typing(scanner: PortScanner, cable: Cable, clock: Clock) -> None:
    """A scanner that types five keys a second types one code, with looks in between."""
    for one in strokes("AAAA-0001"):
        cable.type(one)
        assert scanner.read() == []
        clock.now += 0.1
        assert scanner.read() == []
        clock.now += 0.1
        assert scanner.read() == []
    cable.type(stroke(RETURN))
    assert scanner.read() == [Scan("AAAA-0001")]


def test_typing_without_end(scanner: PortScanner, cable: Cable, clock: Clock) -> None:
    """A typed code that no Return ends is told as partial after a pause."""
    cable.type(b"".join(strokes("AAAA")))
    scanner.read()
    clock.now += 0.25
    assert scanner.read() == [Scan("AAAA", flaw=Flaw.PARTIAL)]


def test_typed_garbage(scanner: PortScanner, cable: Cable) -> None:
    """A code with a key that types no character is garbage, and the next one is read."""
    cable.type(stroke(46, CTRL) + stroke(RETURN) + stroke(30) + stroke(RETURN))
    assert scanner.read() == [Scan("", flaw=Flaw.GARBAGE), Scan("a")]


def test_not_a_keyboard(tmp_path: Path) -> None:
    """A file that cannot be had for one program alone is no keyboard, and is given back."""
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(OSError, match="ioctl"):
        KeyboardPort([tmp_path / "pipe"], US)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@needs_uinput
def test_kernel_keyboard(clock: Clock) -> None:
    """A scanner at the kernel types for us alone, is unplugged, and is found again by its id."""
    scanner = PortScanner(lambda: KeyboardPort(files_of(Kind.KEYS, USB_ID), LAYOUTS["de"]), clock)
    for turn in range(3):
        keyboard = KernelKeyboard(USB_ID)
        (file,) = files_of(Kind.KEYS, USB_ID)
        somebody_else = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        clock.now += REOPEN_S
        assert look(scanner) == []
        assert scanner.plugged
        for one in strokes(f"]Q1zy/-{turn}\r", "de"):
            keyboard.type(one)
        scans = []
        while select.select([scanner], [], [], 0.1)[0]:
            scans += scanner.read()
        assert scans == [Scan(f"zy/-{turn}", "]Q1")]
        with pytest.raises(BlockingIOError):
            os.read(somebody_else, 24)
        keyboard.close()
        os.close(somebody_else)
        assert select.select([scanner], [], [], 5)[0]
        assert scanner.read() == []
        assert not scanner.plugged
        assert not select.select([scanner], [], [], 0)[0]
    scanner.close()
