"""A kiosk whose journal could not be kept for a while: nothing is lost, and nobody starts it."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hardware.framing import SAME_CODE_S
from kiosk.check_in import SIGNED_WAITS_S
from kiosk.dispenser import AGAIN_AFTER_S, AGAIN_AT_MOST_S
from kiosk.journal import Journal, JournalError, JournalFull, JournalTaken
from kiosk.steps import START_S, TICKET_S
from waiting_room.ui.run import set_font
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.views import DeviceView, LinesView, ZoneView, view_name

from .place import Place
from .test_disk_fails import dispenser, files_end_at, until_full
from .test_offline import take
from .visitor import Paper, Visitor

OUT = "This machine cannot give out numbers at the moment."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """Write a file, as a log of others grows, until there is no room; gives it."""
    log = disk / "log"
    with log.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    return log


def stop_writing(place: Place) -> None:
    """Let the kiosk's disk take nothing more, until its file is opened again."""
    connection = place.opened[-1].journal._connection
    assert connection is not None
    connection.exec_driver_sql("PRAGMA query_only=ON")
    connection.commit()


def dispenser_waits_s(place: Place) -> float:
    """Tell how long it is until the kiosk tries its file again."""
    again = place.opened[-1]._again
    return next(at_s for at_s, _, timer in place.home._calls if timer is again) - place.home.now_s


@pytest.fixture
def holder(place: Place) -> Iterator[Journal]:
    """Another program that has the kiosk's file."""
    other = Journal(place.folder / "kiosk-1.sqlite")
    other.open()
    yield other
    other.close()


@pytest.fixture
def begin(
    place: Place, paper: Paper, qapp: QGuiApplication, qtbot: QtBot
) -> Iterator[Callable[[], Visitor]]:
    """Let the kiosk's program begin, whether it can have its file or not."""
    set_font(qapp)
    made: list[Visitor] = []

    def begin_now() -> Visitor:
        screen = place.screen(paper)
        screen.begin()
        made.append(Visitor(place, screen, qtbot))
        return made[-1]

    yield begin_now
    for visitor in made:
        visitor.close()


def test_room_again(tmp_path: Path) -> None:
    """A full disk gives out no number; with room the kiosk goes on, and has forgotten none."""
    home = LoopbackHome()
    numbers = dispenser(tmp_path / "kiosk-1.sqlite", home)
    numbers.open()
    with files_end_at(128 * 1024):
        out = until_full(lambda _: numbers.issue("question", language="de").number)
        assert numbers.is_out
        with pytest.raises(JournalError, match="is not open"):
            numbers.issue("question", language="de")
    home.advance(AGAIN_AFTER_S)
    assert numbers.state == "ok"
    out.append(numbers.issue("question", language="de").number)
    assert [one.number for one in numbers.journal.untold()] == out
    assert numbers.outbox.untold == len(out)
    numbers.close()
    numbers = dispenser(tmp_path / "kiosk-1.sqlite", home)
    numbers.open()
    assert numbers.outbox.untold == len(out)
    numbers.close()


def test_a_disk_is_left_alone_longer_each_time(tmp_path: Path) -> None:
    """It is tried after 2, 4, 8 seconds and at last once a minute, and leaves nothing open."""
    home = LoopbackHome()
    numbers = dispenser(tmp_path / "kiosk-1.sqlite", home)
    tried: list[float] = []
    mend = numbers.journal.open

    def fail() -> None:
        tried.append(home.now_s)
        with files_end_at(0):
            mend()

    numbers.journal.open = fail  # type: ignore[method-assign] # a disk that is full
    numbers.open()
    home.advance(1)
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    home.advance(300)
    assert tried == [0, 2, 6, 14, 30, 62, 122, 182, 242]
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
    numbers.journal.open = mend  # type: ignore[method-assign] # and has room again
    home.advance(AGAIN_AT_MOST_S)
    assert numbers.state == "ok"
    numbers.issue("question", language="de")
    with files_end_at(0):
        until_full(lambda _: numbers.issue("question", language="de").number)
    home.advance(AGAIN_AFTER_S)
    assert numbers.state == "ok"
    numbers.close()


def test_nothing_is_tried_after_the_end(tmp_path: Path) -> None:
    """A program that has given its file back does not take it again."""
    home = LoopbackHome()
    numbers = dispenser(tmp_path / "kiosk-1.sqlite", home)
    with files_end_at(0):
        numbers.open()
    numbers.close()
    home.advance(AGAIN_AT_MOST_S)
    assert numbers.is_out


def test_what_is_in_the_way(small_disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A disk without room and a file that is taken are told apart, and each is logged once."""
    file = small_disk / "kiosk-1.sqlite"
    home = LoopbackHome()
    numbers = dispenser(file, home)
    log = fill(small_disk)
    numbers.open()
    assert numbers.state == JournalFull.state == "full"
    home.advance(AGAIN_AT_MOST_S)
    assert caplog.text.count("look after the disk") == 1
    log.unlink()
    other = Journal(file)
    other.open()
    home.advance(AGAIN_AT_MOST_S)
    assert numbers.state == JournalTaken.state == "taken"
    assert caplog.text.count("look after the disk") == 2
    other.close()
    home.advance(AGAIN_AT_MOST_S)
    assert numbers.state == "ok"
    assert "can be kept again" in caplog.text
    numbers.close()


def test_a_full_disk_before_a_visitor(
    small_disk: Path, place: Place, begin: Callable[[], Visitor]
) -> None:
    """The page says where to go, staff which trouble it is; with room all is as it was before."""
    (place.folder / "kiosk-1.sqlite").symlink_to(small_disk / "kiosk-1.sqlite")
    visitor = begin()
    place.open()
    visitor.wait(1)
    taken = [take(visitor, place)]
    log = fill(small_disk)
    for _ in range(1000):
        visitor.screen.chooseService("papers")
        visitor.wait(1)
        visitor.screen.takeTicket()
        if visitor.screen.page == "out":
            break
        taken.append(str(visitor.screen.ticket.number).replace("\u202f", ""))
        visitor.wait(1)
        visitor.screen.leave()
        visitor.wait(1)
    assert OUT in visitor.reads()
    visitor.wait(1.5)
    assert place.hub._health._parts["kiosk-1"]["numbers"] == "full"
    log.unlink()
    visitor.wait(AGAIN_AT_MOST_S)
    assert place.hub._health._parts["kiosk-1"]["numbers"] == "ok"
    taken.append(take(visitor, place))
    assert len(taken) == len(set(taken))
    assert list(place.room.tickets) == taken
    assert [one.number for one in place.opened[0].journal.everything()] == taken


def test_a_disk_that_fails_at_a_tap(visitor: Visitor, place: Place) -> None:
    """Who has just said yes sees the sentence at once, in the language that was chosen."""
    visitor.tap("Deutsch")
    visitor.tap("Unterlagen abgeben")
    stop_writing(place)
    visitor.tap("Yes, take a ticket")
    assert visitor.screen.page == "out"
    assert visitor.screen.language == "de"
    assert OUT not in visitor.reads()
    assert visitor.screen.words.say(OUT) in visitor.reads()
    assert place.room.tickets == {}
    place.home.advance(dispenser_waits_s(place))
    visitor.settle()
    visitor.tap("Unterlagen abgeben")
    visitor.tap("Yes, take a ticket")
    assert len(place.room.tickets) == 1
    visitor.wait(TICKET_S + START_S)
    assert visitor.screen.language == "en"


def test_a_number_that_was_given_stays(visitor: Visitor, place: Place) -> None:
    """Whoever has a number sees it to the end, though its answer could not be written down."""
    visitor.tap("Hand in papers")
    visitor.screen.takeTicket()
    stop_writing(place)
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
    stop_writing(place)
    paper.scan("AAAA-0001")
    visitor.wait()
    assert place.opened[0].is_out
    assert "K\u202f001" in visitor.reads()
    assert list(place.room.tickets) == ["K001"]


def test_a_check_in_that_nobody_can_keep(visitor: Visitor, place: Place, paper: Paper) -> None:
    """Without the hub a booked visitor gets the sentence, and no page that waits for ever."""
    place.broker.stop()
    visitor.wait(1)
    stop_writing(place)
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
    stop_writing(place)
    visitor.wait(SIGNED_WAITS_S)
    assert visitor.screen.page == "out"


def test_leases_and_views_of_a_bad_moment(visitor: Visitor, place: Place) -> None:
    """What the hub says while nothing can be written is in the journal afterwards."""
    dispenser = place.opened[0]
    dispenser.numbers._held.clear()
    stop_writing(place)
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
    stop_writing(place)
    place.home.advance(0.5)
    assert numbers.left == 0
    visitor.wait(AGAIN_AFTER_S)
    assert take(visitor, place) == "K201"


def test_a_file_that_was_put_aside(visitor: Visitor, place: Place) -> None:
    """The kiosk begins a new one, writes into it what it knows, and tells the hub the rest."""
    place.hub.close()
    visitor.wait(8)
    taken = take(visitor, place)
    stop_writing(place)
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
    assert take(visitor, place) == "K001"
    stop_writing(place)
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


def test_a_file_that_is_taken_at_the_start(
    place: Place, paper: Paper, holder: Journal, begin: Callable[[], Visitor]
) -> None:
    """Once the other program has ended the kiosk begins, by itself and as if nothing had been."""
    visitor = begin()
    place.open()
    visitor.wait(2)
    assert OUT in visitor.reads()
    paper.scan("AAAA-0001")
    visitor.wait()
    assert OUT in visitor.reads()
    holder.close()
    place.home.advance(dispenser_waits_s(place))
    visitor.wait(0.1)
    assert take(visitor, place) == "K001"


def test_a_start_from_memory_that_was_late(
    place: Place, paper: Paper, qapp: QGuiApplication
) -> None:
    """Without a hub the zone and the printer are those of the file, once it can be read."""
    place.screen(paper).begin()
    place.open()
    place.opened.pop().close()
    place.broker.stop()
    place.link.close()
    place.link = place.link_of("kiosk-1")
    holder = Journal(place.folder / "kiosk-1.sqlite")
    holder.open()
    devices = Paper(place.link, place.home)
    screen = place.screen(devices)
    screen.begin()
    assert screen.page == "out"
    assert screen.zone is None
    holder.close()
    place.home.advance(AGAIN_AFTER_S)
    assert screen.page == "start"
    assert screen.zoneName == "Reception South"
    assert devices._opened == {"printer": "none:", "scanner": "none:"}
    paper.close()
    devices.close()
