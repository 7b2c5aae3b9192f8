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
    assert clerk.screen.heldRows[0]["detail"] == "Fetches documents"
    clerk.do("resume", number)
    assert clerk.number == number
    assert clerk.screen.heldText == "Held"


def test_back_in_line_at_the_old_place(house: Any, sit_down: Sit) -> None:
    """A held visitor who goes back in line stands before those who came later."""
    first, second = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("hold", "Without a reason")
    assert clerk.screen.heldRows[0]["detail"] == "On hold"
    clerk.do("choose", first)
    clerk.do("returnChosen")
    assert clerk.numbers("lineRows") == [first, second]
    assert "back in line" in clerk.screen.notice


def test_transfer_to_a_service_keeps_the_arrival(house: Any, sit_down: Sit) -> None:
    """A visitor who is sent on waits in the other line as long as they have waited before."""
    number = house.issue("question")
    house.pass_time(600)
    house.issue("hand-in-documents")
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("start")
    clerk.do("openPanel", "transfer")
    clerk.do("sendOn", "service", "hand-in-documents")
    assert clerk.screen.notice.endswith("Hand in documents. The time of arrival is kept.")
    assert clerk.numbers("lineRows")[0] == number
    assert clerk.screen.lineRows[0]["detail"] == "\u206610\u2069 min"


def test_transfer_to_a_counter(house: Any, sit_down: Sit) -> None:
    """A visitor who is sent to a counter is next there, and marked as sent."""
    number = house.issue("question")
    one, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    one.do("callNext")
    one.do("transferToCounter", "2")
    assert "Counter 2" in one.screen.notice
    assert one.numbers("lineRows") == []
    assert other.numbers("lineRows") == [number]
    assert other.screen.lineRows[0]["mark"] == "Sent to you"
    assert other.screen.nextWhy == "sent to you"
    other.do("callNext")
    assert other.number == number


def test_targets_tell_what_is_there(house: Any, sit_down: Sit) -> None:
    """Services are offered with their lines, counters with what they do; never one's own."""
    house.issue("question")
    house.issue("new-application")
    clerk = sit_down()
    clerk.do("callNext")
    rows = clerk.screen.targetRows
    offered = {rows[row]["id"]: rows[row]["detail"] for row in range(len(rows))}
    assert offered["new-application"] == "1 person waits"
    assert offered["2"] == "Closed"
    assert "question" not in offered
    assert "1" not in offered


def test_call_this_one(house: Any, sit_down: Sit) -> None:
    """A chosen visitor is called before the others."""
    _, second = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("choose", second)
    clerk.do("callChosen")
    assert clerk.number == second


def test_what_was_chosen_stays_chosen(house: Any, sit_down: Sit) -> None:
    """The choice follows the number when the line moves up, and ends when the number leaves."""
    first, second = house.issue(), house.issue()
    clerk, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    clerk.do("choose", second)
    other.do("callTicket", first)
    assert [row["chosen"] for row in (clerk.screen.lineRows[0],)] == [True]
    other.do("start")
    other.do("callTicket", second)
    assert clerk.screen.chosen == ""


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


def test_why_the_next_one_is_next(house: Any, sit_down: Sit) -> None:
    """An emergency goes first and says so; else whoever is due first."""
    house.issue("question")
    clerk = sit_down()
    assert clerk.screen.nextWhy == "waits longest"
    house.pass_time(60)
    documents = house.issue("hand-in-documents")
    assert clerk.numbers("lineRows")[0] == documents
    assert clerk.screen.nextWhy == "due first"
    urgent = house.issue("emergency")
    assert clerk.numbers("lineRows")[0] == urgent
    assert clerk.screen.nextWhy == "urgent"


def test_the_line_is_in_calling_order(house: Any, sit_down: Sit) -> None:
    """Calling until nobody is left calls in the order that the panel showed."""
    for service in ("question", "hand-in-documents", "question", "emergency", "new-application"):
        house.issue(service)
        house.pass_time(100)
    clerk = sit_down()
    shown = clerk.numbers("lineRows")
    called = []
    while clerk.screen.can["next"]:
        clerk.do("callNext")
        called.append(clerk.number)
        clerk.do("start")
    assert called == shown
    assert len(called) == 4


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
