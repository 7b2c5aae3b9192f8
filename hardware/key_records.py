"""Reads the kernel's records of key strokes as the text that was typed."""

import struct

from hardware.key_layouts import DEAD, Layout

RECORD = struct.Struct("@llHHi")
"""A `struct input_event`: seconds, microseconds, type, code, value."""

SYNC, KEY = 0, 1
DROPPED = 3
RELEASED, PRESSED = 0, 1
SHIFTS = frozenset({42, 54})
ALT_GR = frozenset({100})
OTHER_MODIFIERS = frozenset({29, 97, 56, 125, 126})
"""Ctrl, Alt and the logo keys, which type no character of a code."""

MODIFIERS = SHIFTS | ALT_GR | OTHER_MODIFIERS
NUM_LOCK = 69
"""Scanners that use the number pad press it first; here its keys are digits always."""


class KeyReader:
    """Takes records in any portions and remembers which modifiers are held."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._held: set[int] = set()
        self._rest = b""

    def read(self, data: bytes) -> bytes:
        """The text of these records, in UTF-8; a NUL for each stroke that types no character."""
        data = self._rest + data
        whole = len(data) - len(data) % RECORD.size
        self._rest = data[whole:]
        typed = ""
        for _, _, kind, code, value in RECORD.iter_unpack(data[:whole]):
            if kind == KEY:
                typed += self._stroke(code, value)
            elif (kind, code) == (SYNC, DROPPED):
                # Strokes were lost, perhaps of a modifier: what was typed is no code any more.
                self._held.clear()
                typed += DEAD
        return typed.encode()

    def _stroke(self, code: int, value: int) -> str:
        if code in MODIFIERS:
            if value == RELEASED:
                self._held.discard(code)
            else:
                self._held.add(code)
            return ""
        if value != PRESSED or code == NUM_LOCK:
            return ""
        if self._held & OTHER_MODIFIERS:
            return DEAD
        if self._held & ALT_GR:
            return self._layout.alt_gr.get(code, DEAD)
        layer = self._layout.shifted if self._held & SHIFTS else self._layout.plain
        return layer.get(code, DEAD)
