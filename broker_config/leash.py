"""Leash: becomes the program it is given, and that program ends when its parent does.

Run as a file: `python -I -S leash.py <pid of the parent> <program> <argument>…`. It stands between
the two because a function that runs between fork and exec is unsafe in a program with threads.
Linux counts the *thread* that started the child as its parent: start it from one that stays.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(argv: list[str]) -> None:
    """Ask the kernel for the signal, make sure the parent still lives, and become the program."""
    parent, *command = argv
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != int(parent):
        raise SystemExit("the parent ended before its child began")
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
