"""What a printer takes: how wide its paper is, and what has to be drawn for it."""

from dataclasses import dataclass
from enum import StrEnum


class Draw(StrEnum):
    """What is sent as dots instead of letters, `?draw=` in a printer's address."""

    NEEDED = "needed"  # what no code page holds; the fewest bytes
    LARGE = "large"  # large letters, too, which a printer makes of steps
    ALL = "all"  # everything, codes too, for printers without code pages or without GS ( k


@dataclass(frozen=True)
class Takes:
    """`width_dots` is 576 or 512 on paper of 80 mm, 384 on paper of 58 mm."""

    width_dots: int = 576
    draw: Draw = Draw.LARGE
