"""A printer behind a device file of plain bytes, such as the kernel's /dev/usb/lp0."""

import os
from collections.abc import Callable

from hardware.ending import Patience
from hardware.wire import DescriptorWire
from hardware.wired_printer import Asking, WiredPrinter

BYTES_PER_S = 20_000.0


def device_printer(
    device: Callable[[], str], asking: Asking = Asking.FULL, patience: Patience | None = None
) -> WiredPrinter:
    """The printer at the file that `device` gives, which raises OSError while there is none.

    With `Asking.NONE` it may be a file that only takes.
    """
    # Never O_CREAT: without a printer there must be no ordinary file that swallows slips.
    access = os.O_WRONLY if asking is Asking.NONE else os.O_RDWR
    flags = access | os.O_APPEND | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    return WiredPrinter(lambda: _open(device(), flags), BYTES_PER_S, asking, patience)


def _open(device: str, flags: int) -> DescriptorWire:
    descriptor = os.open(device, flags)
    return DescriptorWire(descriptor, lambda: os.close(descriptor))
