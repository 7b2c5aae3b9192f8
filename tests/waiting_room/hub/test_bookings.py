import tomllib

import pytest

from tests.waiting_room.hub.conftest import EXAMPLE
from waiting_room.hub.bookings import BookingFileError, read_bookings
from waiting_room.rules.zone import Zone

ZONE = Zone.model_validate(tomllib.loads(EXAMPLE.read_text("utf-8")))
HEAD = "code,zone,service,starts_at,minutes,language,needs\n"


def test_the_example_bookings_are_read(request):
    """The table that we ship has five bookings, all for what the example zone lets people book."""
    file = request.config.rootpath / "waiting_room" / "example" / "bookings.csv"

    bookings = list(read_bookings(file, ZONE).values())

    assert len(bookings) == 5
    assert {one.service for one in bookings} <= {one.id for one in ZONE.services if one.bookable}
    assert bookings[1].needs == ("interpreter",)


def test_a_wrong_row_is_named_by_its_line(tmp_path):
    """The line and the field are said, so that a person can mend the table."""
    file = tmp_path / "bookings.csv"
    file.write_text(HEAD + "7K2M-9QXA,sued,advice,tomorrow,30,de,\n")

    with pytest.raises(BookingFileError, match="line 2: starts_at"):
        read_bookings(file, ZONE)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    """Empty lines, and a cell of two lines, move what follows."""
    file = tmp_path / "bookings.csv"
    row = "7K2M-9QX{},sued,advice,2026-11-23T08:30:00+01:00,30,de,{}\n"
    file.write_text(
        HEAD + "\n" + row.format("A", '"interpreter\nwheelchair"') + row.format("B", "")
    )

    assert list(read_bookings(file, ZONE)) == ["line 4", "line 5"]


def test_a_time_without_a_zone_is_refused(tmp_path):
    """Half past eight could be anywhere."""
    file = tmp_path / "bookings.csv"
    file.write_text(HEAD + "7K2M-9QXA,sued,advice,2026-11-23T08:30:00,30,de,\n")

    with pytest.raises(BookingFileError, match="starts_at"):
        read_bookings(file, ZONE)


def test_an_empty_cell_says_nothing(tmp_path):
    """Who leaves length, language and the rest open gets the usual; `cancelled` may be said."""
    file = tmp_path / "bookings.csv"
    row = "7K2M-9QXA,sued,advice,2026-11-23T08:30:00+01:00,,,,"
    head = HEAD.strip() + ",cancelled\n"
    file.write_text(head + row + "\n" + row.replace("7K2M", "7K2N") + "true\n")

    usual, cancelled = read_bookings(file, ZONE).values()
    assert (usual.minutes, usual.language, usual.needs, usual.cancelled) == (30, "de", (), False)
    assert cancelled.cancelled


def test_a_code_that_stands_there_twice_is_refused(tmp_path):
    """Both lines are named, because nobody knows which of them is meant."""
    row = "7K2M-9QXA,sued,advice,2026-11-23T08:30:00+01:00,30,de,\n"
    file = tmp_path / "bookings.csv"
    file.write_text(HEAD + row + row)

    with pytest.raises(BookingFileError, match="line 3: 7K2M-9QXA stands at line 2 already"):
        read_bookings(file, ZONE)


def test_a_table_that_is_not_utf_8_is_named_by_its_line(tmp_path):
    """Offices save tables as Windows does; the answer says what to do."""
    file = tmp_path / "bookings.csv"
    text = HEAD + "7K2M-9QXA,sued,advice,2026-11-23T08:30:00+01:00,30,de,\nÄrger,,,,,,\n"
    file.write_bytes(text.encode("latin-1"))

    with pytest.raises(BookingFileError, match="line 3: this is not UTF-8; save the table"):
        read_bookings(file, ZONE)


def test_a_booking_for_what_is_not_offered_is_named(tmp_path):
    """A wrong service is answered with those there are; another zone's row is not our matter."""
    file = tmp_path / "bookings.csv"
    row = "7K2M-9QXA,{zone},passport,2026-11-23T08:30:00+01:00,30,de,\n"
    file.write_text(HEAD + row.format(zone="nord"))
    assert len(read_bookings(file, ZONE)) == 1
    file.write_text(HEAD + row.format(zone="sued"))

    with pytest.raises(BookingFileError, match='line 2: there is no service "passport"; there are'):
        read_bookings(file, ZONE)
