import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.framing import CODE_BYTES_MAX, IDLE_S, Flaw, Framer, Scan


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03"])
def test_ends(end: bytes) -> None:
    """A code ends with CR, LF, CR LF, Tab or ETX, and nothing stands between two ends."""
    framer = Framer()
    assert framer.feed(b"A1" + end + b"B2" + end, 0.0) == [Scan("A1"), Scan("B2")]
    assert framer.tick(9.0) == []


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=99), max_size=5))
def test_split_anywhere(codes: list[str]) -> None:
    """Codes that arrive byte by byte are the same codes."""
    framer, scans = Framer(), []
    for byte in "".join(f"{code}\r\n" for code in codes).encode():
        scans += framer.feed(bytes([byte]), 0.0)
    assert scans == [Scan(code) for code in codes]


def test_aim_id() -> None:
    """The AIM id is split off and told; a bracket elsewhere is part of the code."""
    scans = Framer().feed(b"]Q1https://a\r\x02]d201\x1d21\x03x]Q1\r]Q\r", 0.0)
    assert scans == [
        Scan("https://a", "]Q1"),
        Scan("01\x1d21", "]d2"),
        Scan("x]Q1"),
        Scan("]Q"),
    ]


@pytest.mark.parametrize("junk", [b"a\x00b", b"\x1b[A", b"\xff\xfe", b"a\x10\x04\x01", b"\x7f"])
def test_garbage(junk: bytes) -> None:
    """Controls and broken UTF-8 are garbage, whose bytes are not passed on."""
    assert Framer().feed(junk + b"\rgood\r", 0.0) == [Scan("", flaw=Flaw.GARBAGE), Scan("good")]


def test_too_long() -> None:
    """A code longer than 512 bytes is told once and dropped up to its end."""
    framer = Framer()
    assert framer.feed(b"x" * CODE_BYTES_MAX + b"\r", 0.0) == [Scan("x" * CODE_BYTES_MAX)]
    assert framer.feed(b"x" * (CODE_BYTES_MAX + 1) + b"\r", 0.0) == [Scan("", flaw=Flaw.TOO_LONG)]
    assert framer.feed(b"x" * 400, 0.0) == []
    assert framer.feed(b"x" * 5000, 0.0) == []
    assert framer.feed(b"x\rgood\r", 0.0) == [Scan("", flaw=Flaw.TOO_LONG), Scan("good")]


def test_no_end() -> None:
    """A code without an end is told as partial after a pause, and does not spoil the next one."""
    framer = Framer()
    assert framer.feed(b"half", 1.0) == []
    assert framer.tick(1.0 + IDLE_S / 2) == []
    assert framer.tick(1.0 + IDLE_S) == [Scan("half", flaw=Flaw.PARTIAL)]
    assert framer.feed(b"half", 5.0) == []
    assert framer.tick(6.0) == [Scan("half", flaw=Flaw.PARTIAL)]
    assert framer.feed(b"whole\r", 6.0) == [Scan("whole")]


def test_busy_reader() -> None:
    """A code whose second half waited for a busy reader is still one code."""
    framer = Framer()
    assert framer.feed(b"ha", 1.0) == []
    assert framer.feed(b"lf\r", 3.0) == [Scan("half")]


@given(st.lists(st.tuples(st.binary(max_size=700), st.floats(0, 1)), max_size=20))
def test_any_noise(portions: list[tuple[bytes, float]]) -> None:
    """No noise breaks the scanner or gets controls into a text, and a good code is then read."""
    framer, now, scans = Framer(), 0.0, []
    for data, pause in portions:
        now += pause
        scans += framer.tick(now) + framer.feed(data, now)
    for scan in scans:
        assert len(scan.text.encode()) <= CODE_BYTES_MAX
        assert not set(scan.text) & set(map(chr, [*range(0x1C), 0x1F, *range(0x7F, 0xA0)]))
    assert framer.feed(b"\r]Q1good\r", now + 1)[-1] == Scan("good", "]Q1")
