import signal
import subprocess
import sys
from pathlib import Path

import waiting_room
from tests.waiting_room.pid_one import FED, LIMIT_S, READY, PidOne
from waiting_room.wire.life import BEAT_S

EXAMPLE = Path(waiting_room.__file__ or "").with_name("example") / "zone.toml"


def test_the_hub_feeds_with_its_beat(pid_1: PidOne, tmp_path: Path) -> None:
    """A hub is up before its broker is; it feeds with every beat, and not when it is stopped."""
    settings = tmp_path / "hub.toml"
    settings.write_text('zone = "sued"\nclient = "hub"\nport = 1\n')
    command = [sys.executable, "-m", "waiting_room.hub", "--config", str(settings)]
    command += ["--zone", str(EXAMPLE), "--data", str(tmp_path)]
    with subprocess.Popen(command, env=pid_1.environment) as hub:
        try:
            assert [pid_1.hear() for _ in range(3)] == [READY, FED, FED]
            hub.send_signal(signal.SIGSTOP)
            assert pid_1.hear(BEAT_S + LIMIT_S) is None
            hub.send_signal(signal.SIGCONT)
            hub.terminate()
            assert hub.wait(20) == 0
        finally:
            hub.kill()
