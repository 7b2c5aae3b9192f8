"""A QR code as its modules, and as dots for printers that cannot make one themselves."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from hardware.slip import Picture, Qr


def code_modules(text: str, edge: int) -> tuple[tuple[bool, ...], ...]:
    """The rows of a text's QR code, with a white edge of so many modules; True is black."""
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, border=edge)
    code.add_data(text)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def code_picture(block: Qr, width_dots: int) -> Picture:
    """The code with modules as wide as asked for, or as the paper allows; no white edge."""
    modules = code_modules(block.data, edge=0)
    dots = max(1, min(block.module_dots, width_dots // len(modules)))
    row_bytes = (len(modules) * dots + 7) // 8
    rows = b""
    for row in modules:
        bits = "".join(("1" if black else "0") * dots for black in row).ljust(row_bytes * 8, "0")
        rows += int(bits, 2).to_bytes(row_bytes, "big") * dots
    return Picture(len(modules) * dots, len(modules) * dots, rows, block.align)
