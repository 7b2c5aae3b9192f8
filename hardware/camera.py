"""Which camera an address means: a real one, or a stand-in for it."""

import contextlib
from pathlib import Path

from hardware.device_files import ROOT, Kind, files_at
from hardware.frames import FramePipe, FrameSource, PictureFolder
from hardware.video_device import VideoDevice


def open_camera(place: str, root: Path = ROOT) -> FrameSource:
    """The camera with a USB id or at a device file, or the pictures of a folder or a named pipe.

    Raises OSError when there is none, or when it is in use.
    """
    # A camera has more files than the one that gives pictures.
    *others, last = files_at(Kind.VIDEO, place, root)
    for file in others:
        with contextlib.suppress(OSError):
            return _open(file)
    return _open(last)


def _open(path: Path) -> FrameSource:
    if path.is_dir():
        return PictureFolder(path)
    if path.is_fifo():
        return FramePipe(path)
    return VideoDevice(path)
