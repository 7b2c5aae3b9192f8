"""Found: something plugged in that could be a printer or a scanner, for whoever sets one up."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Found:
    """Its address, its own name, its file now, and whether this user may open that."""

    address: str
    name: str
    file: Path
    allowed: bool
