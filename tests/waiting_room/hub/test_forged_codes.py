"""A hundred thousand damaged and forged booking codes, and none lets anybody in."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from random import Random

import pytest

from tests.waiting_room.hub.conftest import MONDAY_NINE
from waiting_room.hub.shown_code import read_shown
from waiting_room.rules import commands as asked
from waiting_room.rules.booking import Booking, tidy_code
from waiting_room.rules.decide import decide
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.typed_code import ALPHABET, mint_code
from waiting_room.wire.signature import Signer, new_private_key

SIGNED, TYPED = 80_000, 20_000
BOOKINGS = 500
BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
QR_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LOOK_ALIKES = str.maketrans("AEOKMTX0158B", "АЕОКМТХOILS8")
"""Cyrillic letters for Latin ones, and signs that people confuse."""

Damage = Callable[[str], str]


class Forger:
    """Damages codes, each time in the same ways."""

    def __init__(self, bookings: list[Booking], ours: Signer) -> None:
        self.chance = Random(20_261_122)
        self.signed = [(one, ours.sign(said(one))) for one in bookings]
        self.theirs = Signer(new_private_key())
        self.ours = ours
        self.kinds: dict[str, Damage] = {
            "a bit is flipped": self.flip,
            "two signs changed places": self.swap,
            "the end is missing": lambda text: text[: self.place(text)],
            "a part is missing": self.cut,
            "a sign is too many": self.insert,
            "a sign is another": self.replace,
            "small letters": lambda text: text[: (at := self.place(text))] + text[at:].lower(),
            "letters that look alike": self.look_alike,
            "something before or after": self.frame,
            "bits that carry nothing": self.tail,
            "another's signature": self.transplant,
            "another field": self.field,
            "another key's signature": self.other_key,
            "another key's signature under our key's name": self.borrowed_name,
        }

    def place(self, text: str) -> int:
        return self.chance.randrange(len(text))

    def flip(self, text: str) -> str:
        at = self.place(text)
        flipped = chr(ord(text[at]) ^ 1 << self.chance.randrange(7))
        return text[:at] + flipped + text[at + 1 :]

    def swap(self, text: str) -> str:
        one, two = sorted((self.place(text), self.place(text)))
        signs = list(text)
        signs[one], signs[two] = signs[two], signs[one]
        return "".join(signs)

    def cut(self, text: str) -> str:
        at = self.place(text)
        return text[:at] + text[at + self.chance.randrange(1, 9) :]

    def insert(self, text: str) -> str:
        at = self.place(text)
        return text[:at] + self.chance.choice(QR_SIGNS) + text[at:]

    def replace(self, text: str) -> str:
        at = self.place(text)
        return text[:at] + self.chance.choice(QR_SIGNS) + text[at + 1 :]

    def look_alike(self, text: str) -> str:
        at = self.place(text)
        return text[:at] + text[at:].translate(LOOK_ALIKES)

    def frame(self, text: str) -> str:
        more = self.chance.choice((" ", "\n", "\r\n", "\t", "\0", "=", "\ufeff", "WM1:", text))
        return more + text if self.chance.random() < 0.5 else text + more

    def tail(self, text: str) -> str:
        last = BASE_32.index(text[-1]) ^ self.chance.randrange(1, 8)
        return text[:-1] + BASE_32[last]

    def transplant(self, text: str) -> str:
        _, other = self.chance.choice(self.signed)
        return text.rpartition(":")[0] + ":" + other.rpartition(":")[2]

    def field(self, text: str) -> str:
        """Take the fields of other bookings, some or all but one, with this one's signature."""
        _, other = self.chance.choice(self.signed)
        parts, theirs = text.split(":"), other.split(":")
        for at in self.chance.sample(range(1, 7), self.chance.randrange(1, 6)):
            parts[at] = theirs[at] if parts[at] != theirs[at] else str(self.chance.randrange(99))
        return ":".join(parts)

    def other_key(self, text: str) -> str:
        booking, _ = self.chance.choice(self.signed)
        return self.theirs.sign(said(booking))

    def borrowed_name(self, text: str) -> str:
        booking, ours = self.chance.choice(self.signed)
        forged = self.theirs.sign(said(booking)).split(":")
        forged[-2] = ours.split(":")[-2]
        return ":".join(forged)

    def typed(self, code: str) -> str:
        """Damage a typed code, in one way or two."""
        kinds = (self.swap, self.insert_sign, self.replace_sign, self.cut, self.look_alike)
        for damage in self.chance.sample(kinds, self.chance.randrange(1, 3)):
            code = damage(code) or "-"
        return code

    def insert_sign(self, code: str) -> str:
        at = self.place(code)
        return code[:at] + self.chance.choice(ALPHABET) + code[at:]

    def replace_sign(self, code: str) -> str:
        at = self.place(code)
        return code[:at] + self.chance.choice(ALPHABET) + code[at + 1 :]


def said(booking: Booking) -> SignedBooking:
    return SignedBooking.model_validate(booking, from_attributes=True, extra="ignore")


@pytest.fixture
def room(stage) -> WaitingRoom:
    """A room with five hundred bookings of today, of which each could check in now."""
    chance = Random(1)
    room = stage.room
    bookings = tuple(
        Booking(
            code=mint_code(chance.randrange),
            zone="sued",
            service="advice",
            starts_at=MONDAY_NINE + timedelta(minutes=chance.randrange(-15, 30)),
            revision=chance.randrange(3),
            made_here=True,
        )
        for _ in range(BOOKINGS)
    )
    for event in decide(room, asked.AddBookings(bookings=bookings), MONDAY_NINE):
        room.apply(event, MONDAY_NINE)
    return room


def test_a_hundred_thousand_mutated_codes_let_nobody_in(room):
    """Damaged, swapped, cut, forged, signed by others: not one opens its own or another booking."""
    ours = Signer(new_private_key())
    bookings = list(room.bookings.values())
    forger = Forger(bookings, ours)
    whole = {text for _, text in forger.signed}
    tokens = tokens_one_by_one()
    tried: Counter[str] = Counter()
    told: Counter[str] = Counter()

    def lets_in(code: str) -> str | None:
        """Check in with a code as the hub does; gives the booking that it opened."""
        try:
            command = asked.CheckIn.model_construct(code=code, token=next(tokens))
            *_, check_in = read_shown(room, ours.public_keys, command)
            (issued,) = decide(room, check_in, MONDAY_NINE, "kiosk-1")
        except Refused as refused:
            told[refused.code] += 1
            return None
        return issued.ticket.booking  # type: ignore[attr-defined, no-any-return]

    while tried.total() < SIGNED:
        kind = forger.chance.choice(list(forger.kinds))
        _, text = forger.chance.choice(forger.signed)
        mutated = forger.kinds[kind](text)
        if mutated not in whole:
            tried[kind] += 1
            assert lets_in(mutated) is None, f"{kind}: {mutated!r}"
    while tried["typed"] < TYPED:
        code = forger.chance.choice(bookings).code
        mutated = forger.typed(code)
        if tidy_code(mutated) != code:
            tried["typed"] += 1
            assert lets_in(mutated) is None, f"{code} as {mutated}"

    assert tried.total() == SIGNED + TYPED == 100_000
    assert min(tried.values()) > 4_000, "every kind was tried"
    assert set(told) == {"not_a_booking", "other_zone"}
    assert {lets_in(text) for _, text in forger.signed} == set(room.bookings), "whole ones do"
    assert {lets_in(one.code.lower()) for one in bookings} == set(room.bookings)


def tokens_one_by_one() -> Iterator[str]:
    """Give a token for each check-in."""
    return (f"{n:026}".translate(str.maketrans("0189", "aeio")) for n in count())
