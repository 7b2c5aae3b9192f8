"""Languages: which one a page is shown in."""

from collections.abc import Sequence


def choose(asked: str | None, accepted: str, offered: Sequence[str]) -> str:
    """Choose the language asked for, else the best that the browser accepts, else the first."""
    if asked is not None and asked in offered:
        return asked
    for language in preferred(accepted):
        if language in offered:
            return language
    return offered[0]


def preferred(accepted: str) -> list[str]:
    """Read an Accept-Language header: the codes without their regions, the best first."""
    weighed = []
    for part in accepted.lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight or 1)
        except ValueError:
            continue
        if tag and quality > 0:
            weighed.append((-quality, tag.split("-")[0]))
    return [language for _, language in sorted(weighed, key=lambda one: one[0])]
