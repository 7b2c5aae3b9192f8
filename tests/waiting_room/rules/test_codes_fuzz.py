"""What people hold under a scanner or type, as noise of every kind."""

from random import Random

from tests.rounds import play
from waiting_room.rules.booking import tidy_code
from waiting_room.rules.signed_code import MARK, read_signed
from waiting_room.wire.signature import Signer, new_private_key, verify

WHOLE = "WM1:SUED:7K2M-9BXC:ADVICE:20261123T0800Z:30:0:ABCD:" + "A" * 103
SCRAPS = (
    MARK, ":", "::", "-", "A" * 103, "20261123T0800Z", "99999999T9999Z", "7K2M-9BXC", "30", "0",
    "00", "-1", "٣٠", "²", "ß", "İ", "\u202e", "\x00", "\x1b@", "\n", "💥", "\ud800", " ",
)  # fmt: skip
SIGNER = Signer(new_private_key())


def text(chance: Random) -> str:
    """Write something: a whole code with a few changes, scraps of codes, or any signs at all."""
    kind = chance.random()
    if kind < 0.4:
        signs = list(WHOLE)
        for _ in range(chance.randrange(4)):
            signs[chance.randrange(len(signs))] = chance.choice(
                (*SCRAPS, chr(chance.randrange(500)))
            )
        return "".join(signs)
    if kind < 0.8:
        return "".join(chance.choices(SCRAPS, k=chance.randrange(12)))
    return "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randrange(600)))


def one_round(chance: Random) -> None:
    for _ in range(50):
        said = text(chance)
        code = read_signed(said)
        if code is not None:
            assert code.booking.text(code.key) == said.rpartition(":")[0], "one text, one meaning"
        assert verify(said, SIGNER.public_keys) is None, "nobody has signed this"
        tidy = tidy_code(said)
        assert tidy_code(tidy) == tidy
        assert tidy.isascii()


def test_any_text_is_a_code_or_none(gate: bool) -> None:
    """No text ends the program, means two things, or passes for a signed one."""
    play(one_round, seconds=60 if gate else 3)
