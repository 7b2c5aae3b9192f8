"""What is said of a hub's file that cannot be used."""

from pathlib import Path


class StoreError(Exception):
    """The file cannot be used; the text says what to do."""


def unreadable(file: Path, error: Exception) -> StoreError:
    """Say that a file is damaged, or the disk under it."""
    return StoreError(
        f"cannot read {file} ({getattr(error, 'orig', error)}): look after the disk; if "
        "the file is damaged, put a copy back and start once with --restored"
    )
