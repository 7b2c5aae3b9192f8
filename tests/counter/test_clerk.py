from collections.abc import Callable
from typing import Any

import pytest

from waiting_room.rules.counter import Clerk
from waiting_room.rules.zone import Role
from waiting_room.wire.views import ClerksView

Sit = Callable[..., Any]

CLERKS = (
    Clerk(id="yilmaz", name="Aylin Yılmaz"),
    Clerk(id="brandt", name="Jörg Brandt"),
    Clerk(id="nowak", name="Piotr Nowak"),
)


@pytest.fixture
def house(make_house: Callable[..., Any]) -> Any:
    """A house whose clerks have names."""
    return make_house(clerks=CLERKS)


def names(clerk: Any) -> list[str]:
    """List who is offered as the one who sits here."""
    rows = clerk.screen.clerkRows
    return [rows[row]["name"] for row in range(len(rows))]


def test_opening_asks_who_sits_here(house: Any, sit_down: Sit) -> None:
    """Where clerks have names, opening asks for one and shows it beside the counter's state."""
    clerk = sit_down()
    assert clerk.screen.panel == "clerk"
    assert names(clerk) == ["Aylin Yılmaz", "Jörg Brandt", "Piotr Nowak", "Without a name"]
    clerk.do("sitDown", "brandt")
    assert (clerk.screen.panel, clerk.screen.statusText) == ("line", "Open · Jörg Brandt")


def test_a_pause_does_not_ask_again(house: Any, sit_down: Sit) -> None:
    """Whoever paused sits there still: ending the pause asks nobody."""
    clerk = sit_down()
    clerk.do("sitDown", "brandt")
    clerk.do("pause", "Break")
    assert clerk.screen.statusText == "Paused · Break · Jörg Brandt"
    clerk.do("goOn")
    assert clerk.screen.statusText == "Open · Jörg Brandt"


def test_the_last_one_on_this_pc_is_offered_first(house: Any, sit_down: Sit) -> None:
    """A PC remembers who opened a counter on it, for the next day as well; other PCs do not."""
    clerk = sit_down()
    clerk.do("sitDown", "nowak")
    clerk.do("closeCounter")
    clerk.do("goOn")
    assert names(clerk)[0] == "Piotr Nowak"
    assert names(sit_down("1", "counter-1"))[0] == "Piotr Nowak"
    assert names(sit_down("2", "counter-2"))[0] == "Aylin Yılmaz"


def test_a_clerk_named_at_the_start_is_not_asked(house: Any, sit_down: Sit) -> None:
    """`--clerk` sits down without a question; a name that is none asks all the same."""
    assert sit_down("1", "counter-1", clerk="yilmaz").screen.statusText == "Open · Aylin Yılmaz"
    assert sit_down("2", "counter-2", clerk="nobody").screen.panel == "clerk"


def test_without_a_name(house: Any, sit_down: Sit) -> None:
    """A substitute who is not in the list can open the counter all the same."""
    clerk = sit_down()
    clerk.do("sitDown", "")
    assert clerk.screen.statusText == "Open"


def test_nobody_sits_at_two_counters(house: Any, sit_down: Sit) -> None:
    """A clerk with an open counter elsewhere is offered there, and refused here with a sentence."""
    one = sit_down("1", "counter-1", clerk="yilmaz")
    other = sit_down("2", "counter-2", clerk="yilmaz")
    assert other.screen.panel == "clerk"
    row = other.screen.clerkRows[0]
    assert (row["detail"], row["possible"]) == ("Counter 1", False)
    other.do("sitDown", "yilmaz")
    assert other.screen.notice.startswith("This clerk has another counter open.")
    assert one.screen.isOpen
    assert not other.screen.isOpen


def test_changing_the_clerk(house: Any, sit_down: Sit) -> None:
    """Two clerks can change over without closing; nobody is offered without a name then."""
    clerk = sit_down(clerk="yilmaz")
    clerk.do("openPanel", "clerk")
    assert "Without a name" not in names(clerk)
    clerk.do("sitDown", "nowak")
    assert clerk.screen.statusText == "Open · Piotr Nowak"


def test_nobody_leaves_whoever_waits_for_them(house: Any, sit_down: Sit) -> None:
    """While a visitor waits for this clerk alone, neither closing nor changing over is possible."""
    house.issue()
    one = sit_down("1", "counter-1", clerk="yilmaz")
    other = sit_down("2", "counter-2", clerk="brandt")
    other.do("callNext")
    other.do("sendOn", "clerk", "yilmaz")
    assert not one.screen.can["close"]
    for slot, arguments in (("closeCounter", ()), ("sitDown", ("nowak",))):
        one.do(slot, *arguments)
        assert one.screen.notice == "Visitors wait for you alone. Call them first."
    assert one.screen.statusText == "Open · Aylin Yılmaz"


def test_an_unknown_clerk(house: Any, sit_down: Sit) -> None:
    """A name that the zone has struck from its list meanwhile is refused with a sentence."""
    clerk = sit_down()
    clerk.do("sitDown", "struck")
    assert clerk.screen.notice == "This name is not known here. Choose another one."


def test_only_counters_read_the_names() -> None:
    """Names of clerks are for counters; kiosk, wall and website have no right to that view."""
    assert ClerksView.readers == {Role.COUNTER}
