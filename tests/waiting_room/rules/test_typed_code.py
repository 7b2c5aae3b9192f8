import re
from itertools import combinations
from random import Random

from waiting_room.rules.booking import CODE_PATTERN
from waiting_room.rules.typed_code import ALPHABET, MODULUS, WEIGHTS, mint_code


def is_well_typed(code: str) -> bool:
    """Tell whether a code's check sign fits the others."""
    values = [ALPHABET.index(sign) for sign in code.replace("-", "")]
    return sum(w * value for w, value in zip(WEIGHTS, values, strict=True)) % MODULUS == 0


def codes(count: int) -> list[str]:
    """Mint codes from chance that is the same each time."""
    chance = Random(7)
    return [mint_code(chance.randrange) for _ in range(count)]


def test_minted_codes_are_codes_and_fit_their_check():
    """They have the form of all codes, and nothing in them is confused or spells a word."""
    for code in codes(2000):
        assert re.fullmatch(CODE_PATTERN, code)
        assert is_well_typed(code)
        assert not set(code) & set("01ILOAEU")
    assert len(set(codes(2000))) == 2000


def test_no_wrong_sign_and_no_swapped_pair_goes_unseen():
    """Every single wrong sign, and every two signs that changed places, break the check."""
    for code in codes(20):
        signs = code.replace("-", "")
        for place, right in enumerate(signs):
            for wrong in ALPHABET.replace(right, ""):
                assert not is_well_typed(signs[:place] + wrong + signs[place + 1 :])
        for one, two in combinations(range(8), 2):
            swapped = list(signs)
            swapped[one], swapped[two] = signs[two], signs[one]
            assert is_well_typed("".join(swapped)) == (signs[one] == signs[two])
