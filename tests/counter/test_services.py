from collections.abc import Callable
from typing import Any

Sit = Callable[..., Any]


def test_finish_goes_on_here(house: Any, sit_down: Sit) -> None:
    """The large button says what follows at this counter, and finishing goes on with it."""
    number = house.issue("hand-in-documents", also=("question",))
    clerk = sit_down()
    clerk.do("goOn")
    assert clerk.screen.ticket["then"] == "then: Question about my decision"
    assert clerk.screen.mainText == "Next"
    clerk.do("start")
    assert (clerk.screen.mainText, clerk.screen.mainStep) == ("Finish", "finish")
    assert clerk.screen.nextWhy == "then, here: Question about my decision"
    assert clerk.screen.finishText == "Finish – then, here: Question about my decision"
    clerk.do("goOn")
    assert clerk.number == number
    assert clerk.screen.ticket["service"] == "Question about my decision"
    assert clerk.screen.notice.endswith("goes on here with: Question about my decision")
    assert clerk.screen.mainText == "Next"
    assert clerk.screen.finishText == "Finish"
    clerk.do("finish")
    assert (clerk.number, clerk.screen.notice) == ("", "")


def test_finish_sends_back_to_wait(house: Any, sit_down: Sit) -> None:
    """What this counter does not take makes the visitor wait once more, and the button says so."""
    house.issue("question", also=("new-application",))
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("start")
    assert clerk.screen.nextWhy == "then back in line: Apply for benefits"
    clerk.do("goOn")
    assert clerk.number == ""
    assert clerk.screen.notice.endswith("waits now for: Apply for benefits")


def test_nobody_else_is_called_over_an_open_service(house: Any, sit_down: Sit) -> None:
    """While the visit has more to do, another call is refused with where that is done."""
    told = []
    for service in ("question", "new-application"):
        house.issue("hand-in-documents", also=(service,))
        other = house.issue("question")
        clerk = sit_down()
        clerk.do("callTicket", f"K{int(other[1:]) - 1}")
        clerk.do("start")
        assert not clerk.screen.can["call"]
        clerk.do("callTicket", other)
        told.append(clerk.screen.notice.split("\u2069")[1])
        clerk.do("finish")
        clerk.do("finish")
    assert told == [
        " has one more service here. Finish this one first.",
        " has one more service elsewhere. Finish this one first.",
    ]


def test_adding_a_service(house: Any, sit_down: Sit) -> None:
    """A visitor who mentions something else gets it in the same visit."""
    number = house.issue("question")
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("openPanel", "service")
    rows = clerk.screen.serviceRows
    offered = [rows[row]["id"] for row in range(len(rows))]
    assert offered == ["new-application", "hand-in-documents", "emergency", "advice"]
    clerk.do("addService", "hand-in-documents")
    assert clerk.screen.notice.startswith("Hand in documents is now part of the visit of")
    assert clerk.screen.ticket["then"] == "then: Hand in documents"
    assert clerk.number == number
    assert "hand-in-documents" not in [rows[row]["id"] for row in range(len(rows))]


def test_nobody_to_add_a_service_to(house: Any, sit_down: Sit) -> None:
    """Without a visitor the panel does not open, and a sentence says why."""
    clerk = sit_down()
    clerk.do("openPanel", "service")
    assert clerk.screen.panel == "line"
    assert clerk.screen.notice.startswith("Nobody is called to this counter.")
