"""The words in which a printer says how it is and what became of a slip."""

from dataclasses import dataclass
from enum import StrEnum


class PrinterState(StrEnum):
    """What a printer says of itself when asked."""

    OK = "ok"
    PAPER_LOW = "paper_low"
    PAPER_END = "paper_end"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    FAULT = "fault"  # hot head, or an error only a mechanic can mend
    OFFLINE = "offline"  # it says it is off-line and gives no reason
    SILENT = "silent"  # the line is open and nobody answers
    UNREACHABLE = "unreachable"  # no line: switched off, unplugged, or taken by another program
    UNVERIFIED = "unverified"  # it was set up as one that is never asked
    ABSENT = "absent"  # there is no printer here, as it was set up

    @property
    def stops(self) -> bool:
        """Whether nothing can be printed in this state."""
        return self not in (PrinterState.OK, PrinterState.PAPER_LOW, PrinterState.UNVERIFIED)


class Result(StrEnum):
    """What became of a slip."""

    PRINTED = "printed"  # the printer said so, after the cut
    REFUSED = "refused"  # not a byte of the slip was sent
    UNKNOWN = "unknown"  # bytes were sent; there may be a whole, a half or no slip


class Cause(StrEnum):
    """Why a slip was not printed for sure; the names are those of `PrinterState`."""

    NONE = ""
    PAPER_END = "paper_end"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    FAULT = "fault"
    OFFLINE = "offline"
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    LINK_LOST = "link_lost"
    UNVERIFIED = "unverified"  # no fault: this printer is never asked
    ABSENT = "absent"


@dataclass(frozen=True)
class Outcome:
    """A result and, unless it is PRINTED, its cause."""

    result: Result
    cause: Cause = Cause.NONE
