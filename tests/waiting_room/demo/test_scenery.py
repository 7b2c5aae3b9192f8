import re
from datetime import UTC, datetime

from waiting_room.demo.scenery import Place, write_bookings, write_zone
from waiting_room.hub.bookings import read_bookings
from waiting_room.wire.settings import read_zone

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def test_the_demos_zone_is_the_example_open_now_and_here(tmp_path):
    """Services and counters are the example's; hours, devices and address are this machine's."""
    place = Place(tmp_path, 1883, 8080, "serial:/dev/pts/9")
    write_zone(place, ("1", "3"))
    zone = read_zone(place.zone_file)

    assert len(zone.services) == 5
    assert zone.hours.is_open(zone.local(NOW))
    assert zone.public_url == "http://127.0.0.1:8080"
    kiosk = zone.devices[0]
    assert kiosk.printer == f"virtual:{tmp_path / 'paper'}"
    assert kiosk.scanner == "serial:/dev/pts/9"
    assert {device.id for device in zone.devices} >= {"counter-1", "counter-3", "wall-1"}


def test_the_demos_bookings_can_be_checked_in_now(tmp_path):
    """Each begins within the next twenty minutes, and has a code of its own."""
    place = Place(tmp_path, 1883, 8080, "none:")
    codes = write_bookings(place, NOW, 30)
    write_zone(place, ["1"])
    bookings = read_bookings(place.bookings_file, read_zone(place.zone_file)).values()

    assert [booking.code for booking in bookings] == codes
    assert len(set(codes)) == 30
    assert all(re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code) for code in codes)
    assert all(0 <= (b.starts_at - NOW).total_seconds() < 1200 for b in bookings)
