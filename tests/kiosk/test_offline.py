"""A kiosk without its hub: numbers, waits, closing times and bookings, and what the hub hears."""

import shutil
from datetime import timedelta

import pytest

from hardware.slip import Text
from kiosk.check_in import SIGNED_WAITS_S, TYPED_WAITS_S
from kiosk.clocks import Clocks
from waiting_room.rules.hours import Hours
from waiting_room.rules.zone import Zone
from waiting_room.ui.run import set_font

from .place import Place
from .visitor import Paper, Visitor
from .zone import zone_of


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> Zone:
    """The zone, perhaps with other hours on its Monday."""
    hours = getattr(request, "param", ["08:00-12:30"])
    return zone_of().model_copy(update={"hours": Hours.model_validate({"mon": hours})})


@pytest.fixture
def begin(place: Place, paper: Paper, qapp):  # type: ignore[no-untyped-def] # fixtures of pytest-qt
    """Let a kiosk begin now, whether there is a hub or not."""
    set_font(qapp)
    made: list[Visitor] = []

    def begin_now() -> Visitor:
        if made:
            made.pop().close()
        place.switch_off()
        screen = place.screen(paper)
        screen.begin()
        place.link.open()
        made.append(Visitor(place, screen))
        return made[-1]

    yield begin_now
    for visitor in made:
        visitor.close()


def test_the_next_number_at_once(visitor: Visitor, place: Place, paper: Paper) -> None:
    """Without the hub a number is there as fast as ever, on screen and paper, without a wait."""
    assert visitor.take() == "K001"
    place.broker.stop()
    visitor.wait()
    visitor.tap("Hand in papers")
    assert "The waiting time is not known at the moment." in visitor.reads()
    visitor.tap("Yes, take a ticket")
    assert "K\u202f002" in visitor.reads()
    assert not any("before you" in text or "Waiting time" in text for text in visitor.reads())
    texts = [block.text for block in paper.slips[-1].blocks if isinstance(block, Text)]
    assert not any("before you" in text or "Waiting time" in text for text in texts)
    assert list(place.room.tickets) == ["K001"]


def test_the_hub_hears_when_it_is_back(visitor: Visitor, place: Place) -> None:
    """Whoever took a number meanwhile stands where they would have stood."""
    place.broker.stop()
    visitor.wait()
    took_at = place.now()
    assert visitor.take() == "K001"
    visitor.wait(600)
    place.broker.start()
    visitor.wait(3)
    ticket = place.room.tickets["K001"]
    assert abs((ticket.arrived_at - took_at).total_seconds()) < 3
    assert place.opened[0].journal.untold() == []


def test_the_whole_lease_and_no_longer(visitor: Visitor, place: Place) -> None:
    """After the last number that it holds the kiosk goes on with labels that nobody else has."""
    place.broker.stop()
    visitor.wait()
    dispenser = place.opened[0]
    numbers = [dispenser.issue("papers", language="de").number for _ in range(103)]
    assert numbers[:2] + numbers[99:100] == ["K001", "K002", "K100"]
    assert all(number[0] == "X" and len(number) == 5 for number in numbers[100:])
    assert len(set(numbers)) == 103
    place.broker.start()
    visitor.wait(30)
    assert set(place.room.tickets) == set(numbers)


def test_a_start_without_the_hub(place: Place, begin) -> None:  # type: ignore[no-untyped-def] # a fixture
    """A kiosk that begins cut off knows its zone from before and gives out emergency labels."""
    place.hub.open()
    begin().wait(1)
    place.broker.stop()
    again = begin()
    number = again.take()
    assert number[0] == "X"
    place.broker.start()
    again.wait(5)
    assert list(place.room.tickets) == [number]
    assert again.take() == "K101", "what was leased before this start is never used"


def test_a_first_start_without_the_hub(place: Place, paper: Paper, begin) -> None:  # type: ignore[no-untyped-def] # a fixture
    """A kiosk that has never heard of its zone has nothing to offer yet, nor to say of a code."""
    visitor = begin()
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "This screen is starting." in visitor.reads()


@pytest.mark.parametrize("zone", [["08:00-09:05", "09:10-09:15"]], indirect=True)
def test_hours_without_the_hub(visitor: Visitor, place: Place) -> None:
    """The kiosk knows when tickets are given out, and when no more and when again."""
    place.broker.stop()
    visitor.wait(290)
    assert "What brings you here?" in visitor.reads()
    visitor.wait(10)
    assert "We are closed now." in visitor.reads()
    assert any("09:10" in text for text in visitor.reads())
    visitor.wait(300)
    assert visitor.take() == "K001"
    visitor.wait(300)
    assert "We are closed now." in visitor.reads()


def test_a_booking_without_the_hub(visitor: Visitor, place: Place, paper: Paper) -> None:
    """A signed code is checked here; shown again it is the same number, on a copy."""
    place.broker.stop()
    visitor.wait()
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait()
    assert "You are checked in. Your number:" in visitor.reads()
    assert "K\u202f001" in visitor.reads()
    visitor.wait(5)
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait()
    assert "You are checked in already. Your number:" in visitor.reads()
    assert "K\u202f001" in visitor.reads()
    texts = [block.text for block in paper.slips[-1].blocks if isinstance(block, Text)]
    assert "Copy" in texts
    place.broker.start()
    visitor.wait(3)
    assert place.room.tickets["K001"].booking == "AAAA-0001"
    assert len(place.room.tickets) == 1


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("AAAA-0002", "You are early."),
        ("AAAA-0003", "The time of your booking has passed."),
        ("AAAA-0004", "Your booking is for another day."),
        ("AAAA-0006", "Your booking is for another place."),
    ],
)
def test_answers_without_the_hub(visitor: Visitor, place: Place, paper: Paper, code, title) -> None:  # type: ignore[no-untyped-def] # parameters
    """A code for another time or place gets the same answer as from the hub."""
    place.broker.stop()
    visitor.wait()
    paper.scan(place.signed(code))
    visitor.wait()
    assert title in visitor.reads()
    assert place.opened[0].journal.untold() == []


def test_a_forged_code_without_the_hub(visitor: Visitor, place: Place, paper: Paper) -> None:
    """One sign changed, and it is not a booking of ours."""
    code = place.signed("AAAA-0001")
    place.broker.stop()
    visitor.wait()
    paper.scan(code.replace(":10:", ":11:") if ":10:" in code else code.replace(":30:", ":45:"))
    visitor.wait()
    assert "We do not know this code." in visitor.reads()


def test_a_typed_code_without_the_hub(visitor: Visitor, place: Place, paper: Paper) -> None:
    """What only the hub can know is said to be so, with the way on."""
    place.broker.stop()
    visitor.wait()
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "This code cannot be checked at the moment." in visitor.reads()
    assert "Please take a ticket, or ask at the reception desk." in visitor.reads()


def test_silence_in_mid_check_in(visitor: Visitor, place: Place, paper: Paper) -> None:
    """A hub that falls silent with a signed code in its hand costs three seconds, no visitor."""
    place.broker.is_up = False
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait()
    assert "We are getting your number." in visitor.reads()
    visitor.wait(SIGNED_WAITS_S)
    assert "You are checked in. Your number:" in visitor.reads()
    place.broker.is_up = True
    visitor.wait(10)
    assert [ticket.booking for ticket in place.room.tickets.values()] == ["AAAA-0001"]


def test_a_code_that_stays_while_the_hub_is_silent(
    visitor: Visitor, place: Place, paper: Paper
) -> None:
    """A scanner that reads the same code all the time gets its visitor one slip, and no copies."""
    place.broker.is_up = False
    for _ in range(30):
        paper.scan(place.signed("AAAA-0001"))
        visitor.wait()
    assert (visitor.screen.page, len(paper.slips)) == ("ticket", 1)


def test_silence_as_the_day_ends(visitor: Visitor, place: Place, paper: Paper) -> None:
    """The number in its hand is yesterday's by then, and the visitor gets a label instead."""
    place.broker.is_up = False
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait()
    place.opened[-1].numbers.has_ended = lambda lease: True  # type: ignore[method-assign] # four o'clock
    visitor.wait(SIGNED_WAITS_S)
    assert visitor.screen.ticket.number[0] == "X"


def test_a_clock_a_year_ahead_forgets_nothing_of_today(place: Place) -> None:
    """What can be forgotten is said by the hub's clock."""
    dispenser = place.dispenser(place.clocks())
    dispenser.open()
    place.open()
    number = dispenser.issue("papers", language="de").number
    place.home.advance(1)
    dispenser.close()
    place.link.close()
    place.link = place.link_of("kiosk-1")
    ahead = Clocks(at=lambda: place.now() + timedelta(days=365), boot_s=lambda: place.home.now_s)
    place.opened.append(place.dispenser(ahead))
    place.opened[-1].open()
    place.link.open()
    place.home.advance(5)
    assert place.opened[-1].journal.has(number)


def test_silence_about_a_typed_code(visitor: Visitor, place: Place, paper: Paper) -> None:
    """With a typed code it is said in time; trying again gives the ticket when the hub is back."""
    place.broker.is_up = False
    paper.scan("AAAA-0001")
    visitor.wait(TYPED_WAITS_S + 1)
    assert "There is no answer at the moment." in visitor.reads()
    place.broker.is_up = True
    visitor.wait(6)
    visitor.tap("Try again")
    assert "You are checked in. Your number:" in visitor.reads()


def test_a_refused_code_costs_no_number(visitor: Visitor, place: Place, paper: Paper) -> None:
    """The number that was offered with it goes to the next visitor."""
    paper.scan("AAAA-0002")
    visitor.wait()
    assert "You are early." in visitor.reads()
    visitor.tap("Back")
    assert visitor.take() == "K001"


def test_a_restored_hub_is_told_the_day_again(visitor: Visitor, place: Place, paper: Paper) -> None:
    """Walk-in and booked visitors whom an older copy does not know are in line again."""
    place.hub.close()
    shutil.copy(place.folder / "sued.sqlite", place.folder / "copy.sqlite")
    place.start_hub()
    place.hub.open()
    visitor.wait(8)
    walked_in = visitor.take()
    paper.scan("AAAA-0001")
    visitor.wait()
    tokens = {number: ticket.token for number, ticket in place.room.tickets.items()}
    assert set(tokens) == {walked_in, "K002"}
    place.hub.close()
    place.start_hub("copy.sqlite", restored=True)
    place.hub.open()
    visitor.wait(15)
    assert {number: ticket.token for number, ticket in place.room.tickets.items()} == tokens
    assert place.room.tickets["K002"].booking == "AAAA-0001"


def test_a_disk_that_fails(place: Place, paper: Paper, begin) -> None:  # type: ignore[no-untyped-def] # a fixture
    """Without a disk no number can be promised: the screen says where to go, staff are told."""
    (place.folder / "kiosk-1.sqlite").mkdir()
    place.hub.open()
    visitor = begin()
    visitor.wait(3)
    assert "This machine cannot give out numbers at the moment." in visitor.reads()
    assert place.hub._health._parts["kiosk-1"]["numbers"] == "failed"
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "This machine cannot give out numbers at the moment." in visitor.reads()


def test_an_answer_that_cannot_be_read(
    visitor: Visitor, place: Place, paper: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    """An answer of a newer hub ends in a sentence, not in waiting for ever."""
    original = place.hub_connection.publish

    def publish(topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        if topic.endswith("reply/kiosk-1"):
            payload = payload.replace(b'"number":"K001"', b'"number":"?"')
        original(topic, payload, qos=qos, retain=retain)

    place.hub_connection.publish = publish  # type: ignore[method-assign] # a hub of tomorrow
    paper.scan("AAAA-0001")
    visitor.wait()
    assert "That did not work." in visitor.reads()
    assert "older than its hub" in caplog.text


def test_a_lost_answer_before_the_first_lease(visitor: Visitor, place: Place, paper: Paper) -> None:
    """The number on paper is the one the hub knows, also if that is an emergency label."""
    place.opened[0].numbers._held.clear()
    reply = place.hub_connection.publish

    def publish(topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        if not topic.endswith("reply/kiosk-1"):
            reply(topic, payload, qos=qos, retain=retain)

    place.hub_connection.publish = publish  # type: ignore[method-assign] # a deaf line
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait(SIGNED_WAITS_S + 1)
    number = str(visitor.screen.ticket.number).replace("\u202f", "")
    assert list(place.room.tickets) == [number]
