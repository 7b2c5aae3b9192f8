"""The kiosk's own ticket on a line that is cut at every byte."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import zxingcpp
from PIL import ImageOps
from PySide6.QtGui import QGuiApplication

from hardware.emulator.faults import Strike
from hardware.emulator.machine import Machine
from hardware.emulator.paper import Piece
from hardware.emulator.server import NetworkMachine
from hardware.escpos_encoder import encode
from hardware.network_printer import network_printer
from hardware.outcome import Cause, Outcome, Result
from hardware.slip import Slip
from hardware.takes import Draw
from kiosk.issued import Issued
from kiosk.receipt import receipt
from kiosk.shaping import shaped
from waiting_room.hub.showing import zone_view
from waiting_room.words import catalogue

from .zone import zone_of

TOKEN = "abcdefghijklmnopqrstuvwx23"
QUESTIONS = 12
"""Bytes that a printer is asked before a ticket."""


def ticket(draw: Draw, width_dots: int, *, copy: bool) -> bytes:
    """What the kiosk sends for one visitor."""
    issued = Issued(
        number="K042",
        token=TOKEN,
        service="papers",
        language="de",
        issued_at=datetime(2026, 11, 23, 8, 41, tzinfo=UTC),
        ahead=7,
        wait_s=(900, 1500),
    )
    slip = receipt(issued, zone_view(zone_of(), {}), catalogue("de"), copy=copy)
    return encode(shaped(Slip(slip.blocks, width_dots), draw))


@pytest.mark.parametrize(
    ("draw", "width_dots"),
    [(Draw.NEEDED, 576), (Draw.LARGE, 384)],
    ids=["native", "with a picture"],
)
def test_cut_at_every_byte(
    qapp: QGuiApplication,
    portion: Callable[[list[int]], list[int]],
    draw: Draw,
    width_dots: int,
) -> None:
    """Wherever the line is cut, the ticket is UNKNOWN and its copy comes out whole and alone."""
    data = ticket(draw, width_dots, copy=False)
    copy = ticket(Draw.NEEDED, width_dots, copy=True)
    on_paper: list[Piece] = []
    Machine(on_paper.append, width_dots).receive(copy)
    framed = ImageOps.expand(on_paper[0].image.convert("L"), 40, 255)
    link = f"https://warten.example.org/t/{TOKEN}"
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [link]
    wanted = on_paper[0].image.tobytes()
    with NetworkMachine(width_dots=width_dots) as end:
        printer = network_printer("127.0.0.1", end.port)
        for sent in portion(list(range(1, len(data) + 1))):
            end.machine.strikes.append(Strike(QUESTIONS + sent, end.machine.hang_up))
            assert printer.print(data) == Outcome(Result.UNKNOWN, Cause.LINK_LOST), sent
            assert printer.print(copy) == Outcome(Result.PRINTED), sent
            assert end.tray.pieces[-1].image.tobytes() == wanted, sent
