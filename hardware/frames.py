"""What a camera sees, one grey picture after the other; and two stand-ins for a camera."""

import io
import itertools
import os
import select
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image

WIDTH, HEIGHT = 640, 480
FRAMES_PER_S = 10
PICTURES = ("PNG", "JPEG")
NO_PICTURE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises for one of these that is cut off, damaged or claims to be huge."""


@dataclass(frozen=True)
class Frame:
    """A picture: one byte for each pixel, 0 for black, row after row from the top."""

    width: int
    height: int
    grey: bytes


class FrameSource(Protocol):
    """A camera that is open, to be used by one thread."""

    def grab(self, timeout_s: float) -> Frame | None:
        """The next frame, None if there is none in time; OSError when the camera is gone."""

    def close(self) -> None:
        """Gives the camera back."""


class PictureFolder:
    """A camera that sees the PNG and JPEG pictures of a folder in turn, over and over.

    They may change meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = itertools.count()

    def grab(self, timeout_s: float) -> Frame | None:
        """See `FrameSource`; a file that is no whole picture is no frame."""
        time.sleep(min(timeout_s, 1 / FRAMES_PER_S))
        pictures = sorted(one for one in self._folder.iterdir() if one.is_file())
        if not pictures:
            return None
        data = pictures[next(self._turn) % len(pictures)].read_bytes()
        try:
            with Image.open(io.BytesIO(data), formats=PICTURES) as opened:
                grey = opened.convert("L")
        except NO_PICTURE:
            return None
        return Frame(grey.width, grey.height, grey.tobytes())

    def close(self) -> None:
        """Nothing to end."""


class FramePipe:
    """A camera that another program feeds with grey frames of 640 by 480 through a named pipe."""

    def __init__(self, pipe: Path) -> None:
        # Open for writing, too, so that it does not end with each program that feeds it.
        self._descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        self._grey = bytearray()

    def grab(self, timeout_s: float) -> Frame | None:
        """See `FrameSource`."""
        deadline = time.monotonic() + timeout_s
        while len(self._grey) < WIDTH * HEIGHT:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._descriptor], [], [], left)[0]:
                # Half a frame is all that came of a program that ended.
                self._grey.clear()
                return None
            self._grey += os.read(self._descriptor, WIDTH * HEIGHT - len(self._grey))
        grey, self._grey = bytes(self._grey), bytearray()
        return Frame(WIDTH, HEIGHT, grey)

    def close(self) -> None:
        """See `FrameSource`."""
        os.close(self._descriptor)
