"""Sorts the bytes a printer sends into answers, because several kinds of them mix freely."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

XON, XOFF = 0x11, 0x13
BLOCK_HEADS = b"\x35\x37\x3b\x3d\x5f"
BLOCK_MAX = 96
"""The longest block we wait for; a longer one is noise on the line."""

BLOCK_TEXT = re.compile(rb"[\x20-\x7e]{0,%d}" % (BLOCK_MAX - 1))


@dataclass(frozen=True)
class Status:
    """The answer to DLE EOT; which question it answers only the asker knows."""

    value: int


@dataclass(frozen=True)
class AutomaticStatus:
    """Four bytes that a printer sends unasked when its state changes."""

    data: bytes


@dataclass(frozen=True)
class Reply:
    """The one byte that answers GS r and some of GS I."""

    value: int


@dataclass(frozen=True)
class Block:
    """A head byte and text up to a NUL, which is not part of it."""

    head: int
    data: bytes


Answer = Status | AutomaticStatus | Reply | Block


class Demultiplexer:
    """Takes bytes in any portions and gives answers; what fits no pattern is dropped."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self.dropped = 0
        """How many bytes fitted no pattern: a sign of noise on the line."""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers completed by these bytes, in order."""
        # Flow control may stand anywhere, and no answer contains these two.
        self._pending += bytes(byte for byte in data if byte not in (XON, XOFF))
        return list(self._complete())

    def _complete(self) -> Iterator[Answer]:
        while self._pending:
            first = self._pending[0]
            if first & 0x93 == 0x12:
                del self._pending[0]
                yield Status(first)
            elif first & 0x93 == 0x10:
                rest = self._pending[1:4]
                if any(byte & 0x90 for byte in rest):
                    self._drop()
                elif len(rest) < 3:
                    return
                else:
                    yield AutomaticStatus(bytes(self._pending[:4]))
                    del self._pending[:4]
            elif first in BLOCK_HEADS:
                text = BLOCK_TEXT.match(self._pending, 1)
                assert text is not None, "no text at all is a text, too"
                if text.end() == len(self._pending):
                    return
                if self._pending[text.end() : text.end() + 1] == b"\0":
                    yield Block(first, bytes(text[0]))
                    del self._pending[: text.end() + 1]
                else:
                    # Noise that looked like the head of a block must not swallow what follows.
                    self._drop()
            elif first & 0x90 == 0:
                del self._pending[0]
                yield Reply(first)
            else:
                self._drop()

    def _drop(self) -> None:
        del self._pending[0]
        self.dropped += 1
