from collections.abc import Callable
from typing import Any

import pytest

from waiting_room.rules.counter import Clerk

Sit = Callable[..., Any]

CLERKS = (Clerk(id="yilmaz", name="Aylin Yılmaz"), Clerk(id="brandt", name="Jörg Brandt"))


@pytest.fixture
def house(make_house: Callable[..., Any]) -> Any:
    """A house whose clerks have names."""
    return make_house(clerks=CLERKS)


def rows(clerk: Any, name: str) -> dict[str, Any]:
    """Give the rows of a panel by their id."""
    model = getattr(clerk.screen, name)
    return {model[row]["id"]: model[row] for row in range(len(model))}


def test_transfer_to_a_service_keeps_the_arrival(house: Any, sit_down: Sit) -> None:
    """A visitor who is sent on waits in the other line as long as they have waited before."""
    number = house.issue("question")
    house.pass_time(600)
    house.issue("hand-in-documents")
    clerk = sit_down(clerk="yilmaz")
    clerk.do("callNext")
    clerk.do("start")
    clerk.do("openPanel", "transfer")
    clerk.do("sendOn", "service", "hand-in-documents")
    assert clerk.screen.notice.endswith("Hand in documents. The time of arrival is kept.")
    assert clerk.numbers("lineRows")[0] == number
    assert clerk.screen.lineRows[0]["detail"] == "\u206610\u2069 min"


def test_transfer_to_a_counter(house: Any, sit_down: Sit) -> None:
    """A visitor who is sent to a counter is next there, marked as sent, and the button says why."""
    number = house.issue("question")
    one = sit_down("1", "counter-1", clerk="yilmaz")
    other = sit_down("2", "counter-2", clerk="brandt")
    one.do("callNext")
    one.do("sendOn", "counter", "2")
    assert "Counter 2" in one.screen.notice
    assert one.numbers("lineRows") == []
    assert other.numbers("lineRows") == [number]
    assert other.screen.lineRows[0]["mark"] == "Sent to you"
    assert other.screen.nextWhy.startswith("Sent on to here; waiting since")
    other.do("callNext")
    assert other.number == number


def test_transfer_to_a_clerk(house: Any, sit_down: Sit) -> None:
    """A visitor can be sent to a person, who is offered with the counter they sit at."""
    number = house.issue("question")
    one = sit_down("1", "counter-1", clerk="yilmaz")
    other = sit_down("5", "counter-2", clerk="brandt")
    one.do("callNext")
    offered = rows(one, "targetRows")["brandt"]
    assert (offered["kind"], offered["name"], offered["detail"]) == (
        "clerk",
        "Jörg Brandt",
        "Room 1.12",
    )
    assert "yilmaz" not in rows(one, "targetRows")
    one.do("sendOn", "clerk", "brandt")
    assert "was sent on to Jörg Brandt" in one.screen.notice
    assert other.numbers("lineRows") == [number]
    assert other.screen.lineRows[0]["mark"] == "Sent to you"


def test_back_to_me_after(house: Any, sit_down: Sit) -> None:
    """Whoever should come back returns to this counter when the colleague has finished."""
    number = house.issue("question")
    one = sit_down("1", "counter-1", clerk="yilmaz")
    other = sit_down("2", "counter-2", clerk="brandt")
    one.do("callNext")
    one.do("openPanel", "transfer")
    one.do("setComesBack", True)
    one.do("sendOn", "counter", "2")
    assert one.screen.notice.endswith("was sent on to Counter 2 and comes back here after.")
    other.do("callNext")
    assert other.screen.ticket["then"] == "then: Question about my decision (Counter 1)"
    other.do("start")
    assert other.screen.nextWhy == "then back in line: Question about my decision (Counter 1)"
    other.do("finish")
    assert other.number == ""
    assert one.numbers("lineRows") == [number]
    one.do("callNext")
    one.do("openPanel", "transfer")
    assert not one.screen.comesBack


def test_targets_tell_what_is_there(house: Any, sit_down: Sit) -> None:
    """Services are offered with their lines, counters with what they do; never one's own."""
    house.issue("question")
    house.issue("new-application")
    clerk = sit_down(clerk="yilmaz")
    sit_down("3", "counter-2", clerk="brandt")
    clerk.do("callNext")
    offered = rows(clerk, "targetRows")
    assert offered["new-application"]["detail"] == "1 person waits"
    assert offered["3"]["detail"] == "Open · Jörg Brandt"
    assert offered["3"]["possible"]
    assert (offered["2"]["detail"], offered["2"]["possible"]) == ("Closed", False)
    assert "question" not in offered
    assert "1" not in offered


def test_a_closed_counter_is_no_target(house: Any, sit_down: Sit) -> None:
    """Sending to a counter where nobody is keeps the visitor here, with a sentence."""
    number = house.issue("question")
    clerk = sit_down(clerk="yilmaz")
    clerk.do("callNext")
    clerk.do("sendOn", "counter", "2")
    assert clerk.screen.notice == "Nobody serves there now. Choose somewhere else."
    assert clerk.number == number
