"""The printer itself: bytes in, answers out, slips into the tray; its faults can be switched."""

import time
from collections import deque
from collections.abc import Callable
from random import Random
from threading import RLock

from hardware.emulator.faults import Faults, Strike
from hardware.emulator.paper import Paper, Piece
from hardware.emulator.parser import Operation, Parser

MAKER = b"_Wartemarke\x00"


class Machine:
    """One printer; `take` gets each piece that is cut. To be used by one thread, but for `faults`.

    Whoever changes `strikes` from another thread holds `lock`. `errors` lists what was received and
    not understood, in plain words.
    """

    def __init__(
        self,
        take: Callable[[Piece], None],
        width_dots: int = 576,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.lock = RLock()
        self.faults = Faults()
        self.strikes: list[Strike] = []
        self.errors: list[str] = []
        self.hung_up = False
        self._take = take
        self._clock = clock
        self._noise = Random(9100)
        self._parser = Parser()
        self._paper = Paper(width_dots, errors=self.errors)
        self._waiting: deque[Operation] = deque()
        self._unread = b""
        self._late: deque[tuple[float, bytes]] = deque()
        self._automatic = 0
        self._told = b""

    def receive(self, data: bytes) -> bytes:
        """Takes bytes, prints what is complete while nothing stops it, and gives the answers.

        With no bytes it goes on with what it has, as a printer does that was mended.
        """
        with self.lock:
            return self._receive(data)

    def hang_up(self) -> None:
        """Loses the line: what is on its way does not arrive, on either side."""
        self.hung_up = True
        self._unread = b""
        self._late.clear()

    def pick_up(self) -> None:
        """Hears a caller again."""
        self.hung_up = False

    def switch_off(self, *, forgetting: bool = True) -> None:
        """Cuts the power; a printer with a memory of its own goes on later where it was."""
        with self.lock:
            self.faults.dead = True
            if forgetting:
                self._parser = Parser()
                self._waiting.clear()
                self._paper.forget()
                self._automatic = 0

    def tear_off(self) -> Piece:
        """What is on paper and not cut, torn off by hand."""
        with self.lock:
            return self._paper.cut()

    def _receive(self, data: bytes) -> bytes:
        self._unread += data
        answers = self._work(b"")
        while not self.faults.stalled and not self.hung_up:
            strike = self._next_strike()
            size = len(self._unread) if strike is None else strike.reach(self._unread)
            portion, self._unread = self._unread[:size], self._unread[size:]
            for one in self.strikes:
                one.seen += portion
            answers += self._work(portion)
            if strike is None:
                break
            self.strikes.remove(strike)
            strike.happens()
        return self._sent(answers)

    def _next_strike(self) -> Strike | None:
        near = [one for one in self.strikes if one.reach(self._unread) is not None]
        return min(near, key=lambda one: one.reach(self._unread) or 0, default=None)

    def _work(self, data: bytes) -> bytes:
        faults = self.faults
        if faults.noisy and data:
            return self._noise.randbytes(len(data) % 3 + 1)
        if faults.dead or faults.noisy:
            return b""
        answers = b""
        for operation in self._parser.feed(data):
            if operation.command.startswith("DLE"):
                answers += self._at_once(operation)
            else:
                self._waiting.append(operation)
        while self._waiting and not faults.stop and not faults.held:
            answers += self._print(self._waiting.popleft())
        if self._automatic and self._told != faults.automatic_status:
            answers += self._tell()
        if faults.chatty and data:
            answers += faults.automatic_status
        return b"" if faults.mute else answers

    def _sent(self, answers: bytes) -> bytes:
        faults = self.faults
        if faults.garbled:
            answers = bytes(byte ^ self._noise.randrange(16) << 4 for byte in answers)
        if not faults.late_s and not self._late:
            return answers
        now = self._clock()
        self._late.append((now + faults.late_s, answers))
        due = b""
        while self._late and self._late[0][0] <= now:
            due += self._late.popleft()[1]
        return due

    def _at_once(self, operation: Operation) -> bytes:
        match operation.command, operation.data[-1]:
            case "DLE status", question:
                return bytes([self.faults.status(question)])
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
                return bytes([self.faults.low * 0x03])
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
        piece = self._paper.execute(operation)
        if piece is not None:
            self._take(piece)
        if self.faults.paper_left_dots is not None:
            self.faults.paper_left_dots -= self._paper.used_dots - before
            if self.faults.paper_left_dots <= 0:
                self.faults.paper_left_dots = None
                self.faults.paper_end = True

    def _tell(self) -> bytes:
        self._told = self.faults.automatic_status
        return self._told
