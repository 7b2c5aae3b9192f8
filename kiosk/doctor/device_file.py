"""A device file: is it there, may this user open it, and does somebody else have it?"""

import contextlib
import errno
import fcntl
import getpass
import grp
import os
from pathlib import Path

from kiosk.doctor.finding import Finding, wrong

PROCESSES = Path("/proc")
RULES = "docs/systemd/70-wartemarke.rules"


def hindrance(about: str, file: Path, *, writes: bool = True) -> Finding | None:
    """Say why a device file cannot be used; None if it can."""
    if not os.access(file, os.R_OK | (os.W_OK if writes else 0), effective_ids=True):
        return _not_allowed(about, file)
    flags = (os.O_RDWR if writes else os.O_RDONLY) | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        descriptor = os.open(file, flags)
    except OSError as error:
        if error.errno == errno.EBUSY:
            return _taken(about, file)
        return wrong(about, f"{file} cannot be opened: {error.strerror}", "plug it in again")
    try:
        is_line = os.isatty(descriptor)
        # Serial lines are opened by any number of programs; ours lock what they use.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _taken(about, file)
    finally:
        os.close(descriptor)
    return _taken(about, file) if not is_line and holder(file) else None


def holder(file: Path, processes: Path = PROCESSES) -> str:
    """Name a process that has a file open, as far as this user may see; empty if there is none."""
    sought = str(file.resolve())
    for process in processes.glob("[0-9]*"):
        with contextlib.suppress(OSError):  # not ours to see, or ended just now
            if any(str(one.readlink()) == sought for one in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    return ""


def _taken(about: str, file: Path) -> Finding:
    by = holder(file) or "another program"
    return wrong(about, f"{by} holds {file}", "end that program, or take this device out of it")


def _not_allowed(about: str, file: Path) -> Finding:
    user, says = getpass.getuser(), f"this user may not use {file}"
    status = file.stat()
    try:
        group = grp.getgrgid(status.st_gid).gr_name
    except KeyError:
        group = str(status.st_gid)
    if group == "root" or not status.st_mode & 0o040:
        return wrong(about, says, f"write a rule for udev that gives it to a group: {RULES}")
    return wrong(
        about,
        f"{says}, which belongs to the group {group}",
        f"usermod -aG {group} {user}, then log in or start the kiosk again",
    )
