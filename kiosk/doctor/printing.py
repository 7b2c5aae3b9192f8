"""The printer: how it says it is, and what becomes of a test slip."""

from collections.abc import Iterable

from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import Printer
from hardware.slip import Align, Block, Qr, Space, Text
from kiosk.doctor.finding import Finding, look, ok, wrong
from kiosk.doctor.printer_line import look_at_line
from kiosk.shaping import ticket_bytes
from waiting_room.words import catalogue, is_right_to_left

TRIAL_CODE = "WARTEMARKE-TEST"
TRIAL_NUMBER = "000"
"""No visitor ever gets it: numbers begin with a letter."""

TROUBLES = {
    "paper_end": ("the paper has run out", "put in a new roll"),
    "cover_open": ("the cover is open", "close it"),
    "cutter": ("the cutter is stuck", "switch it off, pull the paper out, and switch it on again"),
    "fault": ("it reports a fault, such as a hot head", "let it cool down, then have it mended"),
    "offline": ("it says that it is off-line, and not why", "press FEED, or switch it off and on"),
    "silent": (
        "it does not answer",
        "switch it off and on; if it never answers such questions, write ?status=none",
    ),
    "unreachable": (
        "it cannot be reached",
        "is it switched on, and its cable in? Is its address in the zone's file right?",
    ),
    "link_lost": ("the line broke while it printed", "look after the cable, and print again"),
    "absent": ("there is none, as the zone's file says", "nothing, if that is meant"),
}
"""What is wrong, and what to do, by the words of `PrinterState` and `Cause`."""


def look_at_state(state: PrinterState, url: str) -> Finding:
    """Say how the printer at an address is."""
    match state:
        case PrinterState.OK:
            return ok("printer", f"{url} is ready, and has paper")
        case PrinterState.PAPER_LOW:
            return look("printer", f"{url} is ready, its paper runs low", "have a new roll at hand")
        case PrinterState.UNVERIFIED:
            return look(
                "printer",
                f"{url} has an open line; it is set up as one that is never asked (?status=none)",
                "look whether it prints: --print",
            )
        case PrinterState.ABSENT:
            return look("printer", *TROUBLES[state])
        case PrinterState.UNREACHABLE if (known := look_at_line(url)) is not None:
            return known
    why, do = TROUBLES[state]
    return wrong("printer", f"{url}: {why}", do)


def print_trial(printer: Printer, languages: Iterable[str]) -> Finding:
    """Print a test slip and say what became of it."""
    return look_at_outcome(printer.print(ticket_bytes(trial_slip(languages), printer.takes)))


def trial_slip(languages: Iterable[str]) -> tuple[Block, ...]:
    """Write the test slip, with a line in each of some languages."""
    blocks: list[Block] = [Text(TRIAL_NUMBER, size=8, bold=True, align="center"), Space(32)]
    for language in dict.fromkeys(languages):
        words = catalogue(language)
        side: Align = "right" if is_right_to_left(language) else "left"
        blocks += [Text(words.say("This is only a test of the printer."), align=side), Space(16)]
    return (*blocks, Qr(TRIAL_CODE))


def look_at_outcome(outcome: Outcome) -> Finding:
    """Say what became of the test slip."""
    if outcome.result is Result.PRINTED:
        return ok(
            "test slip",
            "the printer says that it is out",
            "look at it: is its Arabic joined, from right to left, and can its code be scanned?",
        )
    if outcome.cause is Cause.UNVERIFIED:
        return look("test slip", "it was sent, and nobody can know more", "look at the paper")
    why, do = TROUBLES[outcome.cause]
    if outcome.result is Result.REFUSED:
        return wrong("test slip", f"it was not printed, for {why}", do)
    return wrong("test slip", f"there may be a whole, a half or none, for {why}", do)
