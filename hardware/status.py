"""Reads the status bits of Epson's command reference as one state of the printer."""

from hardware.outcome import PrinterState

ALL_WELL = 0x12


def state_of(answers: list[int]) -> PrinterState:
    """The state in the answers to DLE EOT 1 to 4; answers missing at the end count as all well."""
    printer, offline, error, paper = (*answers, *[ALL_WELL] * (4 - len(answers)))
    return _worst(
        cover=bool(offline & 0x04),
        paper_end=bool(offline & 0x20 or paper & 0x60),
        cutter=bool(error & 0x08),
        fault=bool(error & 0x60),
        offline=bool(printer & 0x08),
        paper_low=bool(paper & 0x0C),
    )


def automatic_state(data: bytes) -> PrinterState:
    """The state in the four bytes of an automatic status (GS a)."""
    return _worst(
        cover=bool(data[0] & 0x20),
        paper_end=bool(data[2] & 0x0C),
        cutter=bool(data[1] & 0x08),
        fault=bool(data[1] & 0x60),
        offline=bool(data[0] & 0x08),
        paper_low=bool(data[2] & 0x03),
    )


def _worst(
    *, cover: bool, paper_end: bool, cutter: bool, fault: bool, offline: bool, paper_low: bool
) -> PrinterState:
    # An open cover first: it often hides the paper sensor too, and must be closed in any case.
    if cover:
        return PrinterState.COVER_OPEN
    if paper_end:
        return PrinterState.PAPER_END
    if cutter:
        return PrinterState.CUTTER
    if fault:
        return PrinterState.FAULT
    if offline:
        return PrinterState.OFFLINE
    return PrinterState.PAPER_LOW if paper_low else PrinterState.OK
