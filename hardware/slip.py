"""What stands on a paper slip, from top to bottom, before any printer is chosen."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]

QR_BYTES_MAX = 666
"""The most one QR code of ours holds: version 20 at error correction M, 97 modules wide."""


@dataclass(frozen=True)
class Text:
    """One paragraph in the printer's own letters; `size` 1 to 8 magnifies a 12 x 24 dot letter."""

    text: str
    size: int = 1
    bold: bool = False
    align: Align = "left"

    def __post_init__(self) -> None:
        if not 1 <= self.size <= 8:
            raise ValueError(f"A text has size 1 to 8, not {self.size}.")


@dataclass(frozen=True)
class Picture:
    """Dots: `height` rows of `width` bits filled up to whole bytes, highest bit left, 1 black."""

    width: int
    height: int
    rows: bytes
    align: Align = "center"

    def __post_init__(self) -> None:
        expected = self.height * ((self.width + 7) // 8)
        if self.width < 1 or self.height < 1 or len(self.rows) != expected:
            raise ValueError(
                f"A picture of {self.width} x {self.height} dots takes {expected} bytes, "
                f"not {len(self.rows)}."
            )


@dataclass(frozen=True)
class Qr:
    """A QR code of 1 to 666 UTF-8 bytes; `module_dots` (1 to 16) shrinks to the paper."""

    data: str
    module_dots: int = 6
    align: Align = "center"

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= QR_BYTES_MAX:
            raise ValueError(f"A QR code holds 1 to {QR_BYTES_MAX} bytes.")
        # Unlike a text, a code with a character left out would be a different code.
        if not self.data.isprintable():
            raise ValueError("A QR code holds printable characters only.")
        if not 1 <= self.module_dots <= 16:
            raise ValueError(f"A QR module is 1 to 16 dots wide, not {self.module_dots}.")


@dataclass(frozen=True)
class Space:
    """Blank paper, `dots` high."""

    dots: int

    def __post_init__(self) -> None:
        if self.dots < 0:
            raise ValueError(f"A space is 0 dots high or more, not {self.dots}.")


@dataclass(frozen=True)
class Rule:
    """A thin line over the whole width."""


Block = Text | Picture | Qr | Space | Rule


@dataclass(frozen=True)
class Slip:
    """Blocks from top to bottom, then a cut; `width_dots` of the paper is a multiple of 8."""

    blocks: tuple[Block, ...]
    width_dots: int = 576

    def __post_init__(self) -> None:
        if self.width_dots < 8 or self.width_dots % 8:
            raise ValueError(f"Paper is a multiple of 8 dots wide, not {self.width_dots}.")
        for block in self.blocks:
            if isinstance(block, Picture) and block.width > self.width_dots:
                raise ValueError(
                    f"A picture of {block.width} dots does not fit paper of {self.width_dots}."
                )
