"""Codes: what a scan says: the code of a booking, the page of a ticket, or neither."""

import re
from collections.abc import Callable

from pydantic import TypeAdapter, ValidationError

from hardware.framing import SAME_CODE_S
from waiting_room.rules.booking import CODE_PATTERN, tidy_code
from waiting_room.rules.shape import Token
from waiting_room.rules.signed_code import read_signed

_token: TypeAdapter[str] = TypeAdapter(Token)


def is_booking(text: str) -> bool:
    """Tell whether a text reads as a booking's code, whether or not there is one."""
    return bool(re.fullmatch(CODE_PATTERN, tidy_code(text))) or read_signed(text) is not None


def token_in(text: str, ticket_pages: str) -> str:
    """Give the token of a ticket's page, as slips have it in their QR code; empty for other texts.

    `ticket_pages` is what all such pages' addresses begin with, empty if there are none.
    """
    if not ticket_pages or not text.startswith(ticket_pages):
        return ""
    try:
        return _token.validate_python(text.removeprefix(ticket_pages))
    except ValidationError:
        return ""


class LastCode:
    """The code that was answered last; `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._code = ""
        self._at_s = float("-inf")

    def is_held(self, code: str) -> bool:
        """Tell whether a code is still the one from a moment ago; each look makes that later."""
        now_s = self._clock()
        is_held = code == self._code and now_s - self._at_s < SAME_CODE_S
        if is_held:
            self._at_s = now_s
        return is_held

    def take(self, code: str) -> None:
        """Remember a code that is answered now."""
        self._code, self._at_s = code, self._clock()
