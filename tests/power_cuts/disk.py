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

from collections.abc import Iterator
from random import Random

from tests.power_cuts.file import File
from tests.power_cuts.steps import FolderSynced, Made, Removed, Resized, Said, Step, Synced, Wrote

SECTORS = (512, 4096)
"""How much a drive writes whole, in bytes: one of these, or the other."""


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
