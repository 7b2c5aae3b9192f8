from collections.abc import Callable
from typing import Any

Sit = Callable[..., Any]


def at(time: str) -> str:
    """Write a time as it stands in a sentence."""
    return f"\u2066{time}\u2069"


def test_why_the_next_one_is_next(house: Any, sit_down: Sit) -> None:
    """The large button says in a sentence why it will be this visitor."""
    house.issue("question")
    clerk = sit_down()
    assert clerk.screen.nextWhy == f"Has waited longest: since {at('09:00')}."
    house.pass_time(60)
    documents = house.issue("hand-in-documents")
    assert clerk.numbers("lineRows")[0] == documents
    aim = "\u206615\u2069"
    assert clerk.screen.nextWhy == f"Due first: since {at('09:01')}, with {aim} minutes as the aim."
    urgent = house.issue("emergency")
    assert clerk.numbers("lineRows")[0] == urgent
    assert clerk.screen.nextWhy == "Emergencies go first."


def test_why_this_one_was_called(house: Any, sit_down: Sit) -> None:
    """The called visitor's card says why it was them, also when the clerk chose the number."""
    _, second = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callTicket", second)
    assert clerk.screen.ticket["why"] == "Called by number."
    clerk.do("finish")
    clerk.do("callNext")
    assert clerk.screen.ticket["why"] == f"Has waited longest: since {at('09:00')}."


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


def test_let_two_go_first(house: Any, sit_down: Sit) -> None:
    """A visitor who is not ready lets two others go first and stands behind them."""
    first, second, third, fourth = (house.issue() for _ in range(4))
    clerk = sit_down()
    clerk.do("choose", first)
    clerk.do("delayChosen")
    assert clerk.numbers("lineRows") == [second, third, first, fourth]
    assert clerk.screen.notice.endswith("lets others go first.")
    assert clerk.screen.chosen == ""


def test_nobody_to_let_go_first(house: Any, sit_down: Sit) -> None:
    """Whoever stands last has nobody to let go first, and a sentence says so."""
    number = house.issue()
    clerk = sit_down()
    clerk.do("choose", number)
    clerk.do("delayChosen")
    assert clerk.screen.notice == "Nobody waits behind this visitor who could go first."


def test_whoever_was_sent_here_keeps_the_place(house: Any, sit_down: Sit) -> None:
    """A visitor who is expected at one counter cannot let others go first there."""
    number = house.issue()
    house.issue()
    one, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    one.do("callNext")
    one.do("sendOn", "counter", "2")
    other.do("choose", number)
    assert not other.screen.can["delay"]
    other.do("delayChosen")
    assert other.screen.notice.startswith("This visitor is expected at one counter")


def test_leaving_the_line(house: Any, sit_down: Sit) -> None:
    """A number is removed only after a question, because nobody can take that back."""
    number = house.issue()
    clerk = sit_down()
    clerk.do("choose", number)
    clerk.do("askRemove")
    assert clerk.screen.panel == "remove"
    assert clerk.screen.leaving.replace("\u202f", "") == number
    clerk.do("closePanel")
    assert clerk.numbers("lineRows") == [number]
    clerk.do("choose", number)
    clerk.do("askRemove")
    clerk.do("remove")
    assert clerk.numbers("lineRows") == []
    assert clerk.screen.notice.endswith("has left the line.")
    assert clerk.screen.panel == "line"


def test_nobody_is_removed_from_a_colleague(house: Any, sit_down: Sit) -> None:
    """A number that was called elsewhere while the question stood open is not removed."""
    number = house.issue()
    one, other = sit_down("1", "counter-1"), sit_down("2", "counter-2")
    one.do("choose", number)
    one.do("askRemove")
    other.do("callNext")
    one.do("remove")
    assert one.screen.notice.startswith("Somebody else was faster.")
    assert other.number == number


def test_leaving_from_hold(house: Any, sit_down: Sit) -> None:
    """Whoever went home while on hold can be removed, too; who never came is in no line."""
    held, missed = house.issue(), house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("hold", "Without a reason")
    clerk.do("callNext")
    clerk.do("noShow")
    clerk.do("choose", missed)
    assert clerk.screen.chosenMissed
    clerk.do("choose", held)
    assert not clerk.screen.chosenMissed
    clerk.do("askRemove")
    clerk.do("remove")
    assert clerk.numbers("heldRows") == [missed]
