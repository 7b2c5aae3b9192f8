from collections.abc import Callable
from typing import Any

Sit = Callable[..., Any]


def test_undo_takes_the_last_step_back(house: Any, sit_down: Sit) -> None:
    """After a wrong finish one press brings the visit back, and a sentence says so."""
    number = house.issue()
    clerk = sit_down()
    assert clerk.screen.undoText == ""
    clerk.do("callNext")
    clerk.do("start")
    clerk.do("finish")
    assert clerk.screen.undoText == f"Undo: \u2066{number[0]}\u202f{number[1:]}\u2069"
    clerk.do("undo")
    assert clerk.number == number
    assert clerk.screen.ticket["state"] == "Being served"
    assert clerk.screen.notice.startswith("The last step with")
    assert not clerk.screen.noticeRefuses
    assert clerk.screen.undoText == ""


def test_undo_of_next_brings_the_visitor_before_back(house: Any, sit_down: Sit) -> None:
    """Next that came too early is taken back whole: who was served is, who was called waits."""
    first, second = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("start")
    clerk.do("callNext")
    clerk.do("undo")
    assert clerk.number == first
    assert clerk.numbers("lineRows") == [second]


def test_nothing_to_undo(house: Any, sit_down: Sit) -> None:
    """Without a step the key says that there is none, and what helps instead."""
    clerk = sit_down()
    assert not clerk.screen.can["undo"]
    clerk.do("undo")
    assert clerk.screen.notice.startswith("There is nothing to undo here.")


def test_undo_ends_after_ten_minutes(house: Any, sit_down: Sit) -> None:
    """A step that is ten minutes old is no longer offered."""
    house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.wait(590)
    assert clerk.screen.undoText
    clerk.wait(15)
    assert clerk.screen.undoText == ""


def test_undo_gives_way_to_what_came_after(house: Any, sit_down: Sit) -> None:
    """A step that a colleague built on is not offered any more."""
    number = house.issue()
    one, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    one.do("callNext")
    one.do("noShow")
    other.do("callTicket", number)
    assert one.screen.undoText == ""
    assert other.number == number
