"""Typed codes: eight signs that a person can read out, the last of them a check on the others."""

from collections.abc import Callable

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0, 1, I, L and O, which look alike, and no vowels, so that no code spells a word."""

MODULUS = 29
"""The prime above the alphabet's 28: then no single wrong sign and no swapped pair goes unseen."""

RANDOM_SIGNS = 7
WEIGHTS = tuple(range(RANDOM_SIGNS + 1, 0, -1))
"""One for each place, all different; the check's own is 1."""


def mint_code(random_below: Callable[[int], int]) -> str:
    """Mint a code; `random_below(n)` gives a number from 0 to n - 1 that nobody can guess.

    There are 28 to the power of 7, 13 thousand million.
    """
    while True:
        values = [random_below(len(ALPHABET)) for _ in range(RANDOM_SIGNS)]
        check = -_weighed(values) % MODULUS
        if check < len(ALPHABET):  # one in 29 has no sign for its check
            signs = "".join(ALPHABET[value] for value in (*values, check))
            return f"{signs[:4]}-{signs[4:]}"


def _weighed(values: list[int]) -> int:
    return sum(weight * value for weight, value in zip(WEIGHTS, values, strict=False))
