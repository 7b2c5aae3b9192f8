"""The printer itself: bytes in, answers out, tickets into the tray; its faults can be switched."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from hardware.emulator.paper import Paper, Ticket
from hardware.emulator.parser import Operation, Parser

MAKER = b"_Wartemarke\x00"
ALL_WELL = 0x12


@dataclass
class Faults:
    """What is wrong with the printer now; may be changed at any time, from any thread."""

    paper_end: bool = False
    near_end: bool = False
    cover_open: bool = False
    cutter: bool = False
    mute: bool = False  # prints, but never answers
    no_process_id: bool = False  # does not know GS ( H
    paper_left_dots: int | None = None  # paper ends after so many dots
    mute_after: int | None = None  # falls mute after so many bytes received
    hang_up_after: int | None = None  # the line is cut after so many bytes received

    @property
    def stop(self) -> bool:
        """Whether the printer is off-line."""
        return self.paper_end or self.cover_open or self.cutter


class Machine:
    """One printer; `take` gets each ticket that is cut. To be used by one thread, but for `faults`.

    `errors` lists what was received and not understood, in plain words.
    """

    def __init__(self, take: Callable[[Ticket], None], width_dots: int = 576) -> None:
        self.faults = Faults()
        self.errors: list[str] = []
        self._take = take
        self._parser = Parser()
        self._paper = Paper(width_dots, errors=self.errors)
        self._waiting: deque[Operation] = deque()
        self._automatic = 0
        self._told = b""

    def receive(self, data: bytes) -> bytes:
        """Takes bytes, prints what is complete while nothing stops it, and gives the answers."""
        answers = b""
        for operation in self._parser.feed(data):
            if operation.command.startswith("DLE"):
                answers += self._at_once(operation)
            else:
                self._waiting.append(operation)
        while self._waiting and not self.faults.stop:
            answers += self._print(self._waiting.popleft())
        if self._automatic and self._told != self._automatic_status():
            answers += self._tell()
        if self.faults.mute_after is not None:
            self.faults.mute_after -= len(data)
            if self.faults.mute_after <= 0:
                self.faults.mute_after, self.faults.mute = None, True
        return b"" if self.faults.mute else answers

    def _at_once(self, operation: Operation) -> bytes:
        faults = self.faults
        match operation.command, operation.data[-1]:
            case "DLE status", 1:
                return bytes([ALL_WELL | faults.stop << 3])
            case "DLE status", 2:
                cause = faults.cover_open << 2 | faults.paper_end << 5 | faults.cutter << 6
                return bytes([ALL_WELL | cause])
            case "DLE status", 3:
                return bytes([ALL_WELL | faults.cutter << 3])
            case "DLE status", 4:
                return bytes([ALL_WELL | self._low() * 0x0C | faults.paper_end * 0x60])
            case "DLE clear", _:
                self._waiting.clear()
                return b"\x37\x25\x00"
            case _:
                # Such as a drawer pulse: at a kiosk, a text of somebody's that became a command.
                self.errors.append(f"{operation.command} {operation.data.hex(' ')}")
        return b""

    def _print(self, operation: Operation) -> bytes:
        match operation.command, operation.data:
            case "unknown", data:
                self.errors.append(f"unknown {data.hex(' ')}")
            case "hidden", data:
                self.errors.append(f"real-time command in data {data.hex(' ')}")
            case "GS r", b"\x01" | b"1":
                return bytes([self._low() * 0x03])
            case "GS r", _:
                return b"\x00"
            case "GS I", b"B":
                return MAKER
            case "GS I", _:
                return b"\x02"
            case "GS a", data:
                self._automatic = data[0]
                return self._tell() if self._automatic else b""
            case "GS ( H", data if data[:2] == b"00" and len(data) == 6:
                return b"" if self.faults.no_process_id else b"\x37\x22" + data[2:] + b"\x00"
            case _:
                self._print_on_paper(operation)
        return b""

    def _print_on_paper(self, operation: Operation) -> None:
        before = self._paper.used_dots
        ticket = self._paper.execute(operation)
        if ticket is not None:
            self._take(ticket)
        if self.faults.paper_left_dots is not None:
            self.faults.paper_left_dots -= self._paper.used_dots - before
            if self.faults.paper_left_dots <= 0:
                self.faults.paper_left_dots = None
                self.faults.paper_end = True

    def _low(self) -> bool:
        return self.faults.near_end or self.faults.paper_end

    def _tell(self) -> bytes:
        self._told = self._automatic_status()
        return self._told

    def _automatic_status(self) -> bytes:
        faults = self.faults
        return bytes(
            [
                0x10 | faults.stop << 3 | faults.cover_open << 5,
                faults.cutter << 3,
                self._low() * 0x03 | faults.paper_end * 0x0C,
                0x0F,
            ]
        )
