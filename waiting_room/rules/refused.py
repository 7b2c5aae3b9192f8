"""Refused: how the rules say no, with a sentence for the person."""

from datetime import datetime


class Refused(Exception):
    """The rules' no: a code for programs, a sentence for people, and perhaps a time.

    `retry` is true when the same question may be answered with yes a moment later.
    """

    def __init__(
        self, code: str, text: str, *, retry: bool = False, at: datetime | None = None
    ) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.retry = retry
        self.at = at
