"""What can be wrong with a printer and its line, each thing a switch."""

from collections.abc import Callable
from dataclasses import dataclass

ALL_WELL = 0x12


@dataclass
class Faults:
    """What is wrong now; may be changed at any time, from any thread."""

    paper_end: bool = False
    near_end: bool = False
    cover_open: bool = False
    cutter: bool = False
    hot: bool = False  # the head has to cool down
    offline: bool = False  # somebody pressed a button; it gives no other reason
    held: bool = False  # takes everything and says it is well, but nothing moves
    lying: bool = False  # says that it is well, whatever it is
    mute: bool = False  # prints, but never answers
    garbled: bool = False  # half of the bits of its answers are noise
    chatty: bool = False  # tells its state unasked, again and again
    stalled: bool = False  # neither takes nor gives a byte
    dead: bool = False  # switched off: what it is sent is gone
    noisy: bool = False  # its line carries noise, as that of a loose plug
    no_process_id: bool = False  # does not know GS ( H
    late_s: float = 0.0  # how late its answers are
    paper_left_dots: int | None = None  # paper ends after so many dots

    @property
    def stop(self) -> bool:
        """Whether the printer is off-line."""
        return self.paper_end or self.cover_open or self.cutter or self.hot or self.offline

    @property
    def low(self) -> bool:
        """Whether the sensor of the roll sees little or no paper."""
        return self.near_end or self.paper_end

    def status(self, question: int) -> int:
        """The answer to DLE EOT 1 to 4, by Epson's table."""
        if self.lying:
            return ALL_WELL
        failed = self.cutter or self.hot
        return ALL_WELL | {
            1: self.stop << 3,
            2: self.cover_open << 2 | self.paper_end << 5 | failed << 6,
            3: self.cutter << 3 | self.hot << 6,
            4: self.low * 0x0C | self.paper_end * 0x60,
        }.get(question, 0)

    @property
    def automatic_status(self) -> bytes:
        """The four bytes of GS a."""
        if self.lying:
            return b"\x10\x00\x00\x0f"
        return bytes(
            [
                0x10 | self.stop << 3 | self.cover_open << 5,
                self.cutter << 3 | self.hot << 6,
                self.low * 0x03 | self.paper_end * 0x0C,
                0x0F,
            ]
        )


@dataclass
class Strike:
    """A thing that happens `after` so many bytes, counted behind the first `mark` in them."""

    after: int
    happens: Callable[[], None]
    mark: bytes = b""
    seen: bytes = b""

    def reach(self, data: bytes) -> int | None:
        """How many of these bytes come before it; None if all of them do."""
        start = (self.seen + data).find(self.mark)
        left = start + len(self.mark) + self.after - len(self.seen)
        return None if start < 0 or left > len(data) else max(0, left)
