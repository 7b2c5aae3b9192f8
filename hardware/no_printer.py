"""A place without a printer: the number stands on the screen only."""

from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.takes import Takes


class NoPrinter:
    """A `Printer` that refuses every slip."""

    def __init__(self) -> None:
        self.takes = Takes()

    def print(self, data: bytes) -> Outcome:
        """REFUSED, ABSENT."""
        return Outcome(Result.REFUSED, Cause.ABSENT)

    def state(self) -> PrinterState:
        """ABSENT."""
        return PrinterState.ABSENT

    def close(self) -> None:
        """Nothing to end."""
