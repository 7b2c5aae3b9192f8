"""Tracing: run a program under strace, and read from it every change of the files in a folder.

What the kernel was asked is what counts, whichever library asked: a sync that SQLite skips, or that
goes to another file, is missing here, too. A call on the folder's files that is not understood ends
the reading, so that nothing can be overlooked.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.power_cuts.steps import FolderSynced, Made, Removed, Resized, Said, Step, Synced, Wrote

HARMLESS = frozenset(
    (
        "access", "chdir", "close", "execve", "faccessat2", "fadvise64", "fchmod", "fchown",
        "fcntl", "flock", "fstat", "fstatfs", "getcwd", "getdents64", "ioctl", "lseek", "lstat",
        "newfstatat", "pread64", "read", "readlink", "stat", "statfs", "statx",
    )
)  # fmt: skip
"""Calls on files that change neither their bytes nor their names."""

UNTRACED = "read,pread64,lseek,brk,mprotect,munmap,madvise,futex,rt_sigaction,rt_sigprocmask"
WRITTEN_WHOLE = "1048576"
"""The longest string that strace writes down, in bytes."""

_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_NO_FOLDER = re.compile(r'^\d+ +(?:rename|unlink|link|symlink|truncate|creat|mknod)\("(?!\\x2f)')
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.{3})?')
_FILE = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")


class NotUnderstood(Exception):
    """The trace has a line that may have changed a file in a way that is not known here."""


def trace(command: list[str], trace_file: Path) -> None:
    """Run a program to its end and write down all that it asks of the kernel."""
    strace = ["strace", "--seccomp-bpf", "-f", "-xx", "-y", "-s", WRITTEN_WHOLE]
    strace += ["-e", f"trace=!{UNTRACED}", "-o", str(trace_file), *command]
    subprocess.run(strace, check=True, stdout=subprocess.DEVNULL)


def read_trace(trace_file: Path, folder: Path, known: Iterable[str]) -> Iterator[Step]:
    """Give the steps in a folder from a trace, and what was said on standard output.

    `known` names the files that were there before.
    """
    reading = _Reading(folder, known)
    inside = _hex(f"{folder}/"), f"{_hex(str(folder))}>"
    with trace_file.open(encoding="ascii") as lines:
        for line in lines:
            if _NO_FOLDER.match(line):
                raise NotUnderstood(line[:300])  # it may well be the folder's
            if " write(1<" in line[:30] or any(part in line for part in inside):
                yield from reading.read(line)


class _Reading:
    """Reads lines, knowing which files there are."""

    def __init__(self, folder: Path, known: Iterable[str]) -> None:
        self._folder = str(folder)
        self._known = set(known)

    def read(self, line: str) -> Iterator[Step]:
        found = _CALL.match(line)
        if found is None:
            raise NotUnderstood(line[:300])
        call, arguments, result = found["name"], found["arguments"], int(found["result"])
        if call in HARMLESS or result < 0:
            return
        match call:
            case "write" if arguments.startswith("1<"):
                yield Said(_strings(arguments)[0][:result].decode())
            case "openat" if "O_TRUNC" not in arguments:
                name = self._name(_strings(arguments)[0])
                if "O_CREAT" in arguments and name not in self._known:
                    self._known.add(name)
                    yield Made(name)
            case "pwrite64":
                data = _strings(arguments)[0][:result]
                yield Wrote(self._opened(arguments), _last(arguments), data)
            case "ftruncate":
                yield Resized(self._opened(arguments), _last(arguments))
            case "fsync" | "fdatasync":
                name = self._opened(arguments)
                yield Synced(name) if name else FolderSynced()
            case "unlink":
                name = self._name(_strings(arguments)[0])
                self._known.discard(name)
                yield Removed(name)
            case _:
                raise NotUnderstood(line[:300])

    def _opened(self, arguments: str) -> str:
        """Give the name of the open file that a call is about, empty if it is the folder."""
        found = _FILE.match(arguments)
        assert found is not None, "whatever writes and syncs names an open file"
        return self._name(_bytes(found[1]))

    def _name(self, path: bytes) -> str:
        return path.decode().removeprefix(self._folder).removeprefix("/")


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _last(arguments: str) -> int:
    return int(arguments.rpartition(", ")[2])


def _strings(arguments: str) -> list[bytes]:
    found = _STRING.findall(arguments)
    if any(cut for _, cut in found):
        raise NotUnderstood(arguments[:300])
    return [_bytes(text) for text, _ in found]
