"""Paper under the print head: carries out operations and gives a ticket at each cut."""

from dataclasses import dataclass, field, replace

import qrcode
from PIL import Image, ImageOps
from qrcode.exceptions import DataOverflowError

from hardware.emulator.code_pages import CODE_PAGES
from hardware.emulator.glyphs import glyph
from hardware.emulator.parser import Operation

LINE_DOTS = 30
TAB_COLUMNS = 8
QR_LEVELS = {
    48: qrcode.constants.ERROR_CORRECT_L,
    49: qrcode.constants.ERROR_CORRECT_M,
    50: qrcode.constants.ERROR_CORRECT_Q,
    51: qrcode.constants.ERROR_CORRECT_H,
}


@dataclass(frozen=True)
class Ticket:
    """What was cut off: dots (mode 1, 0 is black) and the same as plain text, one line a line."""

    image: Image.Image
    text: str


@dataclass(frozen=True)
class Style:
    """How the next letter looks and where the line will stand; ESC @ sets all of it back."""

    wide: int = 1
    high: int = 1
    bold: bool = False
    underline: int = 0
    reverse: bool = False
    font: str = "A"
    align: int = 0
    page: int = 0
    line_dots: int = LINE_DOTS


@dataclass
class QrStore:
    """What GS ( k has stored for the next code."""

    module_dots: int = 3
    level: int = 48
    data: bytes = b""


@dataclass
class Paper:
    """Paper `width_dots` wide; `used_dots` counts what went by since the roll was put in."""

    width_dots: int = 576
    used_dots: int = 0
    errors: list[str] = field(default_factory=list)
    _style: Style = Style()
    _qr: QrStore = field(default_factory=QrStore)
    _line: list[Image.Image] = field(default_factory=list)
    _line_text: str = ""
    _strips: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    _height: int = 0
    _text: list[str] = field(default_factory=list)

    def execute(self, operation: Operation) -> Ticket | None:
        """Prints; gives the ticket when the operation is a cut. What it cannot do is an error."""
        data = operation.data
        first = data[0] if data else 0
        match operation.command:
            case "text":
                self._write(data)
            case "HT":
                columns = TAB_COLUMNS - len(self._line_text) % TAB_COLUMNS
                self._write(b" " * columns)
            case "LF":
                self._end_line(1)
            case "NUL" | "CR" | "GS b":
                pass  # nothing of it is seen on paper
            case "ESC @":
                self._style, self._qr, self._line, self._line_text = Style(), QrStore(), [], ""
            case "ESC J":
                self._end_line(0)
                self._feed(first)
            case "ESC d":
                self._end_line(first)
            case "GS v 0":
                self._raster(data)
            case "GS ( k":
                self._code(data)
            case "GS V":
                if len(data) > 1:
                    self._feed(data[1])
                return self._cut()
            case _:
                style = self._restyled(operation.command, first)
                if style is None:
                    self.errors.append(f"{operation.command} {data[:16].hex(' ')}".strip())
                else:
                    self._style = style
        return None

    def _restyled(self, command: str, value: int) -> Style | None:
        style = self._style
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
        return None

    def _write(self, data: bytes) -> None:
        style = self._style
        for char in data.decode(CODE_PAGES[style.page], "replace"):
            image = glyph(char, style.font, style.wide, style.high, style.bold)
            if style.reverse or style.underline:
                image = image.copy()
            if style.underline:
                foot = image.height - 1 - style.underline
                image.paste(0, (0, foot, image.width, image.height - 1))
            if style.reverse:
                image = ImageOps.invert(image.convert("L")).convert("1")
            if sum(letter.width for letter in self._line) + image.width > self.width_dots:
                self._end_line(1)
            self._line.append(image)
            self._line_text += char

    def _end_line(self, lines: int) -> None:
        """Puts the line on paper and goes on by so many lines, or just below it."""
        tallest = max((letter.height for letter in self._line), default=0)
        if self._line:
            row = Image.new("1", (sum(letter.width for letter in self._line), tallest), 1)
            x = 0
            for letter in self._line:
                row.paste(letter, (x, tallest - letter.height))
                x += letter.width
            self._place(row)
            self._text.append(self._line_text)
        elif lines:
            self._text.append("")
        step = max(tallest, self._style.line_dots if lines else 0)
        self._feed(step + max(0, lines - 1) * self._style.line_dots)
        self._line, self._line_text = [], ""

    def _place(self, image: Image.Image) -> None:
        x = (self.width_dots - image.width) * self._style.align // 2
        self._strips.append((max(0, x), self._height, image))

    def _feed(self, dots: int) -> None:
        self._height += dots
        self.used_dots += dots

    def _raster(self, data: bytes) -> None:
        width, height = int.from_bytes(data[1:3], "little"), int.from_bytes(data[3:5], "little")
        if data[0] % 48 or not width or not height:
            self.errors.append(f"GS v 0 {data[:5].hex(' ')}")
            return
        if self._line:
            self._end_line(1)
        self._place(Image.frombytes("1", (width * 8, height), data[5:], "raw", "1;I"))
        self._feed(height)
        self._text.append(f"[picture {width * 8} x {height}]")

    def _code(self, data: bytes) -> None:
        match data[:2], data[2:]:
            case b"1A", _:
                pass  # model 2 is the one there is
            case b"1C", size if len(size) == 1 and 1 <= size[0] <= 16:
                self._qr.module_dots = size[0]
            case b"1E", level if len(level) == 1 and level[0] in QR_LEVELS:
                self._qr.level = level[0]
            case b"1P", stored if stored[:1] == b"0":
                self._qr.data = stored[1:]
            case b"1Q", b"0" if self._qr.data:
                self._print_code()
            case _:
                self.errors.append(f"GS ( k {data[:16].hex(' ')}")

    def _print_code(self) -> None:
        code = qrcode.QRCode(error_correction=QR_LEVELS[self._qr.level], border=0)
        code.add_data(self._qr.data)
        try:
            modules = code.get_matrix()
        except (DataOverflowError, ValueError):
            self.errors.append(f"no code holds {len(self._qr.data)} bytes")
            return
        size = len(modules) * self._qr.module_dots
        if size > self.width_dots:
            self.errors.append(f"a code of {size} dots is wider than the paper")
            return
        image = Image.new("1", (len(modules), len(modules)))
        image.putdata([0 if black else 255 for row in modules for black in row])
        self._place(image.resize((size, size), Image.Resampling.NEAREST))
        self._feed(size)
        self._text.append(f"[code {self._qr.data.decode('utf-8', 'replace')}]")

    def _cut(self) -> Ticket:
        if self._line:
            self._end_line(1)
        image = Image.new("1", (self.width_dots, max(1, self._height)), 1)
        for x, y, strip in self._strips:
            image.paste(strip, (x, y))
        ticket = Ticket(image, "\n".join(self._text) + "\n")
        self._strips, self._height, self._text = [], 0, []
        return ticket
