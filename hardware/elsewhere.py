"""Opens and closes devices on threads of their own: a driver that hangs keeps nobody else."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import Protocol, TypeVar


class Device(Protocol):
    """What can be given back."""

    def close(self) -> None:
        """Gives it back."""


Opened = TypeVar("Opened", bound=Device)


def open_elsewhere(open_device: Callable[[], Opened]) -> Future[Opened | None]:
    """The device once it is open, or None once it is known that it cannot be; never waits."""
    opening: Future[Opened | None] = Future()

    def open_it() -> None:
        device = None
        try:
            with suppress(OSError):
                device = open_device()
        finally:  # whatever else it raised ends this thread only, and another try may come
            opening.set_result(device)

    Thread(target=open_it, name="opening", daemon=True).start()
    return opening


def close_elsewhere(opening: Future[Opened | None]) -> None:
    """Gives a device back, now or when it opens at last; never waits."""

    def close_it() -> None:
        device = opening.result()
        if device is not None:
            device.close()

    Thread(target=close_it, name="closing", daemon=True).start()
