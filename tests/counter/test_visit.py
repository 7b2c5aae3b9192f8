from collections.abc import Callable
from typing import Any

from waiting_room.rules.ticket import Need

Sit = Callable[..., Any]


def test_a_visit_from_call_to_end(house: Any, sit_down: Sit) -> None:
    """A visitor is called, started and finished, and the counter is free again."""
    number = house.issue(language="ar", needs=(Need.WHEELCHAIR,))
    clerk = sit_down()
    assert clerk.screen.nextNumber.strip("\u2066\u2069").replace("\u202f", "") == number
    clerk.do("callNext")
    shown = clerk.screen.ticket
    assert clerk.number == number
    assert shown["service"] == "Question about my decision"
    assert shown["language"] == "العربية"
    assert shown["needs"] == [{"id": "wheelchair", "text": "Wheelchair"}]
    assert shown["state"] == "Call 1 of 3"
    clerk.do("start")
    assert clerk.screen.ticket["state"] == "Being served"
    clerk.do("finish")
    assert clerk.number == ""
    assert clerk.screen.emptyText == "Nobody is called."
    assert clerk.screen.nextWhy == "Nobody is waiting."


def test_the_next_step_is_suggested(house: Any, sit_down: Sit) -> None:
    """Exactly one step is suggested at any time, the one that usually comes next."""
    house.issue()
    clerk = sit_down(opened=False)
    told = [clerk.screen.suggestion]
    for slot in ("goOn", "goOn", "start", "finish"):
        clerk.do(slot)
        told.append(clerk.screen.suggestion)
    assert told == ["open", "next", "start", "finish", ""]


def test_next_finishes_the_visit_being_served(house: Any, sit_down: Sit) -> None:
    """Next ends the visit in front of the clerk, and the button says so before."""
    first, second = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    assert clerk.screen.nextFinishes == ""
    clerk.do("start")
    assert first[1:] in clerk.screen.nextFinishes
    clerk.do("callNext")
    assert clerk.number == second


def test_two_desks_press_next_together(house: Any, sit_down: Sit) -> None:
    """Two clerks who press Next in the same moment get two different people."""
    numbers = {house.issue(), house.issue()}
    one, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    one.screen.callNext()
    other.screen.callNext()
    house.pass_time(0.1)
    assert {one.number, other.number} == numbers


def test_two_desks_for_one_visitor(house: Any, sit_down: Sit) -> None:
    """Of two clerks who press Next for one visitor, one gets the visitor and one a sentence."""
    number = house.issue()
    one, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    one.screen.callNext()
    other.screen.callNext()
    house.pass_time(0.1)
    assert sorted([one.number, other.number]) == ["", number]
    late = other if one.number else one
    assert late.screen.notice == "Nobody is waiting for this counter now."
    assert late.screen.noticeRefuses


def test_a_double_press_is_one_call(house: Any, sit_down: Sit) -> None:
    """Pressing twice before the answer asks once, and nothing is refused."""
    house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("start")
    clerk.screen.finish()
    clerk.screen.callNext()
    assert clerk.screen.busy
    house.pass_time(0.1)
    assert clerk.number == ""
    assert not clerk.screen.busy
    assert clerk.screen.notice == ""


def test_the_timer_runs(house: Any, sit_down: Sit) -> None:
    """The timer counts from the call, then from the start, with hours when it takes hours."""
    house.issue()
    clerk = sit_down()
    assert clerk.screen.timerText == ""
    clerk.do("callNext")
    clerk.wait(251.9)
    assert clerk.screen.timerText == "04:12"
    clerk.do("start")
    assert clerk.screen.timerText == "00:00"
    clerk.wait(3600)
    assert clerk.screen.timerText == "1:00:00"


def test_recall_ends_at_the_limit(house: Any, sit_down: Sit) -> None:
    """A visitor is called as often as the zone allows, and then recall says what to do."""
    house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("recall")
    assert clerk.screen.can["recall"]
    clerk.do("recall")
    assert clerk.screen.ticket["state"] == "Call 3 of 3"
    assert not clerk.screen.can["recall"]
    clerk.do("recall")
    assert "was called often enough. Mark a no-show, or hold it." in clerk.screen.notice


def test_no_show_is_offered_after_a_while(house: Any, sit_down: Sit) -> None:
    """Once the visitor had the zone's time to come, no-show is the suggested step."""
    number = house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.wait(119)
    assert clerk.screen.suggestion == "start"
    clerk.wait(2)
    assert clerk.screen.suggestion == "noShow"
    clerk.do("recall")
    assert clerk.screen.suggestion == "start"
    clerk.do("noShow")
    assert clerk.number == ""
    assert "did not come" in clerk.screen.notice
    assert clerk.numbers("heldRows") == [number]
    clerk.do("choose", number)
    clerk.do("resumeChosen")
    assert clerk.number == number
    assert clerk.screen.ticket["note"] == "Did not come before"
