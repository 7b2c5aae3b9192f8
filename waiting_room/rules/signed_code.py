"""Signed codes: what the QR code of a booking says, as one closed line of text.

`WM1:SUED:7K2M-9BXC:ADVICE:20261123T0800Z:30:0:<key>:<signature>` has capitals, digits, `-` and `:`
only, which a QR code packs most tightly, and there is exactly one such text for each meaning.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import Field

from waiting_room.rules.booking import CODE_PATTERN
from waiting_room.rules.shape import Instant, Name, Shape

MARK = "WM1:"
"""How each signed code begins; its digit is raised when what follows changes."""

SIGNATURE_BYTES = 64
TIME = "%Y%m%dT%H%MZ"

GRAMMAR = re.compile(
    MARK + r"(?P<zone>[0-9A-Z-]{1,32}):(?P<code>[0-9A-Z]{4}-[0-9A-Z]{4}):"
    r"(?P<service>[0-9A-Z-]{1,32}):(?P<starts_at>[2-9][0-9]{7}T[0-9]{4}Z):"
    r"(?P<minutes>[1-9][0-9]{0,3}):(?P<revision>0|[1-9][0-9]{0,4}):"
    r"(?P<key>[2-7A-Z]{4}):(?P<signature>[2-7A-Z]{103})"
)


class SignedBooking(Shape):
    """What a signed code says of a booking: which visit, and nothing of the visitor."""

    zone: Name
    code: str = Field(pattern=CODE_PATTERN)
    service: Name
    starts_at: Instant
    minutes: int = Field(ge=1, le=9_999)
    revision: int = Field(ge=0, le=99_999)

    def text(self, key: str) -> str:
        """Write what is signed: everything before the signature."""
        starts = self.starts_at.astimezone(UTC).strftime(TIME)
        name = f"{self.zone}:{self.code}:{self.service}".upper()
        return f"{MARK}{name}:{starts}:{self.minutes}:{self.revision}:{key}"


@dataclass(frozen=True)
class SignedCode:
    """A signed code taken apart; whether the signature is right is not known here."""

    booking: SignedBooking
    key: str
    signature: bytes


def write_signed(booking: SignedBooking, key: str, signature: bytes) -> str:
    """Write a signed code."""
    return f"{booking.text(key)}:{_base32(signature)}"


def read_signed(text: str) -> SignedCode | None:
    """Take a signed code apart; None if the text is none, to the last bit."""
    found = GRAMMAR.fullmatch(text)
    if found is None:
        return None
    signature = b32decode(found["signature"] + "=")
    # Of the last sign three bits carry nothing: eight texts would mean the same.
    if _base32(signature) != found["signature"]:
        return None
    try:
        starts_at = datetime.strptime(found["starts_at"], TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    booking = SignedBooking(
        zone=found["zone"].lower(),
        code=found["code"],
        service=found["service"].lower(),
        starts_at=starts_at,
        minutes=int(found["minutes"]),
        revision=int(found["revision"]),
    )
    return SignedCode(booking, found["key"], signature)


def _base32(signature: bytes) -> str:
    return b32encode(signature).decode().rstrip("=")
