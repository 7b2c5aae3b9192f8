"""What of a text may be printed at all, and which of a printer's code pages holds its letters."""

import unicodedata

# Older printers know only the low page numbers, so the first page that holds the text wins.
# CP866 has no Ukrainian i and ghe: those texts go to WPC1251.
PAGES = (
    "CP437", "CP858", "CP1252", "CP852", "CP857", "CP866", "CP737", "CP775",
    "CP1250", "CP1251", "CP1254", "CP1253", "CP1257",
)  # fmt: skip
"""Code pages in order of preference; python-escpos and Python's codecs share these names."""


def printable(text: str) -> str:
    """The text with every blank a plain one and without controls, format marks and surrogates.

    What remains is letters, marks, numbers, punctuation, symbols and blanks: no byte below 20h and
    no 7Fh in any page of `PAGES`, hence no printer command.
    """
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace() or unicodedata.category(char) == "Zs":
            kept.append(" ")
        elif unicodedata.category(char)[0] in "LMNPS":
            kept.append(char)
    return "".join(kept)


def page_of(text: str) -> str | None:
    """The first page that holds all of `printable(text)`, or None: such a text has to be drawn."""
    wanted = printable(text)
    return next((page for page in PAGES if not missing(wanted, page)), None)


def nearest_page(text: str) -> str:
    """The page that holds most of the text, for a text that must come out whatever it holds."""
    wanted = printable(text)
    return min(PAGES, key=lambda page: missing(wanted, page))


def missing(text: str, page: str) -> int:
    """How many characters of the text the page does not hold."""
    return sum(not char.encode(page, "ignore") for char in text)
