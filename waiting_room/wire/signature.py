"""Signatures: booking codes that whoever has the public key can verify, also without the hub."""

import hashlib
from base64 import b32decode, b32encode
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from waiting_room.rules.signed_code import SignedBooking, SignedCode, read_signed, write_signed

PublicKeys = Mapping[str, str]
"""Public keys in base 32 by their ids, as `view/zone` shows them."""

END_OF_KEY = b"-----END PRIVATE KEY-----"


class Signer:
    """Signs with the last of a zone's keys; codes of the ones before stay valid."""

    def __init__(self, pem: bytes) -> None:
        """Read the private keys, PEM one after the other; ValueError if there is none."""
        blocks = [part + END_OF_KEY for part in pem.split(END_OF_KEY)[:-1]]
        keys = [_private_key(block) for block in blocks]
        if not keys:
            raise ValueError("there is no private key in it")
        self._key = keys[-1]
        self._id, _ = _public(self._key)
        self.public_keys: PublicKeys = dict(_public(key) for key in keys)

    def sign(self, booking: SignedBooking) -> str:
        """Write a booking's signed code."""
        signature = self._key.sign(booking.text(self._id).encode())
        return write_signed(booking, self._id, signature)


def new_private_key() -> bytes:
    """Make a private key, as PEM."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def verify(text: str, keys: PublicKeys) -> SignedBooking | None:
    """Give what a signed code says; None if it is none, or not signed by one of these keys."""
    code = read_signed(text)
    return code.booking if code is not None and is_signed(code, keys) else None


def is_signed(code: SignedCode, keys: PublicKeys) -> bool:
    """Tell whether one of these keys has signed a code."""
    if code.key not in keys:
        return False
    public = Ed25519PublicKey.from_public_bytes(b32decode(keys[code.key] + "===="))
    try:
        public.verify(code.signature, code.booking.text(code.key).encode())
    except InvalidSignature:
        return False
    return True


def _private_key(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("a key in it is not of Ed25519")
    return key


def _public(key: Ed25519PrivateKey) -> tuple[str, str]:
    """Give a key's id, four signs that follow from it, and its public half."""
    public = key.public_key().public_bytes_raw()
    id = b32encode(hashlib.sha256(public).digest()).decode()[:4]
    return id, b32encode(public).decode().rstrip("=")
