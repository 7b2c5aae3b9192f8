"""A file on a disk that can lose power: what is there for certain, and what may be."""

from collections import defaultdict
from random import Random

FATES = (0.0, 0.02, 0.5, 0.98, 1.0)
"""How probably a sector is there: from nothing to all; images that lack little find most."""


class File:
    """A file's bytes that are on the disk, and what was written into it since."""

    def __init__(self, durable: bytes = b"") -> None:
        self.durable = bytearray(durable)
        self.size = len(durable)
        self._later: list[tuple[int, bytes]] = []
        self._sizes: list[int] = []

    @property
    def is_synced(self) -> bool:
        """Tell whether all its bytes are on the disk."""
        return not self._later and not self._sizes

    def write(self, at: int, data: bytes) -> None:
        """Change bytes, for now only in memory."""
        self._later.append((at, data))
        self._grow(at + len(data))

    def resize(self, size: int) -> None:
        """Cut it, or let it grow by zeros, for now only in memory."""
        if size < self.size:
            self._later.append((size, bytes(self.size - size)))
            self.size = size
            self._sizes.append(size)
        else:
            self._grow(size)

    def _grow(self, size: int) -> None:
        if size > self.size:
            self.size = size
            self._sizes.append(size)

    def sync(self) -> None:
        """Put all of it on the disk."""
        for at, data in self._later:
            _put(self.durable, at, data)
        _fit(self.durable, self.size)
        self._later.clear()
        self._sizes.clear()

    def whole(self) -> bytes:
        """Give it as a program reads it."""
        whole = bytearray(self.durable)
        for at, data in self._later:
            _put(whole, at, data)
        _fit(whole, self.size)
        return bytes(whole)

    def after_a_cut(self, chance: Random, sector: int) -> bytes:
        """Give it as it might be found."""
        found = bytearray(self.durable)
        fate = chance.choice(FATES)
        leftover = chance.random() < 0.3
        torn = list(self._later_by_sector(sector).items())
        for _, parts in torn:
            there = _how_many(chance, len(parts), fate)
            for at, data in parts[:there]:
                _put(found, at, data, chance if leftover else None)
        if torn and chance.random() < 0.5:
            _, parts = chance.choice(torn)
            _tear(found, *chance.choice(parts), chance)
        sizes = [len(self.durable), *self._sizes]
        size = chance.choice((sizes[0], sizes[-1], chance.randint(min(sizes), max(sizes))))
        _fit(found, size, chance if leftover else None)
        return bytes(found)

    def _later_by_sector(self, sector: int) -> dict[int, list[tuple[int, bytes]]]:
        parts: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
        for at, data in self._later:
            for place in range(at // sector, (at + len(data) - 1) // sector + 1):
                first = max(at, place * sector)
                last = min(at + len(data), (place + 1) * sector)
                parts[place].append((first, data[first - at : last - at]))
        return parts


def _put(content: bytearray, at: int, data: bytes, leftover: Random | None = None) -> None:
    if at > len(content):
        _fit(content, at, leftover)
    content[at : at + len(data)] = data


def _fit(content: bytearray, size: int, leftover: Random | None = None) -> None:
    missing = size - len(content)
    if missing > 0:
        content += leftover.randbytes(missing) if leftover else bytes(missing)
    del content[size:]


def _how_many(chance: Random, parts: int, fate: float) -> int:
    """Draw how many of the writes into one sector are there."""
    if chance.random() < fate:
        return parts
    return chance.randrange(parts)


def _tear(content: bytearray, at: int, data: bytes, chance: Random) -> None:
    """Break a write off within its sector."""
    written = chance.randrange(len(data))
    _put(content, at, data[:written])
    if chance.random() < 0.5:
        _put(content, at + written, chance.randbytes(len(data) - written))
