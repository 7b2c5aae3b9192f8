from collections.abc import Callable
from typing import Any

from counter.health import troubles
from counter.sentences import REFUSALS, tell
from counter.sentences import shown_number as shown
from waiting_room.rules.zone import Role
from waiting_room.wire.parts import DeviceHealth
from waiting_room.wire.views import HealthView
from waiting_room.words import catalogue

Sit = Callable[..., Any]


def test_without_a_link_nothing_is_asked(house: Any, sit_down: Sit) -> None:
    """While the broker is gone nothing is possible, and nothing happens later either."""
    house.issue()
    clerk = sit_down()
    house.broker.stop()
    house.pass_time()
    assert clerk.screen.offline == "No connection. Calling is not possible right now."
    assert not any(clerk.screen.can.values())
    clerk.do("callNext")
    assert clerk.screen.notice.startswith("Not connected: nothing was sent.")
    house.broker.start()
    house.pass_time(10)
    assert clerk.screen.offline == ""
    assert clerk.number == ""
    assert clerk.screen.can["next"]


def test_a_silent_hub(house: Any, sit_down: Sit) -> None:
    """A hub that fell silent is told apart from a lost connection."""
    clerk = sit_down()
    house.hub_connection.die()
    house.pass_time(1)
    assert clerk.screen.offline == "The queue does not answer. Calling is not possible right now."


def test_no_answer(house: Any, sit_down: Sit) -> None:
    """A question that stays without an answer ends in a sentence, and the buttons come back."""
    house.issue()
    clerk = sit_down()
    house.hub_connection.close()
    clerk.screen.callNext()
    house.pass_time(5.1)
    assert not clerk.screen.busy
    assert clerk.screen.notice == "No answer came. Look at the number, then try again."


def test_the_next_success_clears_the_sentence(house: Any, sit_down: Sit) -> None:
    """A refusal disappears as soon as something succeeds."""
    clerk = sit_down()
    clerk.do("callNext")
    assert clerk.screen.noticeRefuses
    house.issue()
    clerk.do("callNext")
    assert clerk.screen.notice == ""


def test_every_refusal_is_a_sentence() -> None:
    """Each code has its sentence, and a new one is told with its code."""
    english = catalogue("en")
    for code in REFUSALS:
        assert tell(english, code, "K042").endswith(".")
    assert "brand_new" in tell(english, "brand_new")


def test_choosing_a_counter(house: Any, sit_down: Sit) -> None:
    """Without a counter all are offered."""
    clerk = sit_down("", opened=False)
    assert clerk.screen.page == "choose"
    assert len(clerk.screen.counterRows) == 6
    clerk.do("chooseCounter", "5")
    assert (clerk.screen.page, clerk.screen.counterName) == ("desk", "Room 1.12")
    assert clerk.screen.misled == ""
    clerk.do("chooseCounter", "")
    assert (clerk.screen.page, clerk.screen.misled) == ("choose", "")


def test_a_counter_that_does_not_exist(house: Any, sit_down: Sit) -> None:
    """A mistake in how the program is started is said until another counter is chosen."""
    clerk = sit_down("99", opened=False)
    assert clerk.screen.page == "choose"
    assert clerk.screen.misled == (
        "This program was started for counter 99, which does not exist. Please tell your IT."
    )
    clerk.do("chooseCounter", "5")
    assert (clerk.screen.page, clerk.screen.misled) == ("desk", "")


def test_changing_the_counter(house: Any, sit_down: Sit) -> None:
    """A clerk can change counters, but not leave a visitor behind."""
    house.issue()
    clerk = sit_down()
    clerk.do("callNext")
    clerk.do("chooseCounter", "")
    assert clerk.screen.page == "desk"
    clerk.do("finish")
    clerk.do("chooseCounter", "")
    assert clerk.screen.page == "choose"


def test_health_in_sentences() -> None:
    """A clerk hears of walls, kiosks and paper, by their names; of other counters not."""

    def device(id: str, role: Role, online: bool, **parts: str) -> DeviceHealth:
        name = {"en": "Kiosk at the entrance"} if id == "kiosk-1" else {}
        return DeviceHealth(id=id, name=name, role=role, online=online, parts=parts)

    health = HealthView(
        started_at="2026-11-23T08:00:00Z",
        refused={},
        devices=(
            device("wall-1", Role.DISPLAY, False),
            device("kiosk-1", Role.KIOSK, True, printer="paper_end"),
            device("kiosk-2", Role.KIOSK, False, printer="ok"),
            device("kiosk-3", Role.KIOSK, True, printer="ok", numbers="full"),
            device("kiosk-4", Role.KIOSK, True, printer="ok", numbers="taken"),
            device("kiosk-5", Role.KIOSK, True, printer="ok", numbers="ok"),
            device("kiosk-6", Role.KIOSK, True, scanner="ok", codes="garbled"),
            device("kiosk-7", Role.KIOSK, True, numbers="refused"),
            device("kiosk-8", Role.KIOSK, True, numbers="refused", **{"not-in-line": "K042"}),
            device(
                "kiosk-9", Role.KIOSK, True, numbers="refused", **{"not-in-line": "… K041 X7K2M"}
            ),
            device("kiosk-10", Role.KIOSK, True, numbers="labels"),
            device("counter-2", Role.COUNTER, False),
        ),
    )
    assert troubles(catalogue("en"), health) == [
        "No wall is connected. Please call out the numbers yourself.",
        "Kiosk at the entrance: the paper has run out.",
        "kiosk-2 is not connected.",
        "kiosk-3 gives out no numbers: its disk is full. Please tell your IT.",
        "kiosk-4 gives out no numbers: another program uses its journal. Please tell your IT.",
        "kiosk-6: the scanner reads nothing but noise. Please check its cable.",
        "A number from kiosk-7 is not in line. Please ask its visitors for their numbers.",
        f"Not in line: {shown('K042')} (kiosk-8). Please ask who holds such a number.",
        f"Not in line: …, {shown('K041')}, {shown('X7K2M')} (kiosk-9). "
        "Please ask who holds such a number.",
        "kiosk-10 gives out only numbers that begin with X: it gets no others. "
        "Please tell your IT.",
    ]
    assert troubles(catalogue("en"), None) == []


def test_all_is_well(house: Any, sit_down: Sit) -> None:
    """When every kiosk and wall is connected, that is said, too."""
    for client in ("kiosk-2", "wall-1"):
        house.link(client)
    clerk = sit_down()
    house.pass_time(2.1)
    assert clerk.screen.calm == "All kiosks and walls are connected."
