"""How the next letters look and where they will stand, and the commands that change it."""

from dataclasses import dataclass, replace

from hardware.emulator.code_pages import CODE_PAGES

LINE_DOTS = 30


@dataclass(frozen=True)
class Style:
    """What ESC @ sets back; `area_dots` is None for all of the paper right of `left_dots`."""

    wide: int = 1
    high: int = 1
    bold: bool = False
    underline: int = 0
    reverse: bool = False
    font: str = "A"
    align: int = 0
    page: int = 0
    line_dots: int = LINE_DOTS
    left_dots: int = 0
    area_dots: int | None = None


def restyled(style: Style, command: str, data: bytes) -> Style | None:
    """The style after a command; None for one that is no command of style, or says nonsense."""
    value = int.from_bytes(data, "little")
    match command:
        case "ESC !":
            font, bold = "AB"[value & 1], bool(value & 8)
            wide, high = 1 + (value >> 5 & 1), 1 + (value >> 4 & 1)
            line = value >> 7
            return replace(style, font=font, bold=bold, wide=wide, high=high, underline=line)
        case "GS !":
            return replace(style, wide=(value >> 4 & 7) + 1, high=(value & 7) + 1)
        case "ESC E" | "ESC G":
            return replace(style, bold=bool(value & 1))
        case "ESC -":
            return replace(style, underline=value % 48)
        case "GS B":
            return replace(style, reverse=bool(value & 1))
        case "ESC M":
            return replace(style, font="AB"[value & 1])
        case "ESC a" if value % 48 <= 2:
            return replace(style, align=value % 48)
        case "ESC t" if value in CODE_PAGES:
            return replace(style, page=value)
        case "ESC 2":
            return replace(style, line_dots=LINE_DOTS)
        case "ESC 3":
            return replace(style, line_dots=value)
        case "GS L":
            return replace(style, left_dots=value)
        case "GS W":
            return replace(style, area_dots=value)
        case "ESC  " | "ESC {" if value % 48 == 0:
            return style  # letters further apart, or upside down: only the usual way is known
        case "FS ." | "FS -" | "FS S" | "FS ( A":
            return style  # of Chinese and Japanese letters, which this printer does not have
    return None
