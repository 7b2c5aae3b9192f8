"""Options: what follows the “?” in a device's address, with a sentence for each that is wrong."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

NUMBER = re.compile("[1-9][0-9]{0,8}")


def parts_of(url: str) -> tuple[str, str, str]:
    """The kind, the place and the options of an address KIND:PLACE?OPTIONS; no kind if no “:”."""
    kind, colon, rest = url.partition(":")
    place, _, options = rest.partition("?")
    return kind if colon else "", place, options


class Options:
    """The options of one address; each is taken once, and none may be left.

    `what` is the kind of device and `forms` how its addresses look, for the sentences. Whatever is
    wrong raises ValueError.
    """

    def __init__(self, url: str, query: str, what: str, forms: str) -> None:
        self._url = url
        self._what = what
        self._forms = forms
        if not url.isprintable():
            raise self.wrong("It has signs that cannot be seen")  # NUL, which no path can have
        try:
            self._left = dict(parse_qsl(query, strict_parsing=bool(query), keep_blank_values=True))
        except ValueError:
            raise self.wrong("Options after the “?” are name=value, joined by “&”") from None

    def one_of(self, name: str, values: Sequence[str], default: str) -> str:
        """Takes an option that is one of some words."""
        value = self._left.pop(name, default)
        if value not in values:
            raise self.wrong(f"{name} is {', '.join(values[:-1])} or {values[-1]}, not “{value}”")
        return value

    def number(self, name: str, default: int) -> int:
        """Takes an option that is a whole number above zero and below a thousand million."""
        value = self._left.pop(name, str(default))
        if not NUMBER.fullmatch(value):
            raise self.wrong(f"{name} is a whole number such as {default}, not “{value}”")
        return int(value)

    def nothing_left(self) -> None:
        """Sees that every option was one."""
        if self._left:
            raise self.wrong(f"It has no option “{next(iter(self._left))}”")

    def wrong(self, reason: str) -> ValueError:
        """Gives the error that says why the address is none, and how one looks."""
        text = f"“{self._url}” is no {self._what}: {reason}. A {self._what} is {self._forms}."
        return ValueError(text)
