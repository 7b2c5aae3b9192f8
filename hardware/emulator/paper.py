"""Paper under the print head: carries out operations and gives a piece at each cut."""

from dataclasses import dataclass, field

from PIL import Image, ImageOps

from hardware.emulator import dots
from hardware.emulator.code_pages import CODE_PAGES
from hardware.emulator.glyphs import CELLS, glyph
from hardware.emulator.parser import Operation
from hardware.emulator.style import Style, restyled

TAB_COLUMNS = 8


@dataclass(frozen=True)
class Piece:
    """What was cut off: dots (mode 1, 0 is black) and the same as plain text, one line a line."""

    image: Image.Image
    text: str


@dataclass
class Paper:
    """Paper `width_dots` wide; `used_dots` counts what went by since the roll was put in."""

    width_dots: int = 576
    used_dots: int = 0
    errors: list[str] = field(default_factory=list)
    _style: Style = field(default_factory=Style)
    _qr: dots.QrStore = field(default_factory=dots.QrStore)
    _stored: Image.Image | None = None
    _line: list[tuple[int, Image.Image]] = field(default_factory=list)
    _x: int = 0
    _line_text: str = ""
    _strips: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    _height: int = 0
    _text: list[str] = field(default_factory=list)

    def execute(self, operation: Operation) -> Piece | None:
        """Prints; gives the piece when the operation is a cut. What it cannot do is an error."""
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
                self.forget()
            case "ESC J":
                self._end_line(0)
                self._feed(first)
            case "ESC d":
                self._end_line(first)
            case "ESC $":
                self._go(int.from_bytes(data, "little"))
            case "ESC \\":
                self._go(self._x + int.from_bytes(data, "little", signed=True))
            case "ESC *" if image := dots.columns(data):
                self._set(image)
            case "GS v 0" if image := dots.raster(data):
                self._print_picture(image)
            case "GS ( L" if data[:2] == b"0p" and (image := dots.graphics(data)):
                self._stored = image
            case "GS ( L" if data in (b"0\x02", b"02") and self._stored:
                self._print_picture(self._stored)
                self._stored = None
            case "GS ( k" if data == b"1Q0" and self._qr.data:
                self._print_code()
            case "GS ( k" if self._qr.store(data):
                pass
            case "GS V":
                if len(data) > 1:
                    self._feed(data[1])
                return self.cut()
            case _:
                style = restyled(self._style, operation.command, data)
                if style is None:
                    self.errors.append(f"{operation.command} {data[:16].hex(' ')}".strip())
                else:
                    self._style = style
        return None

    def forget(self) -> None:
        """Sets everything back; only what is on paper stays."""
        self._style, self._qr, self._stored = Style(), dots.QrStore(), None
        self._line, self._x, self._line_text = [], 0, ""

    def cut(self) -> Piece:
        """Cuts off what is on paper, as the printer does or somebody's hand."""
        if self._line:
            self._end_line(1)
        image = Image.new("1", (self.width_dots, max(1, self._height)), 1)
        for x, y, strip in self._strips:
            image.paste(strip, (x, y))
        piece = Piece(image, "\n".join(self._text) + "\n")
        self._strips, self._height, self._text = [], 0, []
        return piece

    @property
    def _room_dots(self) -> int:
        right = self.width_dots - self._style.left_dots
        return right if self._style.area_dots is None else min(right, self._style.area_dots)

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
            if self._x + image.width > self._room_dots:
                self._end_line(1)
            self._set(image)
            self._line_text += char

    def _set(self, image: Image.Image) -> None:
        self._line.append((self._x, image))
        self._x += image.width

    def _go(self, x: int) -> None:
        """Goes on at another place of the line; in the text the way there is blanks."""
        self._line_text += " " * ((x - self._x) // CELLS[self._style.font][0])
        self._x = max(0, x)

    def _end_line(self, lines: int) -> None:
        """Puts the line on paper and goes on by so many lines, or just below it."""
        tallest = max((part.height for _, part in self._line), default=0)
        if self._line:
            row = Image.new("1", (max(x + part.width for x, part in self._line), tallest), 1)
            for x, part in self._line:
                row.paste(part, (x, tallest - part.height))
            self._place(row)
            self._text.append(self._line_text)
        elif lines:
            self._text.append("")
        step = max(tallest, self._style.line_dots if lines else 0)
        self._feed(step + max(0, lines - 1) * self._style.line_dots)
        self._line, self._x, self._line_text = [], 0, ""

    def _place(self, image: Image.Image) -> None:
        x = self._style.left_dots + (self._room_dots - image.width) * self._style.align // 2
        self._strips.append((max(0, x), self._height, image))

    def _feed(self, dots: int) -> None:
        self._height += dots
        self.used_dots += dots

    def _print_picture(self, image: Image.Image) -> None:
        if self._line:
            self._end_line(1)
        self._place(image)
        self._feed(image.height)
        self._text.append(f"[picture {image.width} x {image.height}]")

    def _print_code(self) -> None:
        image = self._qr.image()
        if image is None:
            self.errors.append(f"no code holds {len(self._qr.data)} bytes")
        elif image.width > self.width_dots:
            self.errors.append(f"a code of {image.width} dots is wider than the paper")
        else:
            self._place(image)
            self._feed(image.height)
            self._text.append(f"[code {self._qr.data.decode('utf-8', 'replace')}]")
