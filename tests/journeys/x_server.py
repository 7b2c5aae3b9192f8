"""An X server of one test's own, with its pointer and its keys."""

import subprocess


class XServer:
    """An X server with one screen and nobody but us on it."""

    def __init__(self, size: str) -> None:
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        self.display = f":{self._process.stdout.readline().decode().strip()}"

    def touch(self, x: int, y: int) -> None:
        """Press and release at a place, as the X server's own pointer."""
        self._do("mousemove", str(x), str(y), "click", "1")

    def key(self, name: str) -> None:
        """Press a key on the window under the pointer."""
        self._do("mousemove", "20", "20", "key", name)

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env={"DISPLAY": self.display}, check=True)

    def close(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
