from hypothesis import given
from hypothesis import strategies as st

from hardware.answers import Answer, AutomaticStatus, Block, Demultiplexer, Reply, Status
from hardware.outcome import PrinterState
from hardware.status import automatic_state, state_of

MIXED = bytes.fromhex("12 10000c0f 13 00 37223030343200 11 1a 5f5700 38000011 0f 16")
SORTED = [
    Status(0x12),
    AutomaticStatus(bytes.fromhex("10000c0f")),
    Reply(0x00),
    Block(0x37, b"\x220042"),
    Status(0x1A),
    Block(0x5F, b"W"),
    AutomaticStatus(bytes.fromhex("3800000f")),
    Status(0x16),
]


def test_all_kinds() -> None:
    """Status, automatic status, replies and blocks are told apart, with flow control between."""
    assert Demultiplexer().feed(MIXED) == SORTED


def test_split_anywhere() -> None:
    """Answers that arrive byte by byte are the same answers."""
    demultiplexer = Demultiplexer()
    answers: list[Answer] = []
    for byte in MIXED:
        answers += demultiplexer.feed(bytes([byte]))
    assert answers == SORTED


def test_broken_automatic_status() -> None:
    """An automatic status broken off by a status byte does not swallow it."""
    assert Demultiplexer().feed(b"\x10\x00\x12") == [Reply(0), Status(0x12)]


def test_endless_block() -> None:
    """A block that does not end is given up, and what follows is heard again."""
    demultiplexer = Demultiplexer()
    demultiplexer.feed(b"\x5f" + b"\xff" * 200)
    assert demultiplexer.feed(b"\x12") == [Status(0x12)]


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_any_noise(portions: list[bytes]) -> None:
    """No noise on the line is more than noise."""
    demultiplexer = Demultiplexer()
    for portion in portions:
        demultiplexer.feed(portion)


def test_states() -> None:
    """Status bits become one state, the one a person must mend first."""
    assert state_of([0x12, 0x12, 0x12, 0x12]) is PrinterState.OK
    assert state_of([0x12, 0x12, 0x12, 0x1E]) is PrinterState.PAPER_LOW
    assert state_of([0x1A, 0x32, 0x12, 0x7E]) is PrinterState.PAPER_END
    assert state_of([0x1A, 0x36, 0x12, 0x7E]) is PrinterState.COVER_OPEN
    assert state_of([0x1A, 0x52, 0x1A, 0x12]) is PrinterState.CUTTER
    assert state_of([0x1A, 0x52, 0x32, 0x12]) is PrinterState.FAULT
    assert state_of([0x1A]) is PrinterState.OFFLINE
    assert automatic_state(bytes.fromhex("3800000f")) is PrinterState.COVER_OPEN
    assert automatic_state(bytes.fromhex("18000f0f")) is PrinterState.PAPER_END
    assert automatic_state(bytes.fromhex("1000030f")) is PrinterState.PAPER_LOW
