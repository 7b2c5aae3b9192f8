"""Tokens: minted by whoever prints a slip, so that its code is there before any answer."""

import secrets
from base64 import b32encode

TOKEN_BYTES = 16


def mint_token() -> str:
    """Mint 128 random bits as base 32 in lower case, which a `Token` accepts."""
    return b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=").lower()
