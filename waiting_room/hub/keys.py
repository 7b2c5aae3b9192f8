"""The zone's private keys, with which its booking codes are signed: one file, for the hub alone."""

import os
from pathlib import Path

from waiting_room.wire.signature import Signer, new_private_key

ONLY_OURS = 0o600


class KeyFileError(Exception):
    """The keys cannot be used; the text says what to do."""


def open_keys(file: Path) -> Signer:
    """Read the keys; at the first start one is made. The last one signs, all others still count.

    Raises KeyFileError if others could read them too, or if they are no keys.
    """
    if not file.exists():
        _write(file, new_private_key())
    if file.stat().st_mode & 0o077:
        raise KeyFileError(f"others can read {file}; make it the hub's alone: chmod 600 {file}")
    try:
        return Signer(file.read_bytes())
    except ValueError as error:
        raise KeyFileError(f"cannot read the keys in {file}: {error}") from None


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)
    draft.rename(file)
