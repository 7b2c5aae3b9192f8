"""A PostgreSQL of our own: a cluster in a folder, on a socket in that folder, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NOT_SYNCED = "-c listen_addresses='' -c fsync=off -c max_connections=40"
"""What is lost in a power cut is PostgreSQL's own matter; here it only costs time."""


class Cluster:
    """A running PostgreSQL; it refuses to run as root, so root runs it as Debian's own user."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="wartemarke-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        self._run("initdb", "--auth=trust", "--username=wartemarke", "--no-sync")
        options = f"{NOT_SYNCED} -c unix_socket_directories={self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "--wait", "--log", log, "--options", options)

    def database(self, name: str) -> str:
        """Make an empty database; gives its URL."""
        words = ["--host", str(self._folder), "--username", "wartemarke", name]
        subprocess.run([str(PROGRAMS[-1] / "createdb"), *words], check=True)
        return f"postgresql://wartemarke@/{name}?host={self._folder}"

    def stop(self) -> None:
        """Stop it at once; whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "--mode", "immediate")

    def start(self) -> None:
        """Start it again."""
        options = f"{NOT_SYNCED} -c unix_socket_directories={self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "--wait", "--log", log, "--options", options)

    def remove(self) -> None:
        """Delete everything."""
        shutil.rmtree(self._folder)

    def _run(self, program: str, *words: str) -> None:
        command = [str(PROGRAMS[-1] / program), "--pgdata", str(self._folder / "data"), *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
