import io
import os
import select
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from hardware.camera import open_camera
from hardware.camera_scanner import LOOK_AGAIN_S, CameraScanner
from hardware.code_reader import read_codes
from hardware.device_files import Kind
from hardware.frames import HEIGHT, WIDTH, Frame, FramePipe, PictureFolder
from hardware.framing import SAME_CODE_S, Flaw, Scan
from hardware.scanner import NoReader, Scanner, open_scanner
from hardware.video_device import VideoDevice

from .conftest import Clock, FakeKernel, wait_for_threads
from .pictures import (
    SIGNED,
    blurred,
    code,
    dark,
    frame,
    glaring,
    held,
    inverted,
    tilted,
)

VIVID = [
    name.parent.name
    for name in Path("/sys/class/video4linux").glob("*/name")
    if "vivid" in name.read_text() and "vid-cap" in name.read_text()
]


@pytest.mark.parametrize(
    "seen",
    [
        held(code()),
        held(code(), angle=30),
        tilted(held(code())),
        blurred(held(code())),
        dark(held(code())),
        glaring(held(code())),
        inverted(held(code())),
        held(code(pixels=2)),
        dark(blurred(tilted(held(code(), angle=15)), radius=1)),
    ],
    ids=["well", "turned", "tilted", "blurred", "dark", "glare", "white on black", "far", "all"],
)
def test_code_before_the_camera(seen: Image.Image) -> None:
    """The signed code of a booking is read from 640 by 480 pixels, also when badly held."""
    assert read_codes(frame(seen)) == [Scan(SIGNED, "]Q1")]


@pytest.mark.parametrize(
    "seen",
    [
        held(Image.new("L", (9, 9), 0)),
        blurred(held(code()), radius=5),
        held(code("AAAA-0001", kind="DataMatrix")),
        held(code("400638133393", kind="EAN13", pixels=3)),
    ],
    ids=["nothing", "a blot", "DataMatrix", "a tin of soup"],
)
def test_nothing_to_read(seen: Image.Image) -> None:
    """What cannot be read, or is a code of a kind that bookings do not have, is no scan."""
    assert read_codes(frame(seen)) == []


def test_codes_of_others() -> None:
    """Small QR codes and two at a time are read; what a scanner would refuse is refused."""
    both = held(code("AAAA-0001"))
    both.paste(code("BBBB", kind="MicroQRCode"), (0, 0))
    assert {scan.text for scan in read_codes(frame(both))} == {"AAAA-0001", "BBBB"}
    assert read_codes(frame(held(code("a\nb")))) == [Scan("", "]Q1", Flaw.GARBAGE)]
    long = held(code("x" * 520, pixels=4))
    assert read_codes(frame(long)) == [Scan("", "]Q1", Flaw.TOO_LONG)]


def ready(scanner: Scanner, timeout_s: float = 5.0) -> bool:
    return bool(select.select([scanner], [], [], timeout_s)[0])


def next_scans(scanner: Scanner) -> list[Scan]:
    """Wait until something is said, and read it."""
    assert ready(scanner)
    return scanner.read()


class Lens:
    """The writing end of a camera's pipe."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._descriptor = os.open(path, os.O_RDWR)

    def see(self, *seen: Image.Image) -> None:
        """Let the camera see these, one after the other."""
        for one in seen:
            rest = one.tobytes()
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def see_bytes(self, data: bytes) -> None:
        os.write(self._descriptor, data)

    def close(self) -> None:
        os.close(self._descriptor)


@pytest.fixture
def lens(tmp_path: Path) -> Iterator[Lens]:
    lens = Lens(tmp_path / "camera")
    yield lens
    lens.close()


@pytest.fixture
def make_scanner(clock: Clock) -> Iterator[Callable[..., CameraScanner]]:
    made: list[CameraScanner] = []

    def make(lens: Lens) -> CameraScanner:
        made.append(CameraScanner(lambda: FramePipe(lens.path), read_codes, clock))
        return made[-1]

    yield make
    for scanner in made:
        scanner.close()


def png(changed: bytes = b"", at: int = 0, *, is_signed: bool = False) -> bytes:
    """Give a picture's file with some bytes changed; the sum over its header is right if signed."""
    file = io.BytesIO()
    held(code()).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[at : at + len(changed)] = changed
    if is_signed:
        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    return bytes(data)


def gif() -> bytes:
    """Give a picture of a kind that nobody has asked for."""
    file = io.BytesIO()
    held(code()).save(file, "GIF")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        png()[:-500],
        png(b"\0\0\0\1", at=8),
        png(b"?", at=20),
        png(b"\0\0\0\4", at=33),
        png(b"\0\0\x7f\xff" * 2, at=16, is_signed=True),
        gif(),
    ],
    ids=["empty", "cut off", "header of one byte", "wrong sum", "no chunk", "huge", "another kind"],
)
def test_no_picture(tmp_path: Path, data: bytes) -> None:
    """Whatever Pillow thinks of a file, it is a PNG or JPEG picture or no frame."""
    (tmp_path / "1").write_bytes(data)
    assert PictureFolder(tmp_path).grab(0.01) is None


@pytest.mark.parametrize(("width", "height"), [(0, 0), (640, 0), (70_000, 1), (1, 1)])
def test_sizes_that_are_none(width: int, height: int) -> None:
    """A frame of no size, or of one that no camera has, has no codes."""
    assert read_codes(Frame(width, height, bytes(width * height))) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_ends(tmp_path: Path, clock: Clock) -> None:
    """A camera whose thread has ended counts as unplugged, and five seconds later as a new one."""
    seen: list[Frame] = []

    def fail_once(frame: Frame) -> list[Scan]:
        seen.append(frame)
        if len(seen) == 1:
            raise ZeroDivisionError("a fault of this program")
        return [Scan("AAAA-0001")]

    (tmp_path / "1").write_bytes(png())
    scanner = CameraScanner(lambda: PictureFolder(tmp_path), fail_once, clock)
    scanner._thread.join()
    assert scanner.plugged
    assert scanner.read() == []
    assert not scanner.plugged
    clock.now += LOOK_AGAIN_S - 0.1
    assert scanner.read() == []
    assert not scanner._thread.is_alive()
    clock.now += 0.1
    scanner.read()
    scans: list[Scan] = []
    while not scans:
        scans += next_scans(scanner)
    assert scans == [Scan("AAAA-0001")]
    assert scanner.plugged
    scanner.close()


def test_code_counts_once(
    lens: Lens, make_scanner: Callable[..., CameraScanner], clock: Clock
) -> None:
    """A code that stays before the camera counts once; gone for three seconds, it counts again."""
    first, second, third = (held(code(text)) for text in ("AAAA-0001", "AAAA-0002", "AAAA-0003"))
    scanner = make_scanner(lens)
    assert next_scans(scanner) == []
    assert scanner.plugged
    lens.see(first)
    assert next_scans(scanner) == [Scan("AAAA-0001", "]Q1")]
    clock.now += SAME_CODE_S - 1
    lens.see(first, second)
    assert next_scans(scanner) == [Scan("AAAA-0002", "]Q1")]
    clock.now += SAME_CODE_S - 1
    lens.see(first, third)
    assert next_scans(scanner) == [Scan("AAAA-0003", "]Q1")]
    clock.now += SAME_CODE_S
    lens.see(first)
    assert next_scans(scanner) == [Scan("AAAA-0001", "]Q1")]
    assert not ready(scanner, 0)


def test_codes_are_read_elsewhere(lens: Lens) -> None:
    """Frames are decoded on a thread of their own, and the one who reads the scans never waits."""
    threads: list[str] = []

    def note_thread(seen: Frame) -> list[Scan]:
        threads.append(threading.current_thread().name)
        return [Scan("x")]

    scanner = CameraScanner(lambda: FramePipe(lens.path), note_thread)
    assert next_scans(scanner) == []
    lens.see(held(code()))
    assert next_scans(scanner) == [Scan("x")]
    scanner.close()
    assert threads == ["camera"]


def test_camera_program_that_ended(lens: Lens, clock: Clock) -> None:
    """Half a frame of a program that ended does not spoil the frames of the next one."""
    camera = FramePipe(lens.path)
    lens.see_bytes(b"\0" * 1000)
    assert camera.grab(0.01) is None
    threading.Thread(target=lens.see, args=[held(code())]).start()
    seen = camera.grab(5)
    assert seen == frame(held(code()))
    camera.close()


def test_folder_of_pictures(tmp_path: Path) -> None:
    """A folder stands in for a camera: its pictures are seen in turn, whatever else is in it."""
    held(code("AAAA-0001")).convert("RGB").save(tmp_path / "1.png")
    (tmp_path / "2.txt").write_text("no picture")
    (tmp_path / "3.png").write_bytes((tmp_path / "1.png").read_bytes()[:-500])
    held(code("AAAA-0002")).save(tmp_path / "4.jpeg")
    scanner = open_scanner(f"camera:{tmp_path}")
    scans: list[Scan] = []
    while len(scans) < 2:
        scans += next_scans(scanner)
    assert scans == [Scan("AAAA-0001", "]Q1"), Scan("AAAA-0002", "]Q1")]
    scanner.close()


def test_camera_unplugged_and_plugged_in(tmp_path: Path) -> None:
    """A camera that goes is told at once, and is found again when it comes back."""
    here, away = tmp_path / "camera", tmp_path / "away"
    here.mkdir()
    scanner = open_scanner(f"camera:{here}")
    assert next_scans(scanner) == []
    assert scanner.plugged
    here.rename(away)
    assert next_scans(scanner) == []
    assert not scanner.plugged
    away.rename(here)
    assert next_scans(scanner) == []
    assert scanner.plugged
    scanner.close()


def test_no_pictures_yet(tmp_path: Path) -> None:
    """A folder without files is a camera that sees nothing."""
    os.mkfifo(tmp_path / "pipe")
    assert PictureFolder(tmp_path).grab(0.01) is None


def test_which_camera(kernel: FakeKernel, lens: Lens, tmp_path: Path) -> None:
    """An address is a folder, a pipe, or a USB id, of whose files the first good one counts."""
    assert isinstance(open_camera(str(tmp_path)), PictureFolder)
    kernel.plug(Kind.VIDEO, "video0", "046d:0825", "Webcam", leads_to="/dev/null")
    kernel.plug(Kind.VIDEO, "video2", "046d:0825", "Webcam", leads_to=str(lens.path))
    kernel.plug(Kind.VIDEO, "video10", "046d:0825", "Webcam", leads_to="/dev/null")
    camera = open_camera("046d:0825", kernel.root)
    assert isinstance(camera, FramePipe)
    camera.close()


def test_nothing_left_behind(lens: Lens) -> None:
    """Opening and closing a camera leaves no descriptor and no thread behind."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for place in (lens.path, lens.path.parent, "/dev/null", "1234:5678"):
        open_scanner(f"camera:{place}").close()
    wait_for_threads()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_without_zxing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where zxing-cpp is missing, that is said with the command of this very installation."""
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    monkeypatch.delitem(sys.modules, "hardware.code_reader")
    with pytest.raises(NoReader) as said:
        open_scanner("camera:/dev/video0")
    pip = f"{sys.executable} -m pip install 'wartemarke[camera]'"
    assert str(said.value) == f"a camera needs zxingcpp: {pip}"


def test_a_zxing_of_another_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where zxing-cpp cannot be loaded, a camera's address is refused with the reason."""
    (tmp_path / "zxingcpp.py").write_text("raise ImportError('wrong ELF class')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "zxingcpp")
    monkeypatch.delitem(sys.modules, "hardware.code_reader")
    with pytest.raises(ValueError, match="cannot be used here: wrong ELF class"):
        open_scanner("camera:/dev/video0")


@pytest.mark.parametrize("file", ["/dev/null", "/dev/video-that-is-not-there"])
def test_no_camera(file: str) -> None:
    """A device file that is no camera is refused, and given back."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(OSError, match=r"ioctl|No such"):
        VideoDevice(Path(file))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.skipif(
    os.geteuid() != 0 or not VIVID, reason="needs root and vivid, a kernel's camera for tests"
)
def test_kernel_camera() -> None:
    """A camera at the kernel gives whole frames, and is had by one program alone."""
    file = Path("/dev") / VIVID[0]
    camera = VideoDevice(file)
    frames = [camera.grab(2.0) for _ in range(3)]
    assert [(one.width, one.height, len(one.grey)) for one in frames if one] == [
        (WIDTH, HEIGHT, WIDTH * HEIGHT)
    ] * 3
    with pytest.raises(OSError, match="busy"):
        VideoDevice(file)
    camera.close()
