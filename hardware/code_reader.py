"""Reads the codes in a camera's frame, with zxing-cpp."""

import zxingcpp

from hardware.frames import Frame
from hardware.framing import Scan, scan_of

UNREADABLE = (RuntimeError, TypeError, ValueError)
"""What zxing-cpp raises: an error of its own, no pixels at all, more than 65 535 in a row."""


def read_codes(frame: Frame) -> list[Scan]:
    """The QR codes that can be read whole, each as a scanner on a cable would send it.

    Bookings have no other codes, and to look for all kinds takes ten times as long. A frame of a
    size that is none has no codes.
    """
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    try:
        pixels = memoryview(frame.grey).cast("B", (frame.height, frame.width))
        codes = zxingcpp.read_barcodes(pixels, formats=formats)
    except UNREADABLE:
        return []
    return [scan_of(code.symbology_identifier.encode() + code.bytes) for code in codes]
