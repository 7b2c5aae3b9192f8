from waiting_room.demo.people import Tally, plain
from waiting_room.demo.summary import lost, summary

FIGURES = {
    "issued": 3, "called": 2, "served": 1, "no_show": 1, "open": 1,
    "wait_p50_s": 4.0, "wait_p90_s": 9.0, "numbers": ["K001", "K002", "K003"],
}  # fmt: skip


def test_the_last_line_is_for_scripts():
    """Its form is fixed."""
    lines = summary(Tally(numbers=["K001", "K002", "K003"]), FIGURES)

    assert lines[-1] == "issued 3, called 2, served 1, no-show 1, lost 0"


def test_a_number_that_the_hub_does_not_know_is_lost():
    """So is one that two visitors saw; both are named."""
    shown = ["K001", "K002", "K002", "K009"]

    assert lost(shown, FIGURES) == ["K002", "K009"]
    assert summary(Tally(numbers=shown), FIGURES)[-2:] == [
        "lost: K002, K009",
        "issued 3, called 2, served 1, no-show 1, lost 2",
    ]


def test_troubles_are_told():
    """What did not work at a screen is said before the figures."""
    lines = summary(Tally(troubles=["at the kiosk: nothing there"]), FIGURES)

    assert lines[0] == "trouble at the kiosk: nothing there"


def test_a_shown_number_is_compared_as_it_is_on_the_wire():
    """The narrow space is for eyes."""
    assert plain("K\u202f042") == "K042"
