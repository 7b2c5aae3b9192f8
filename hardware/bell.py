"""A bell: what one thread rings for another one that waits for descriptors."""

import os
from threading import Lock


class Bell:
    """A descriptor that is readable once it was rung, from any thread."""

    def __init__(self) -> None:
        self._descriptor = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._lock = Lock()
        self._is_closed = False

    def fileno(self) -> int:
        """The descriptor, the same until `close`."""
        return self._descriptor

    def ring(self) -> None:
        """Makes it readable; nothing after `close`, when the number may be another's."""
        with self._lock:
            if not self._is_closed:
                os.eventfd_write(self._descriptor, 1)

    def hush(self) -> bool:
        """Whether it was rung; it is not readable then until it is rung again."""
        try:
            return bool(os.eventfd_read(self._descriptor))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Gives the descriptor back, whoever may still ring."""
        with self._lock:
            self._is_closed = True
            os.close(self._descriptor)
