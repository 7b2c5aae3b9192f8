"""A camera behind a Video4Linux device file, such as every USB camera has."""

import contextlib
import fcntl
import mmap
import os
import select
import struct
from pathlib import Path

from hardware.frames import FRAMES_PER_S, HEIGHT, WIDTH, Frame

# Linux, include/uapi/linux/videodev2.h, as laid out on machines of 64 bits.
QUERYCAP, S_FMT, REQBUFS = 0x80685600, 0xC0D05605, 0xC0145608
QUERYBUF, QBUF, DQBUF = 0xC0585609, 0xC058560F, 0xC0585611
STREAMON, S_PARM = 0x40045612, 0xC0CC5616
CAPABILITY = struct.Struct("@88xI12x")  # what this file can do
FORMAT = struct.Struct("@I4x6I176x")  # type, width, height, pixels, field, bytes of a row, size
PARAMETERS = struct.Struct("@5I184x")  # type, capability, mode, seconds by frames
BUFFERS = struct.Struct("@3I8x")  # count, type, memory
BUFFER = struct.Struct("@5I40x2I4xI12x")  # index, type, used, flags, field, memory, offset, length
CAPTURE, MMAP = 1, 1
CAN_CAPTURE, CAN_STREAM = 0x1, 0x04000000
SPOILT = 0x40
BUFFER_COUNT = 4

LUMA = {
    b"GREY": (0, 1),
    b"NV12": (0, 1),
    b"YU12": (0, 1),
    b"YUYV": (0, 2),
    b"UYVY": (1, 2),
}
"""Where the brightness of a row's first pixel is, and how far apart pixels are, by their format."""


class VideoDevice:
    """A `FrameSource` at a device file; OSError when it is no camera, or in use."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        self._buffers: list[mmap.mmap] = []
        try:
            self._be_a_camera()
            self._choose_format()
            self._share_buffers()
            fcntl.ioctl(self._descriptor, STREAMON, struct.pack("@i", CAPTURE))
        except OSError:
            self.close()
            raise

    def grab(self, timeout_s: float) -> Frame | None:
        """See `FrameSource`; a frame that was spoilt on its way counts as none."""
        if not select.select([self._descriptor], [], [], timeout_s)[0]:
            return None
        index, _, used, flags, *_ = self._buffer(DQBUF, 0)
        grey = self._buffers[index][self._first : self._size : self._step]
        self._buffer(QBUF, index)
        if flags & SPOILT or used < self._size:
            return None
        return Frame(self._row // self._step, self._rows, grey)

    def close(self) -> None:
        """See `FrameSource`; the kernel ends the stream with its descriptor."""
        for buffer in self._buffers:
            buffer.close()
        os.close(self._descriptor)

    def _be_a_camera(self) -> None:
        (can,) = self._ask(QUERYCAP, CAPABILITY)
        if not (can & CAN_CAPTURE and can & CAN_STREAM):
            raise OSError("this is no camera")

    def _choose_format(self) -> None:
        wanted = int.from_bytes(b"YUYV", "little")
        given = self._ask(S_FMT, FORMAT, CAPTURE, WIDTH, HEIGHT, wanted)
        _, _, self._rows, pixels, _, self._row, _ = given
        name = pixels.to_bytes(4, "little")
        if name not in LUMA:
            raise OSError(f"the camera gives {name!r} only, which has to come through a pipe")
        self._first, self._step = LUMA[name]
        # What pads a row is taken for a part of the picture, where it does no harm.
        self._size = self._row * self._rows
        # Not every camera can be slowed down, and a faster one is only a little more work.
        with contextlib.suppress(OSError):
            self._ask(S_PARM, PARAMETERS, CAPTURE, 0, 0, 1, FRAMES_PER_S)

    def _share_buffers(self) -> None:
        count, *_ = self._ask(REQBUFS, BUFFERS, BUFFER_COUNT, CAPTURE, MMAP)
        for index in range(count):
            *_, offset, length = self._buffer(QUERYBUF, index)
            self._buffers.append(mmap.mmap(self._descriptor, length, offset=offset))
            self._buffer(QBUF, index)

    def _buffer(self, request: int, index: int) -> tuple[int, ...]:
        return self._ask(request, BUFFER, index, CAPTURE, 0, 0, 0, MMAP)

    def _ask(self, request: int, layout: struct.Struct, *values: int) -> tuple[int, ...]:
        """Calls the driver; the fields that are not given are 0, and all come back."""
        zeros = layout.unpack(bytes(layout.size))
        asked = bytearray(layout.pack(*values, *zeros[len(values) :]))
        fcntl.ioctl(self._descriptor, request, asked)
        return layout.unpack(asked)
