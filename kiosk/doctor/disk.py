"""The disk: a number is promised only once it is on it, so it must have room and be quick."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from kiosk.doctor.finding import Finding, look, ok, wrong

MB = 1_000_000
ROOM_MB, LITTLE_ROOM_MB = 500, 50
WRITES, BLOCK = 20, bytes(4096)
SLOW_MS = 50.0
"""From here on a visitor notices that the number waits for the disk."""

FORGETFUL = {"tmpfs", "ramfs"}
MOUNTS = Path("/proc/self/mounts")


def look_at_disk(folder: Path, mounts: Path = MOUNTS) -> Iterator[Finding]:
    """Examine the disk beneath a folder; leaves nothing behind."""
    if not folder.is_dir():
        yield look("disk", f"there is no folder {folder}", "name the kiosk's with --data")
        return
    yield _room(folder)
    if _kind(folder, mounts) in FORGETFUL:
        yield wrong(
            "disk",
            f"{folder} lies in memory, where a power cut takes every number that was promised",
            "mount a disk there",
        )
    yield _writing(folder)


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // MB
    says = f"{free} MB are free at {folder}"
    if free >= ROOM_MB:
        return ok("disk", says)
    return (look if free >= LITTLE_ROOM_MB else wrong)(
        "disk", says, "delete what is not Wartemarke's, or take a larger disk"
    )


def _writing(folder: Path) -> Finding:
    times_ms = []
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            for _ in range(WRITES):
                began = time.perf_counter()
                file.write(BLOCK)
                file.flush()
                os.fdatasync(file.fileno())
                times_ms.append((time.perf_counter() - began) * 1000)
    except OSError as error:
        return wrong(
            "disk",
            f"nothing can be written at {folder}: {error.strerror}",
            f"let this user write there (chown), and check the disk: dmesg, mount | grep {folder}",
        )
    says = f"a synced write takes {median(times_ms):.1f} ms, at most {max(times_ms):.1f} ms"
    if median(times_ms) < SLOW_MS:
        return ok("disk", says)
    return look("disk", says, "each number waits for one: take an SSD instead of a memory card")


def _kind(folder: Path, mounts: Path) -> str:
    """Give the kind of file system; the last of the deepest mounts is what is seen."""
    kind, deepest = "", -1
    for line in mounts.read_text("utf-8", errors="replace").splitlines():
        _, place, name, *_ = line.split(" ")
        if folder.resolve().is_relative_to(place) and len(place) >= deepest:
            kind, deepest = name, len(place)
    return kind
