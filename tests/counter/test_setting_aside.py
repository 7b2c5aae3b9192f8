from collections.abc import Callable
from typing import Any

from waiting_room.rules import commands as asked

Sit = Callable[..., Any]


def test_hold_and_call_again(house: Any, sit_down: Sit) -> None:
    """A held visitor stands under Held with the reason, and can be called from there."""
    number = house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("openPanel", "hold")
    assert clerk.screen.panel == "hold"
    clerk.do("hold", "Fetches documents")
    assert (clerk.number, clerk.screen.panel) == ("", "line")
    assert clerk.screen.heldText == "Held (\u20661\u2069)"
    assert clerk.screen.heldRows[0]["title"] == "Fetches documents"
    assert clerk.screen.heldRows[0]["detail"] == ""
    clerk.do("choose", number)
    clerk.do("resumeChosen")
    assert clerk.number == number
    assert clerk.screen.heldText == "Held"


def test_back_in_line_at_the_old_place(house: Any, sit_down: Sit) -> None:
    """A held visitor who goes back in line stands before those who came later."""
    first, second = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("hold", "Without a reason")
    assert clerk.screen.heldRows[0]["title"] == "On hold"
    clerk.do("choose", first)
    clerk.do("returnChosen")
    assert clerk.numbers("lineRows") == [first, second]
    assert "back in line" in clerk.screen.notice


def test_a_number_typed_by_hand(house: Any, sit_down: Sit) -> None:
    """A number is understood as people type it, and an impossible one is said to be none."""
    number = house.issue()
    clerk = sit_down()
    clerk.do("callTicket", "nonsense")
    assert clerk.screen.notice == "There is no such number today. Please check it."
    clerk.do("callTicket", f" {number[0].lower()} {int(number[1:])} ")
    assert clerk.number == number


def test_pause_and_open(house: Any, sit_down: Sit) -> None:
    """A pause shows its reason, the large button ends it, and closing closes."""
    clerk = sit_down()
    clerk.do("pause", "Break")
    assert clerk.screen.statusText == "Paused · Break"
    assert clerk.screen.mainText == "End pause"
    clerk.do("goOn")
    assert clerk.screen.statusText == "Open"
    clerk.do("closeCounter")
    assert clerk.screen.mainText == "Open counter"
    assert clerk.screen.emptyText == "This counter is closed."


def test_no_pause_with_a_visitor(house: Any, sit_down: Sit) -> None:
    """With a visitor in front the pause panel does not open, and a sentence says why."""
    house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("openPanel", "pause")
    assert clerk.screen.panel == "line"
    assert clerk.screen.notice.endswith("is still here. Finish, hold or send on first.")


def test_somebody_else_cancels(house: Any, sit_down: Sit) -> None:
    """What is asked of a ticket that changed meanwhile is a conflict, said in a sentence."""
    number = house.issue()
    one, same = sit_down("1", "counter-1"), sit_down("1", "counter-2")
    one.do("callNext")
    same.screen.start()
    one.screen.noShow()
    house.pass_time(0.1)
    assert one.number == same.number == number
    expected = "Somebody else was faster. Look at the number, then decide again."
    assert one.screen.notice == expected
    house.pass_time(11)
    assert one.screen.notice == ""


def test_a_device_without_the_right(house: Any, sit_down: Sit) -> None:
    """A device that is no counter's is told whom to ask."""
    house.issue()
    house.ask(asked.OpenCounter(counter="1"), house.link("counter-2"))
    clerk = sit_down("1", "wall-1", opened=False)
    clerk.do("callNext")
    assert clerk.screen.notice == "This device may not do that. Please tell your IT."
