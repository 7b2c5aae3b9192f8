import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.given import Given
from kiosk.journal import KEPT, Journal, JournalError
from waiting_room.rules.commands import CheckIn, IssueTicket
from waiting_room.rules.events import Lease
from waiting_room.wire.views import DeviceView, LinesView

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def given(number="K001", at=NINE, booking=None):
    """Give a number that was given out at a moment."""
    fields = {"token": "a" * 26, "number": number, "printed_at": at}
    command = CheckIn(code=booking, **fields) if booking else IssueTicket(service="x", **fields)
    return Given(f"id-{number}", command, "boot", 12.5, NINE, NINE + timedelta(hours=9), booking)


def lease(first, ends_at=NINE + timedelta(hours=9)):
    """Give a lease of ten numbers."""
    day = date(2026, 11, 23)
    return Lease(letter="K", first=first, last=first + 9, day=day, leased_at=NINE, ends_at=ends_at)


@pytest.fixture
def journal(tmp_path):
    """A journal on an empty disk."""
    journal = Journal(tmp_path / "new" / "kiosk-1.sqlite")
    journal.open()
    yield journal
    journal.close()


def again(journal):
    """Open the same file once more, as after a power cut."""
    journal.close()
    reopened = Journal(journal._file)
    reopened.open()
    return reopened


def test_what_was_written_is_there_whole(journal):
    """The command, both clocks and the lease come back as they were."""
    rows = [given("K001"), given("K002", NINE + timedelta(seconds=1), booking="AAAA-0001")]
    for row in rows:
        journal.write(row)
    reopened = again(journal)
    assert reopened.untold() == rows
    assert reopened.of_booking("AAAA-0001") == [rows[1]]
    assert reopened.of_booking("AAAA-0002") == []
    reopened.close()


def test_what_is_told_is_not_told_again(journal):
    """But it stays, for a hub that is restored."""
    journal.write(given("K001"))
    journal.write(given("K002"), is_told=True)
    journal.mark_told("id-K001", NINE)
    assert journal.untold() == []
    assert [one.number for one in journal.everything()] == ["K001", "K002"]


def test_no_number_is_written_twice_under_one_id(journal):
    """The second write is a fault of the program, and nothing is given out."""
    journal.write(given())
    with pytest.raises(JournalError):
        journal.write(given())


def test_the_highest_number_of_a_day(journal):
    """Leases that have ended do not count: a new day begins at one."""
    journal.keep_lease(lease(1, ends_at=NINE))
    assert journal.highest(NINE + timedelta(seconds=1)) == 0
    journal.keep_lease(lease(11))
    journal.keep_lease(lease(21))
    assert journal.highest(NINE + timedelta(seconds=1)) == 30
    assert journal.has("K001") is False


def test_old_rows_are_forgotten_with_the_next_lease(journal):
    """By its clock, and once they are told: what the hub has not heard stays, however old."""
    long_over = NINE - KEPT - timedelta(seconds=1)
    journal.keep_lease(lease(1, ends_at=long_over))
    rows = [replace(given(f"K00{number}"), ends_at=long_over) for number in (1, 2)]
    rows += [replace(given("K003", NINE - timedelta(days=20)), ends_at=NINE - KEPT)]
    for row in rows:
        journal.write(row, is_told=row.number != "K002")
    journal.keep_lease(lease(11))
    assert {one.number for one in journal.everything()} == {"K002", "K003"}
    assert journal.highest(NINE - 2 * KEPT) == 20


def test_what_was_heard_is_remembered(journal):
    """The newest of each view; what another version has written is as good as nothing."""
    journal.keep_heard("lines", LinesView(services=()).model_dump_json())
    journal.keep_heard("lines", LinesView(services=(), seq=7).model_dump_json())
    journal.keep_heard("device", '{"id": 1}')
    assert journal.heard("lines", LinesView) == LinesView(services=(), seq=7)
    assert journal.heard("device", DeviceView) is None
    assert journal.heard("zone", DeviceView) is None


def test_a_second_kiosk_is_kept_out(journal):
    """Two programs on one file would give out the same numbers."""
    with pytest.raises(JournalError, match="another kiosk program"):
        Journal(journal._file).open()


def test_a_newer_file_is_left_alone(journal):
    """An older program says what to do instead of guessing."""
    journal.close()
    with sqlite3.connect(journal._file) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(JournalError, match="newer version"):
        Journal(journal._file).open()


def test_a_disk_that_is_gone_gives_out_nothing(journal):
    """Writing either succeeds and is synced, or raises."""
    journal._connection.close()
    with pytest.raises(JournalError, match="no number can be promised"):
        journal.write(replace(given(), id="other"))
