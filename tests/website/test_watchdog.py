import signal
import subprocess
import sys
from pathlib import Path

from tests.waiting_room.pid_one import FED, READY, PidOne


def test_the_website_feeds_while_it_serves(tmp_path: Path) -> None:
    """A website is up when it listens; it feeds from its loop, and not when it is stopped."""
    settings = tmp_path / "website.toml"
    settings.write_text('zone = "sued"\nclient = "website"\nport = 1\n')
    command = [sys.executable, "-m", "website", "--config", str(settings)]
    pid_1 = PidOne(tmp_path)
    with subprocess.Popen(
        [*command, "--listen", "127.0.0.1:0"], env=pid_1.environment, stdout=subprocess.DEVNULL
    ) as website:
        try:
            assert [pid_1.hear() for _ in range(3)] == [READY, FED, FED]
            website.send_signal(signal.SIGSTOP)
            assert pid_1.starves()
            website.send_signal(signal.SIGCONT)
            assert pid_1.hear() == FED
            website.terminate()
            assert website.wait(20) == 0
        finally:
            website.kill()
            pid_1.close()
