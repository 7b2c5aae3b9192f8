"""Steps: what a program did to the files of its folder, and what it said meanwhile, in order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A file was made, empty."""

    name: str


@dataclass(frozen=True)
class Wrote:
    """Bytes were written into a file, or past its end."""

    name: str
    at: int
    data: bytes


@dataclass(frozen=True)
class Resized:
    """A file was cut, or grew by zeros."""

    name: str
    size: int


@dataclass(frozen=True)
class Synced:
    """All that was written into a file so far is on the disk."""

    name: str


@dataclass(frozen=True)
class FolderSynced:
    """All names of the folder so far are on the disk."""


@dataclass(frozen=True)
class Removed:
    """A name was taken out of the folder."""

    name: str


@dataclass(frozen=True)
class Said:
    """The program told somebody something, which it can never take back."""

    text: str


Step = Made | Wrote | Resized | Synced | FolderSynced | Removed | Said
