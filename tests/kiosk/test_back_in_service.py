"""A kiosk whose journal could not be kept for a while: nothing is lost, and nobody starts it."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.dispenser import AGAIN_AFTER_S, AGAIN_AT_MOST_S
from kiosk.journal import Journal, JournalError, JournalFull, JournalTaken
from kiosk.steps import START_S, TICKET_S
from waiting_room.ui.run import set_font
from waiting_room.wire.loopback import LoopbackHome

from .place import Place
from .test_disk_fails import dispenser, files_end_at, until_full
from .visitor import OUT, Paper, Visitor


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
def begin(place: Place, paper: Paper, qapp: QGuiApplication) -> Iterator[Callable[[], Visitor]]:
    """Let the kiosk's program begin, whether it can have its file or not."""
    set_font(qapp)
    made: list[Visitor] = []

    def begin_now() -> Visitor:
        screen = place.screen(paper)
        screen.begin()
        made.append(Visitor(place, screen))
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
    numbers.close()
    numbers = dispenser(tmp_path / "kiosk-1.sqlite", home)
    numbers.open()
    assert [one.number for one in numbers.journal.untold()] == out
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
    taken = [visitor.take()]
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
    taken.append(visitor.take())
    assert len(taken) == len(set(taken))
    assert list(place.room.tickets) == taken
    assert [one.number for one in place.opened[0].journal.everything()] == taken


def test_a_disk_that_fails_at_a_tap(visitor: Visitor, place: Place) -> None:
    """Who has just said yes sees the sentence at once, in the language that was chosen."""
    visitor.tap("Deutsch")
    visitor.tap("Unterlagen abgeben")
    place.stop_writing()
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
    assert visitor.take() == "K001"


def test_a_start_from_memory_that_was_late(
    place: Place, paper: Paper, qapp: QGuiApplication
) -> None:
    """Without a hub the zone and the printer are those of the file, once it can be read."""
    place.screen(paper).begin()
    place.open()
    place.broker.stop()
    place.switch_off()
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
