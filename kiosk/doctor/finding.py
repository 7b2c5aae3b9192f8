"""A finding: one sentence about one thing, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """How it stands with a thing."""

    OK = "ok"
    LOOK = "look"  # it works, or cannot be known; a person should look
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """What was found; `do` is empty where there is nothing to do."""

    sign: Sign
    about: str
    says: str
    do: str = ""

    def line(self) -> str:
        """Write it for a person."""
        next_step = f" → {self.do}" if self.do else ""
        return f"{self.sign:<6}{self.about}: {self.says}.{next_step}"


def ok(about: str, says: str, do: str = "") -> Finding:
    """Find that something is well."""
    return Finding(Sign.OK, about, says, do)


def look(about: str, says: str, do: str) -> Finding:
    """Find what a person should look at."""
    return Finding(Sign.LOOK, about, says, do)


def wrong(about: str, says: str, do: str) -> Finding:
    """Find that something is wrong."""
    return Finding(Sign.WRONG, about, says, do)
