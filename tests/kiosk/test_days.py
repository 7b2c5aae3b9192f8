"""One day after the other: what of a day is told again, what is forgotten, and what is over."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.check_in import CheckIns
from kiosk.clocks import Clocks
from kiosk.dispenser import Dispenser
from kiosk.issued import Issued
from kiosk.journal import KEPT
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackConnection
from waiting_room.wire.messages import Fault

from .place import Place
from .zone import BOOKINGS, SIGNED, zone_of_all_hours

A_DAY_S = 86_400.0


class Days(Place):
    """A place whose days begin when the test says so, with a kiosk that has no screen."""

    day = 0

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, zone_of_all_hours())
        self.off = timedelta()
        self.answers: list[Issued | Fault] = []

    def now(self) -> datetime:
        """See Place."""
        return super().now() + timedelta(days=self.day)

    def clocks(self) -> Clocks:
        """See Place; the machine's clock may be wrong."""
        began_s = self.home.now_s + self.day * A_DAY_S
        return Clocks(
            at=lambda: self.now() + self.off,
            boot_s=lambda: self.home.now_s + self.day * A_DAY_S - began_s,
        )

    def begin(self) -> Dispenser:
        """Switch the kiosk on, or on again."""
        self.switch_off()
        clocks = self.clocks()
        self.opened.append(self.dispenser(clocks))
        self.opened[-1].open()
        self.check_ins = CheckIns(
            self.link,
            self.opened[-1],
            clocks,
            answered=lambda ticket, again: self.answers.append(ticket),
            refused=self.answers.append,
        )
        self.link.open()
        self.home.advance(5)
        return self.opened[-1]

    def restart_hub(self, file: str = "sued.sqlite", *, copy: bool = False) -> None:
        """End the hub's life and begin another one; make a copy between, or begin from it."""
        self.hub.close()
        if copy:
            shutil.copy(self.folder / file, self.folder / "copy.sqlite")
        restored = file == "copy.sqlite"
        self.start_hub(file, restored=restored)
        self.hub.open(restored=restored)
        self.home.advance(20)

    def next_day(self) -> None:
        """Let a night pass."""
        self.day += 1
        self.home.advance(10)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    place = Days(tmp_path)
    place.hub.open()
    yield place
    place.close()


def test_a_booking_moved_to_another_day_gets_a_number_of_that_day(days: Days) -> None:
    """Its number of the day before is somebody else's by then."""
    kiosk = days.begin()
    days.broker.stop()
    days.home.advance(1)
    days.check_ins.check_in(days.signed("AAAA-0001"))
    days.broker.start()
    days.next_day()
    days.broker.stop()
    days.home.advance(1)
    walked_in = kiosk.issue("papers", language="de").number
    starts_at = BOOKINGS[0].starts_at + timedelta(days=1)
    moved = BOOKINGS[0].model_copy(update={"starts_at": starts_at, "revision": 1})
    signed = SignedBooking.model_validate(moved.model_dump(include=SIGNED))
    days.check_ins.check_in(days.signer.sign(signed))
    assert [answer.number for answer in days.answers] == ["K001", "K002"]  # type: ignore[union-attr] # both are tickets
    assert walked_in == "K001"


def test_a_clock_that_is_behind_forgets_nothing_of_today(days: Days) -> None:
    """A hub that is restored in the afternoon hears of everybody."""
    days.off = timedelta(days=-20)
    kiosk = days.begin()
    days.restart_hub(copy=True)
    number = kiosk.issue("papers", language="de").number
    days.home.advance(1)
    for _ in range(100):  # until there are new leases
        kiosk.issue("papers", language="de")
    days.restart_hub()
    assert number in days.room.tickets
    days.restart_hub("copy.sqlite")
    assert number in days.room.tickets


def test_months_without_a_restart_leave_some_days_in_the_journal(days: Days) -> None:
    """Booked and unbooked, with numbers and with labels; the file grows no more."""
    kiosk = days.begin()
    sizes = []
    for _ in range(60):
        lease = kiosk.numbers.take()[1]
        for number in range(10):
            kiosk.numbers._held.clear() if number == 9 else None
            kiosk.issue("papers", language="de")
            days.home.advance(0.1)
        assert lease is not None
        days.next_day()
        sizes.append((days.folder / "kiosk-1.sqlite").stat().st_size)
    assert 10 <= len(kiosk.journal.everything()) <= 10 * (KEPT.days + 2)
    assert sizes[-1] == sizes[len(sizes) // 2]


@pytest.mark.parametrize("again", ["hub", "kiosk"])
def test_a_label_of_another_day_alarms_nobody(days: Days, again: str) -> None:
    """Neither as the hub begins anew, nor as the kiosk is switched on in the morning."""
    days.broker.stop()
    kiosk = days.begin()
    label = kiosk.issue("papers", language="de").number
    days.broker.start()
    days.home.advance(5)
    assert list(days.room.tickets) == [label]
    days.next_day()
    if again == "hub":
        days.restart_hub()
    else:
        kiosk = days.begin()
    assert kiosk.state == "ok"


def test_a_label_that_the_hub_hears_of_a_day_late_alarms_nobody(days: Days) -> None:
    """Its visitor has gone home."""
    kiosk = days.begin()
    days.broker.stop()
    days.home.advance(1)
    kiosk.numbers._held.clear()
    kiosk.issue("papers", language="de")
    days.day += 1
    days.broker.start()
    days.home.advance(20)
    assert (kiosk.journal.untold(), kiosk.state) == ([], "ok")


def test_a_told_label_is_told_again_on_its_day(days: Days) -> None:
    """To a hub that was restored from an older copy."""
    days.restart_hub(copy=True)
    days.broker.stop()
    kiosk = days.begin()
    label = kiosk.issue("papers", language="de").number
    days.broker.start()
    days.home.advance(20)
    assert kiosk.journal.untold() == []
    days.restart_hub("copy.sqlite")
    assert label in days.room.tickets


def test_a_number_under_way_as_the_machine_falls_asleep(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the morning it is of yesterday, also to the link, which repeats it with its age."""
    slept_s = 0.0
    monkeypatch.setattr(time, "clock_gettime", lambda clock: days.home.now_s + slept_s)
    connection = LoopbackConnection(days.broker, days.home)
    days.link = Link(connection, days.home, zone="sued", client="kiosk-1")
    kiosk = days.dispenser(Clocks(at=days.now))
    days.opened.append(kiosk)
    kiosk.open()
    days.link.open()
    days.home.advance(5)
    days.hub.close()
    kiosk.issue("papers", language="de")
    days.home.advance(1)
    slept_s, days.day = A_DAY_S, 1
    days.start_hub()
    days.hub.open()
    days.home.advance(10)
    assert (list(days.room.tickets), kiosk.journal.untold(), kiosk.state) == ([], [], "ok")
