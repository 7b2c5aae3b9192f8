"""Catalogues: one gettext file per language, read as it stands, with no build step."""

from collections.abc import Callable
from functools import cache
from gettext import c2py  # the plural rule of a .po file, as Python
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "po"

LANGUAGES = {
    "de": "Deutsch",
    "en": "English",
    "tr": "Türkçe",
    "ar": "العربية",
    "uk": "Українська",
    "ru": "Русский",
    "fr": "Français",
    "fa": "فارسی",
    "pl": "Polski",
    "ro": "Română",
}
"""Each language in its own script."""

SOURCE = "en"
"""The language that the messages are written in within the code."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def is_right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language in RIGHT_TO_LEFT


def message(text: str) -> str:
    """Mark a text that is kept in a table and said later, so that catalogues must have it."""
    return text


class Catalogue:
    """The messages of one language; a message that is missing is said in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._one: dict[str, str] = {}
        self._many: dict[str, tuple[str, ...]] = {}
        self._plural: Callable[[int], int] = lambda count: int(count != 1)
        file = FOLDER / f"{language}.po"
        if file.exists():
            self._read(file)

    def _read(self, file: Path) -> None:
        with file.open("rb") as opened:
            book = read_po(opened, locale=self.language)
        self._plural = c2py(book.plural_expr)
        for message in book:
            if not message.id or message.fuzzy:
                continue
            if isinstance(message.id, str):
                if message.string:
                    self._one[message.id] = str(message.string)
            elif isinstance(message.string, list | tuple) and all(message.string):
                self._many[message.id[0]] = tuple(message.string)

    def say(self, message: str, **fields: object) -> str:
        """Say a message; `{name}` in it is filled from the fields."""
        text = self._one.get(message, message)
        return text.format(**fields) if fields else text

    def count(self, one: str, many: str, count: int) -> str:
        """Say a message in the plural form that `count` asks for; `{count}` is filled."""
        forms = self._many.get(one)
        if forms is None:
            text = one if count == 1 else many
        else:
            text = forms[min(self._plural(count), len(forms) - 1)]
        return text.format(count=count)


@cache
def catalogue(language: str) -> Catalogue:
    """Give the catalogue of a language, read once."""
    return Catalogue(language)
