"""A disk that can lose power: what is on it for certain, and what may be.

What it promises is what POSIX and a drive do, and no more:
- After fsync or fdatasync of a file its bytes and its size are there; its name is there only after
  an fsync of the folder. A name that was taken away may be back until then, with all its bytes.
- Of what was written later each sector is there or is not, whatever became of the others. Of
  several writes into one sector the first so many are there: the kernel's page has one state.
- The file has its old size, its new one, or any between. Where nothing was ever written within it
  are zeros, or what somebody else had left there.
- One sector was just being written: of the bytes that were to change in it the first so many are
  there, and the rest is as before, or anything. Those that were not to change stay, as SQLite's
  "powersafe overwrite" expects of drives.
- The folder itself is there: it was made long before.
"""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from tests.power_cuts.steps import FolderSynced, Made, Removed, Resized, Said, Step, Synced, Wrote

SECTORS = (512, 4096)
FATES = (0.0, 0.02, 0.5, 0.98, 1.0)
"""How probably a sector is there: between nothing and all, images that lack little find most."""


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


class Disk:
    """One folder's files, and the names they had and have."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._names: dict[str, list[File | None]] = {
            name: [File(content)] for name, content in files.items()
        }

    def do(self, step: Step) -> None:
        """Let a program do something."""
        match step:
            case Made(name):
                if self.file(name) is None:
                    self._names.setdefault(name, [None]).append(File())
            case Removed(name):
                self._names[name].append(None)
            case Wrote(name, at, data):
                self._open(name).write(at, data)
            case Resized(name, size):
                self._open(name).resize(size)
            case Synced(name):
                self._open(name).sync()
            case FolderSynced():
                self._names = {name: files[-1:] for name, files in self._names.items()}
            case Said():
                pass

    def file(self, name: str) -> File | None:
        """Give the file that has a name now."""
        return self._names.get(name, [None])[-1]

    def whole(self) -> dict[str, bytes]:
        """Give all files as programs see them."""
        return {name: file.whole() for name, file in self._now()}

    def after_a_cut(self, chance: Random) -> dict[str, bytes]:
        """Give all files as they might be found when the power is back."""
        sector = chance.choice(SECTORS)
        found = {name: chance.choice(files) for name, files in self._names.items()}
        return {
            name: file.after_a_cut(chance, sector)
            for name, file in found.items()
            if file is not None
        }

    def _open(self, name: str) -> File:
        file = self.file(name)
        assert file is not None, f"{name} was never made"
        return file

    def _now(self) -> Iterator[tuple[str, File]]:
        for name, files in self._names.items():
            if files[-1] is not None:
                yield name, files[-1]


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
