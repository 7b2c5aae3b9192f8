import random

from hardware.framing import CODE_BYTES_MAX, CONTROLS, IDLE_S, Framer, Scan
from hardware.key_layouts import LAYOUTS
from hardware.key_records import KEY, MODIFIERS, RECORD, RELEASED, KeyReader
from tests.rounds import play

from .strokes import record, strokes

SCRAPS = (
    b"\r",
    b"\n",
    b"\t",
    b"\x02",
    b"\x03",
    b"]Q1",
    b"]",
    b"\x1d",
    b"\x00",
    "ß€".encode(),
    b"\xff",
)
GOOD = "]Q1AAAA-0001\r"


def noise(chance: random.Random) -> bytes:
    """Bytes of any kind, with more of those that mean something than chance alone would have."""
    length = int(chance.paretovariate(0.7)) % 3000
    if chance.random() < 0.3:
        return chance.randbytes(length)
    return b"".join(chance.choices(SCRAPS, k=length % 60))


def check(scans: list[Scan]) -> None:
    for scan in scans:
        assert len(scan.text.encode()) <= CODE_BYTES_MAX
        assert not CONTROLS.search(scan.text)
        assert not (scan.text and scan.flaw in ("garbage", "too_long"))


def line_round(chance: random.Random) -> None:
    framer, now = Framer(), 0.0
    for _ in range(chance.randrange(1, 40)):
        now += chance.choice((0.0, 0.01, IDLE_S, 9.0))
        if chance.random() < 0.5:
            check(framer.tick(now))
        check(framer.feed(noise(chance), now))
        if chance.random() < 0.1:
            framer.forget()
    if chance.random() < 0.5:
        check(framer.feed(b"\r", now))
    else:
        check(framer.tick(now + 2 * IDLE_S))
    good = GOOD.encode()
    cut = chance.randrange(len(good))
    scans = framer.feed(good[:cut], now + 1) + framer.feed(good[cut:], now + 1)
    assert scans == [Scan("AAAA-0001", "]Q1")]


def keys_round(chance: random.Random) -> None:
    layout = chance.choice(list(LAYOUTS))
    reader, framer = KeyReader(LAYOUTS[layout]), Framer()
    fed = 0
    for _ in range(chance.randrange(1, 40)):
        data = records(chance) if chance.random() < 0.7 else noise(chance)
        fed += len(data)
        check(framer.feed(reader.read(data), 0.0))
    reader.read(bytes(-fed % RECORD.size))
    for modifier in MODIFIERS:
        reader.read(record(KEY, modifier, RELEASED))
    framer.feed(b"\r", 0.0)
    scans = [scan for one in strokes(GOOD, layout) for scan in framer.feed(reader.read(one), 0.0)]
    assert scans == [Scan("AAAA-0001", "]Q1")]


def records(chance: random.Random) -> bytes:
    """Records of keys that there are, pressed and released without sense."""
    below = chance.randrange
    return b"".join(RECORD.pack(0, 0, below(3), below(256), below(3)) for _ in range(below(64)))


def test_noise_on_the_line(gate: bool) -> None:
    """For a minute of noise the framer never fails nor gives more than 512 bytes, and recovers."""
    play(line_round, 60 if gate else 3)


def test_noise_of_keys(gate: bool) -> None:
    """No records break the key reader, and once all modifiers are released a code is read."""
    play(keys_round, 20 if gate else 1)
