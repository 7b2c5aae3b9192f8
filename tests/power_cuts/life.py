"""Life: one run of a program on its folder, as it is told to the process that lives it."""

import json
import os
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Life:
    """What one process does: so many operations of a plan that a seed draws, and then it ends.

    Unless it `ends_well` it just stops, as a killed one does.
    """

    seed: int
    number: int
    operations: int
    ends_well: bool

    def tell(self) -> str:
        """Write it as an argument."""
        return json.dumps(asdict(self))

    @classmethod
    def told(cls, text: str) -> "Life":
        """Read it from an argument."""
        return cls(**json.loads(text))


def say(text: str) -> None:
    """Tell the world something in one write, so that its place in the trace is known."""
    os.write(1, f"{text}\n".encode())


def stop_dead() -> None:
    """End as a killed process does: nothing is closed, nobody says goodbye."""
    os._exit(0)
