"""QR: a text as the outline of a QR code's squares, to be drawn within a page."""

from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_MODULES = 4
"""The white edge that the standard asks for, in squares."""


@lru_cache(maxsize=256)
def outline(text: str) -> tuple[int, str]:
    """Give a QR code's side in squares with its white edge, and its black ones as an SVG path."""
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, black in enumerate(row) if black
    )
    return len(rows), "".join(squares)
