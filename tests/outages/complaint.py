"""A complaint: one thing that must not be, under the name of the promise that it breaks."""

from typing import NamedTuple


class Complaint(NamedTuple):
    """What was found, and where."""

    promise: str
    text: str

    def __str__(self) -> str:
        """Put it into one line."""
        return f"{self.promise}: {self.text}"
