import time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hardware.answers import (
    BLOCK_MAX,
    Answer,
    AutomaticStatus,
    Block,
    Demultiplexer,
    Reply,
    Status,
)
from hardware.outcome import PrinterState
from hardware.status import automatic_state, state_of

SEED = 20261122
PROCESS_ID = b"\x37\x220042\0"
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


def test_head_in_noise() -> None:
    """Noise that looks like the head of a block does not swallow the answer that follows."""
    assert Demultiplexer().feed(b"\x5fAB\x12")[-1] == Status(0x12)


def noise(chance: Random) -> bytes:
    """Bytes of every kind of answer, whole, broken off, doubled or none, and any others."""
    answers = (
        b"\x12",
        b"\x1a",
        bytes.fromhex("10000c0f"),
        b"\x00",
        b"\x03",
        PROCESS_ID,
        b"\x5fTM\0",
    )
    parts = []
    for _ in range(chance.randrange(12)):
        part = chance.choice((*answers, chance.randbytes(chance.randrange(120)), b"\x37" * 3))
        parts.append(part[: chance.randrange(len(part) + 1)] if chance.random() < 0.3 else part)
    return b"".join(parts)


def test_fuzz(gate: bool) -> None:
    """No bytes in any portions raise, pile up, read differently, or deafen it to what follows."""
    ends_at = time.monotonic() + (60 if gate else 2)
    rounds = 0
    while time.monotonic() < ends_at:
        chance = Random(f"{SEED}-{rounds}")
        data = noise(chance)
        at_once, split = Demultiplexer(), Demultiplexer()
        answers = at_once.feed(data)
        portions: list[Answer] = []
        rest = data
        while rest:
            size = chance.randrange(1, 9)
            portions += split.feed(rest[:size])
            rest = rest[size:]
            assert len(split._pending) <= BLOCK_MAX, (SEED, rounds)
        assert (portions, split.dropped) == (answers, at_once.dropped), (SEED, rounds)
        heard = at_once.feed(b"\x16" + PROCESS_ID)
        assert heard[-2:] == [Status(0x16), Block(0x37, b"\x220042")], (SEED, rounds)
        rounds += 1
    assert rounds > 1000


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
