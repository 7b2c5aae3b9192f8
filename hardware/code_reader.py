"""Reads the codes in a camera's frame, with zxing-cpp."""

import zxingcpp

from hardware.frames import Frame
from hardware.framing import Scan, scan_of


def read_codes(frame: Frame) -> list[Scan]:
    """The QR codes that can be read whole, each as a scanner on a cable would send it.

    Bookings have no other codes, and to look for all kinds takes ten times as long.
    """
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    pixels = memoryview(frame.grey).cast("B", (frame.height, frame.width))
    return [
        scan_of(code.symbology_identifier.encode() + code.bytes)
        for code in zxingcpp.read_barcodes(pixels, formats=formats)
    ]
