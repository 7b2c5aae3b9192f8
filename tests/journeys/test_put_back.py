"""A copy is put back under a real broker that has heard of the hub's later lives."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import waiting_room
from broker_config.running import Mosquitto
from waiting_room.wire.settings import read_zone

pytestmark = pytest.mark.journey
ZONE = Path(waiting_room.__file__ or "").with_name("example") / "zone.toml"


def test_who_forgot_restored_may_say_it_next(tmp_path):
    """The hub that nobody believes leaves nothing beside the copy: its advice can be done."""
    data = tmp_path / "data"
    file = data / "sued.sqlite"
    with Mosquitto(read_zone(ZONE), tmp_path / "broker") as broker:
        config = broker.credentials.file("hub")

        def hub(*more):
            words = ["hub", "--config", config, "--zone", ZONE, "--data", data, *more]
            command = [sys.executable, "-m", "waiting_room", *map(str, words)]
            return subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )

        def live(*more, end=subprocess.Popen.terminate):
            with hub(*more) as life:
                said = life.stdout.readline()
                end(life)
                return said, life.communicate()[1]

        live()
        copy = shutil.copytree(data, tmp_path / "copy")
        live()
        live(end=subprocess.Popen.kill)
        assert file.with_name("sued.sqlite-wal").stat().st_size
        for one in data.glob("sued.sqlite*"):
            one.unlink()
        shutil.copy(copy / "sued.sqlite", file)

        with hub() as forgotten:
            said = forgotten.communicate(timeout=20)[1]
        assert "the zone has heard generation 3 of its hub" in said
        assert forgotten.returncode == 1
        assert not file.with_name("sued.sqlite-wal").exists()

        said, log = live("--restored")
        assert said == "hub of sued is up, generation 1002\n"
        assert "a thousand numbers of each letter are left out" in log
