"""What was under way as a kiosk's disk failed is made up for when it works again."""

import pytest

from hardware.framing import SAME_CODE_S
from kiosk.check_in import SIGNED_WAITS_S
from kiosk.dispenser import AGAIN_AFTER_S, AGAIN_AT_MOST_S
from kiosk.journal import Journal
from waiting_room.wire.views import DeviceView, LinesView, ZoneView, view_name

from .place import Place
from .visitor import OUT, Paper, Visitor


def test_a_number_that_was_given_stays(visitor: Visitor, place: Place) -> None:
    """Whoever has a number sees it to the end, though its answer could not be written down."""
    visitor.tap("Hand in papers")
    visitor.screen.takeTicket()
    place.stop_writing()
    visitor.wait()
    assert place.opened[0].is_out
    assert "K\u202f001" in visitor.reads()
    visitor.tap("Done")
    assert OUT in visitor.reads()
    visitor.wait(AGAIN_AFTER_S)
    assert visitor.screen.page == "start"
    visitor.wait(1)
    assert place.opened[0].journal.untold() == []
    assert list(place.room.tickets) == ["K001"]


def test_a_check_in_that_the_hub_has_kept(visitor: Visitor, place: Place, paper: Paper) -> None:
    """A booked visitor whom the hub has on its disk gets the number, whatever happens to ours."""
    place.stop_writing()
    paper.scan("AAAA-0001")
    visitor.wait()
    assert place.opened[0].is_out
    assert "K\u202f001" in visitor.reads()
    assert list(place.room.tickets) == ["K001"]


def test_a_check_in_that_nobody_can_keep(visitor: Visitor, place: Place, paper: Paper) -> None:
    """Without the hub a booked visitor gets the sentence, and no page that waits for ever."""
    place.broker.stop()
    visitor.wait(1)
    place.stop_writing()
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait()
    assert visitor.screen.page == "out"
    visitor.wait(SAME_CODE_S)
    paper.scan(place.signed("AAAA-0001"))
    visitor.wait()
    assert visitor.screen.page == "ticket"


def test_a_check_in_after_a_hub_that_was_silent(
    visitor: Visitor, place: Place, paper: Paper
) -> None:
    """The kiosk that decides after three seconds, and cannot keep it, says so."""
    place.hub_connection.publish = lambda *_, **more: None  # type: ignore[method-assign] # a deaf line
    paper.scan(place.signed("AAAA-0001"))
    place.stop_writing()
    visitor.wait(SIGNED_WAITS_S)
    assert visitor.screen.page == "out"


def test_leases_and_views_of_a_bad_moment(visitor: Visitor, place: Place) -> None:
    """What the hub says while nothing can be written is in the journal afterwards."""
    dispenser = place.opened[0]
    dispenser.numbers._held.clear()
    place.stop_writing()
    dispenser.numbers.ask_if_few()
    place.home.advance(1)
    assert dispenser.is_out
    other = place.zone.model_copy(update={"name": {"en": "Reception North"}})
    named = dispenser.heard.zone.model_copy(update={"name": other.name, "seq": 10**6})  # type: ignore[union-attr] # it was heard
    dispenser.heard._zone_told("", named)
    visitor.wait(AGAIN_AFTER_S + 1)
    assert dispenser.numbers.left == 100
    assert dispenser.journal.highest(place.now()) > 100
    kept = dispenser.journal.heard("zone", type(named))
    assert kept is not None
    assert kept.name == other.name


def test_what_is_no_news_is_not_written(
    visitor: Visitor, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view that says the same again spares the disk; one that says something else does not."""
    heard, written = place.opened[0].heard, list[str]()
    monkeypatch.setattr(heard._journal, "keep_heard", lambda view, body: written.append(view))
    assert heard.zone is not None
    heard._zone_told("", heard.zone.model_copy(update={"seq": 10**6}))
    assert written == []
    heard._zone_told("", heard.zone.model_copy(update={"public_url": ""}))
    assert written == ["zone"]


def test_a_lease_that_cannot_be_kept(visitor: Visitor, place: Place) -> None:
    """None of its numbers is given out; another one is asked for."""
    numbers = place.opened[0].numbers
    numbers._held.clear()
    numbers.ask_if_few()
    place.stop_writing()
    place.home.advance(0.5)
    assert numbers.left == 0
    visitor.wait(AGAIN_AFTER_S)
    assert visitor.take() == "K201"


def test_a_file_that_was_put_aside(visitor: Visitor, place: Place) -> None:
    """The kiosk begins a new one, writes into it what it knows, and tells the hub the rest."""
    place.hub.close()
    visitor.wait(8)
    taken = visitor.take()
    place.stop_writing()
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    for file in place.folder.glob("kiosk-1.sqlite*"):
        file.unlink()
    visitor.wait(AGAIN_AFTER_S)
    journal = place.opened[0].journal
    for view in (ZoneView, LinesView, DeviceView):
        assert journal.heard(view_name(view), view) is not None
    place.start_hub()
    place.hub.open()
    visitor.wait(5)
    assert list(place.room.tickets) == [taken]


def test_a_hub_that_is_restored_meanwhile(visitor: Visitor, place: Place) -> None:
    """It hears the day from a kiosk that could not read it when the hub began."""
    assert visitor.take() == "K001"
    place.stop_writing()
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")
    assert visitor.screen.page == "out"
    holder = Journal(place.folder / "kiosk-1.sqlite")
    holder.open()
    place.hub.close()
    place.start_hub("empty.sqlite", restored=True)
    place.hub.open()
    visitor.wait(AGAIN_AT_MOST_S)
    assert place.room.tickets == {}
    assert place.hub._health._parts["kiosk-1"]["numbers"] == "taken"
    holder.close()
    visitor.wait(AGAIN_AT_MOST_S)
    assert list(place.room.tickets) == ["K001"]
