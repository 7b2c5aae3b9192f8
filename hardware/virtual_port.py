"""A scanner without a scanner: whatever is written into a named pipe has been scanned."""

import os
from pathlib import Path

READ_MAX = 4096


class VirtualPort:
    """A `Port` at a named pipe, which it makes; `echo AAAA-0001 > PIPE` scans."""

    def __init__(self, pipe: Path) -> None:
        if not pipe.exists():
            os.mkfifo(pipe, 0o600)
        if not pipe.is_fifo():
            raise FileExistsError(f"{pipe} is no pipe")
        # Open for writing, too, so that it does not end with each hand that writes into it.
        self._descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def fileno(self) -> int:
        """See `Port`."""
        return self._descriptor

    def read(self) -> bytes:
        """See `Port`."""
        return os.read(self._descriptor, READ_MAX)

    def close(self) -> None:
        """See `Port`."""
        os.close(self._descriptor)
