import contextlib
import grp
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from hardware.emulator.pty_line import VirtualScanner
from hardware.serial_port import SerialPort
from kiosk.doctor.device_file import hindrance
from kiosk.doctor.disk import look_at_disk
from kiosk.doctor.finding import Finding, Sign, look, ok
from kiosk.doctor.machine import (
    look_at_drawing,
    look_at_letters,
    look_at_others,
    look_at_screen,
    look_at_user,
)
from kiosk.doctor.memory import Remembered, look_at_journal
from kiosk.journal import Journal

NOBODY = 65534


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Act as a user without rights, if that is a change."""
    if os.geteuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_line_for_a_person() -> None:
    """The sign is a word, then comes the sentence, then what to do."""
    line = look("disk", "it is slow", "take an SSD").line()
    assert line == "look  disk: it is slow. → take an SSD"
    assert ok("disk", "it is quick").line() == "ok    disk: it is quick."


def test_who_asks() -> None:
    """A user without rights is as it should be."""
    with nobody():
        assert list(look_at_user()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be root")
def test_root_asks() -> None:
    """Root is told that it cannot see a missing right."""
    assert [one.sign for one in look_at_user()] == [Sign.LOOK]


def test_the_screen_of_a_session(tmp_path: Path) -> None:
    """Wayland before X, each only if its socket is there; why there is none is not claimed."""
    assert look_at_screen({}).sign is Sign.LOOK
    assert look_at_screen({}).says == "this session has none"
    wayland = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":3"}
    assert look_at_screen(wayland, tmp_path).sign is Sign.WRONG
    assert look_at_screen({"DISPLAY": ":3.0"}, tmp_path).sign is Sign.WRONG
    for name in ("wayland-0", "X3"):
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(tmp_path / name))
    assert "Wayland" in look_at_screen(wayland, tmp_path).says
    assert look_at_screen({"DISPLAY": ":3.0"}, tmp_path) == ok("screen", "X at DISPLAY=:3.0")
    assert look_at_screen({"DISPLAY": "there:0"}, tmp_path).sign is Sign.OK


def test_what_draws() -> None:
    """Left out, the variable is what the programs set; another choice is doubtful."""
    assert look_at_drawing({}).sign is Sign.OK
    assert look_at_drawing({"QT_QUICK_BACKEND": "software"}).sign is Sign.OK
    assert "QT_QUICK_BACKEND=rhi" in look_at_drawing({"QT_QUICK_BACKEND": "rhi"}).says


def test_letters(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A family that is missing is named, with the package that has it."""
    assert look_at_letters().sign is Sign.OK
    monkeypatch.setattr("waiting_room.ui.fonts.NEEDED", ("Noto Sans", "Noto Sans Klingon"))
    found = look_at_letters()
    assert (found.sign, found.says) == (Sign.WRONG, "no Noto Sans Klingon")
    assert "fonts-noto-core" in found.do


def test_programs_in_the_way(tmp_path: Path) -> None:
    """Programs that take scanners or printers are named, others are not."""
    for number, name in enumerate(("bash", "cupsd", "ModemManager", "cupsd")):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(f"{name}\n")
    said = [one.says for one in look_at_others(tmp_path)]
    assert said == ["ModemManager runs here", "cupsd runs here"]


def test_a_good_disk(tmp_path: Path) -> None:
    """A disk is told with its room and the time of a synced write, and nothing is left on it."""
    mounts = tmp_path / "mounts"
    mounts.write_text("tmpfs / tmpfs rw 0 0\n/dev/sda1 / ext4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n")
    room, writing = look_at_disk(tmp_path, mounts)
    assert "MB are free" in room.says
    assert "a synced write takes" in writing.says
    assert list(tmp_path.iterdir()) == [mounts]


def test_a_disk_that_forgets(tmp_path: Path) -> None:
    """A folder in memory is wrong, however quick it is."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\ntmpfs {tmp_path} tmpfs rw 0 0\n")
    _, kind, _ = look_at_disk(tmp_path, mounts)
    assert (kind.sign, "lies in memory" in kind.says) == (Sign.WRONG, True)


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is not made."""
    (found,) = look_at_disk(tmp_path / "none")
    assert (found.sign, (tmp_path / "none").exists()) == (Sign.LOOK, False)


def test_a_disk_that_takes_nothing(open_folder: Path) -> None:
    """A folder in which this user may not write is wrong."""
    open_folder.chmod(0o555)
    with nobody():
        *_, found = look_at_disk(open_folder)
    assert (found.sign, "nothing can be written" in found.says) == (Sign.WRONG, True)


def as_found(file: Path, mode: int) -> Finding:
    """Examine a device file of this mode, as a user whom only its last three bits concern."""
    file.touch()
    file.chmod(mode)
    with nobody():
        found = hindrance("printer", file)
    assert found is not None
    assert found.says.startswith(f"this user may not use {file}")
    return found


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_a_group(open_folder: Path) -> None:
    """Whoever may not use a device is told which group to join."""
    file = open_folder / "lp0"
    file.touch()
    os.chown(file, 0, grp.getgrnam("lp").gr_gid)
    found = as_found(file, 0o660)
    assert found.says.endswith("which belongs to the group lp")
    assert found.do.startswith("usermod -aG lp ")
    assert "70-wartemarke.rules" in as_found(file, 0o600).do


def test_a_file_of_nobody(open_folder: Path) -> None:
    """A device that no group may use needs a rule."""
    assert "70-wartemarke.rules" in as_found(open_folder / "lp0", 0o000).do


def test_a_file_that_somebody_has(tmp_path: Path) -> None:
    """A program that has a device open is named, with its number."""
    device = tmp_path / "lp0"
    device.touch()
    assert hindrance("printer", device) is None
    with device.open("r+") as opened:
        program = subprocess.Popen(["sleep", "60"], stdout=opened)
    found = hindrance("printer", device)
    program.kill()
    program.wait()
    assert found is not None
    assert found.says == f"sleep (process {program.pid}) holds {device}"


def test_a_port_that_is_locked() -> None:
    """A serial port that another of our programs uses is taken, whoever it is."""
    with VirtualScanner() as scanner:
        assert hindrance("scanner", Path(scanner.path)) is None
        port = SerialPort(Path(scanner.path), 9600)
        found = hindrance("scanner", Path(scanner.path))
        port.close()
        assert found is not None
        assert f"holds {scanner.path}" in found.says


def journal_says(file: Path) -> tuple[Finding, Remembered]:
    remembered = Remembered()
    (found,) = look_at_journal(file, remembered)
    return found, remembered


def test_a_kiosk_that_runs(tmp_path: Path) -> None:
    """A journal that is locked means that the kiosk runs; what it has is left to it."""
    file = tmp_path / "kiosk-1.sqlite"
    running = Journal(file)
    running.open()
    found, remembered = journal_says(file)
    assert (found.sign, remembered.runs) == (Sign.LOOK, True)
    assert "the kiosk program runs" in found.says
    assert "systemctl stop" in found.do
    running.close()
    found, remembered = journal_says(file)
    assert (found.sign, remembered.runs) == (Sign.OK, False)


def test_no_journal(tmp_path: Path) -> None:
    """A journal that is not there is not made; one that is none is wrong."""
    file = tmp_path / "kiosk-1.sqlite"
    assert journal_says(file)[0].sign is Sign.LOOK
    assert not file.exists()
    file.write_text("this is no journal, however long it is" * 100)
    found, remembered = journal_says(file)
    assert (found.sign, remembered.runs) == (Sign.WRONG, False)
