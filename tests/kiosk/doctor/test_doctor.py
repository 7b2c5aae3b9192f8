"""The doctor as a program, beside a real broker, a real hub, a printer and a scanner."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broker_config.running import Mosquitto
from hardware.emulator.pty_line import VirtualScanner
from hardware.emulator.server import NetworkMachine
from kiosk.doctor.printing import TRIAL_CODE
from kiosk.journal import Journal
from waiting_room.demo.scenery import Place, write_bookings, write_zone
from waiting_room.demo.zone_here import free_ports
from waiting_room.wire.settings import read_zone

pytestmark = pytest.mark.journey


@dataclass
class Clinic:
    """A zone's broker and hub, a kiosk's printer and scanner, and nobody at the kiosk."""

    place: Place
    printer: NetworkMachine
    scanner: VirtualScanner
    hub: subprocess.Popen[bytes] | None = None

    def start_hub(self) -> None:
        """Start the hub, and wait until it is up."""
        place = self.place
        command = [sys.executable, "-m", "waiting_room.hub", "--zone", str(place.zone_file)]
        command += ["--config", str(place.device_file("hub")), "--data", str(place.folder)]
        self.hub = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.hub.stdout is not None
        assert b"is up" in self.hub.stdout.readline()

    def examine(self, *options: str) -> tuple[int, dict[str, tuple[str, str]]]:
        """Ask the doctor; gives its code, and the last sign and sentence about each thing."""
        command = [sys.executable, "-m", "waiting_room", "doctor", "--json", *options]
        command += ["--data", str(self.place.folder)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as doctor:
            assert doctor.stderr is not None
            if "--scan" in options and "hold a code" in doctor.stderr.readline():
                self.scanner.scan(TRIAL_CODE)
            said, _ = doctor.communicate(timeout=60)
        told: dict[str, Any] = json.loads(said)
        assert told["well"] == (doctor.returncode == 0)
        return doctor.returncode, {
            one["about"]: (one["sign"], one["says"]) for one in told["findings"]
        }

    @property
    def as_kiosk(self) -> tuple[str, str]:
        """The option that names the kiosk's settings."""
        return "--config", str(self.place.device_file("kiosk-1"))


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with NetworkMachine() as printer, VirtualScanner() as scanner:
        port, website = free_ports(2)
        address = f"network:127.0.0.1:{printer.port}"
        place = Place(tmp_path, port, website, f"serial:{scanner.path}", address)
        write_zone(place, ("1",))
        write_bookings(place, datetime.now(UTC), 1)
        with Mosquitto(read_zone(place.zone_file), tmp_path / "broker", port):
            clinic = Clinic(place, printer, scanner)
            yield clinic
            if clinic.hub is not None:
                clinic.hub.terminate()
                clinic.hub.communicate()


def test_a_kiosk_that_is_well(clinic: Clinic) -> None:
    """With everything there all is well: printed, scanned, heard, and the clocks agree."""
    clinic.start_hub()
    code, found = clinic.examine(*clinic.as_kiosk, "--print", "--scan", "20")
    assert code == 0, found
    assert found["broker"] == ("ok", f"it answers at 127.0.0.1:{clinic.place.broker_port}")
    assert found["hub"] == ("ok", "it keeps the zone sued")
    assert found["device"] == ("ok", "kiosk-1 is a kiosk, and its numbers begin with K")
    assert found["clock"][0] == "ok"
    assert found["printer"][0] == "ok"
    assert found["test slip"] == ("ok", "the printer says that it is out")
    assert found["scan"] == ("ok", "it read the test slip's code (15 signs, ]Q1)")
    assert clinic.printer.tray.count == 1


def test_a_kiosk_without_its_hub(clinic: Clinic) -> None:
    """Without the hub that is said, and what is here is examined all the same."""
    clinic.printer.machine.faults.cover_open = True
    code, found = clinic.examine(*clinic.as_kiosk, "--printer", clinic.place.printer, "--print")
    assert code == 1
    assert found["broker"][0] == "ok"
    assert found["hub"] == ("wrong", "no hub of the zone sued answers")
    assert found["printer"][1].endswith("the cover is open")
    assert found["test slip"] == ("wrong", "it was not printed, for the cover is open")


def test_a_device_that_is_no_kiosk(clinic: Clinic) -> None:
    """The settings of another device are recognised by its role."""
    clinic.start_hub()
    code, found = clinic.examine("--config", str(clinic.place.device_file("wall-1")))
    assert code == 1
    assert found["device"] == ("wrong", "wall-1 is a display in the zone's file, and no kiosk")


def test_a_password_that_is_not_right(clinic: Clinic) -> None:
    """A broker that refuses is told from one that is not there."""
    file = clinic.place.device_file("kiosk-1")
    file.write_text(file.read_text().replace('password = "', 'password = "x'))
    code, found = clinic.examine(*clinic.as_kiosk)
    assert code == 1
    assert "it does not take kiosk-1" in found["broker"][1]
    file.write_text(file.read_text().replace('host = "127.0.0.1"', 'host = "nobody.invalid"'))
    _, found = clinic.examine(*clinic.as_kiosk)
    assert found["broker"] == ("wrong", "nobody knows the name nobody.invalid")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    file.write_text(f'zone = "sued"\nclient = "kiosk-1"\nport = {port}\n')
    _, found = clinic.examine(*clinic.as_kiosk)
    assert found["broker"] == (
        "wrong",
        f"127.0.0.1 is there, but nothing listens on port {port}",
    )


def test_a_kiosk_that_runs_is_left_alone(clinic: Clinic) -> None:
    """While the kiosk runs neither its name nor its parts are used, and what was asked is wrong."""
    journal = Journal(clinic.place.folder / "kiosk-1.sqlite")
    journal.open()
    parts = ("--printer", clinic.place.printer, "--scanner", clinic.place.scanner)
    code, found = clinic.examine(*clinic.as_kiosk, *parts, "--print", "--scan", "1")
    unasked, _ = clinic.examine(*clinic.as_kiosk)
    journal.close()
    assert unasked == 0
    assert code == 1
    assert "the kiosk program runs" in found["kiosk"][1]
    assert not {"printer", "scanner", "hub"} & set(found)
    assert found["test slip"][1].startswith("it was not printed: the kiosk program has")
    assert found["scan"][1].startswith("nothing was read: the kiosk program has")
    assert clinic.printer.tray.count == 0
