from collections.abc import Callable
from typing import Any

Sit = Callable[..., Any]


def at(time: str) -> str:
    """Write a time as it stands in a sentence."""
    return f"\u2066{time}\u2069"


def hold(clerk: Any, minutes: str, *, returns: bool) -> str:
    """Call somebody and set them aside for a time."""
    clerk.do("callNext")
    number = str(clerk.number)
    clerk.do("openPanel", "hold")
    clerk.do("setMinutes", minutes)
    clerk.do("setReturns", returns)
    clerk.do("hold", "Fetches documents")
    return number


def test_a_reminder(house: Any, sit_down: Sit) -> None:
    """A clerk who wanted to be reminded is told the time at once, and the number when it is due."""
    house.issue()
    clerk = sit_down()
    reminded: list[None] = []
    clerk.screen.reminded.connect(lambda: reminded.append(None))
    number = hold(clerk, "10", returns=False)
    spaced = at(f"{number[0]}\u202f{number[1:]}")
    assert clerk.screen.notice == f"{spaced} is on hold. You will be reminded at {at('09:10')}."
    assert clerk.screen.heldRows[0]["detail"] == f"reminder at {at('09:10')}"
    assert (clerk.screen.reminder, reminded) == ("", [])
    clerk.wait(605)
    assert clerk.screen.reminder == f"Reminder: {spaced}. Look under “Held”."
    assert clerk.screen.heldRows[0]["due"]
    assert clerk.screen.heldRows[0]["detail"] == f"due since {at('09:10')}"
    clerk.wait(60)
    assert reminded == [None]
    clerk.do("choose", number)
    clerk.do("resumeChosen")
    assert clerk.screen.reminder == ""


def test_two_reminders(house: Any, sit_down: Sit) -> None:
    """A second reminder is told beside the first, and announced once more."""
    house.issue(), house.issue()
    clerk = sit_down()
    reminded: list[None] = []
    clerk.screen.reminded.connect(lambda: reminded.append(None))
    first, second = hold(clerk, "5", returns=False), hold(clerk, "6", returns=False)
    clerk.wait(400)
    assert first[1:] in clerk.screen.reminder
    assert second[1:] in clerk.screen.reminder
    assert len(reminded) == 1
    hold_again = house.issue()
    assert hold(clerk, "1", returns=False) == hold_again
    clerk.wait(65)
    assert len(reminded) == 2


def test_back_by_itself(house: Any, sit_down: Sit) -> None:
    """A visit can come back into line by itself, at its old place, and the list says when."""
    house.issue(), house.issue()
    clerk = sit_down()
    number = hold(clerk, "5", returns=True)
    assert clerk.screen.notice.endswith(f"It is back in line by itself at {at('09:05')}.")
    assert clerk.screen.heldRows[0]["detail"] == f"back at {at('09:05')}"
    clerk.wait(303)
    assert clerk.numbers("heldRows") == []
    assert clerk.numbers("lineRows")[0] == number
    assert clerk.screen.reminder == ""


def test_without_a_time(house: Any, sit_down: Sit) -> None:
    """Without a time nothing comes back by itself, whatever was chosen before."""
    house.issue()
    clerk = sit_down()
    hold(clerk, "", returns=True)
    assert clerk.screen.notice.endswith("is on hold.")
    assert clerk.screen.heldRows[0]["detail"] == ""


def test_times_that_are_none(house: Any, sit_down: Sit) -> None:
    """Only whole minutes up to eight hours count; everything else is no time."""
    house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("openPanel", "hold")
    read = []
    for typed in ("7", "0", "", "480", "481", "x"):
        clerk.do("setMinutes", typed)
        read.append(clerk.screen.minutes)
    assert read == [7, 0, 0, 480, 0, 0]


def test_the_next_hold_starts_afresh(house: Any, sit_down: Sit) -> None:
    """A time that was chosen for one visitor is not kept for the next."""
    house.issue(), house.issue()
    clerk = sit_down()
    hold(clerk, "10", returns=True)
    clerk.do("callNext")
    clerk.do("openPanel", "hold")
    assert (clerk.screen.minutes, clerk.screen.returns) == (0, False)


def test_a_missed_number_is_left_alone_first(house: Any, sit_down: Sit) -> None:
    """Put back into line too early, a missed number comes back by itself, and is said when."""
    number = house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("noShow")
    clerk.do("choose", number)
    clerk.do("returnChosen")
    assert clerk.screen.notice.endswith(f"It is back in line by itself at {at('09:05')}.")
    assert clerk.screen.heldRows[0]["title"] == "Did not come before"
    assert clerk.screen.heldRows[0]["detail"] == f"back at {at('09:05')}"
    clerk.wait(303)
    assert clerk.numbers("lineRows") == [number]
