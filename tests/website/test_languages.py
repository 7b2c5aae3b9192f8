import pytest

from website.languages import choose, preferred

OFFERED = ("de", "en", "ar")


@pytest.mark.parametrize(
    ("accepted", "best_first"),
    [
        ("", []),
        ("de", ["de"]),
        ("en-GB,en;q=0.8,ar;q=0.9", ["en", "ar", "en"]),
        ("tr;q=0, de;q=nonsense, uk", ["uk"]),
    ],
)
def test_header(accepted: str, best_first: list[str]) -> None:
    """An Accept-Language header is read by weight; what is refused or unreadable is left out."""
    assert preferred(accepted) == best_first


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        ("ar", "de", "ar"),
        ("xx", "en", "en"),
        (None, "zh, ar;q=0.5", "ar"),
        (None, "zh", "de"),
        ("<script>", "", "de"),
    ],
)
def test_choice(asked: str | None, accepted: str, chosen: str) -> None:
    """The language asked for wins, then the browser's best, then the zone's first."""
    assert choose(asked, accepted, OFFERED) == chosen
