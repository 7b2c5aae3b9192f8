import re
import tomllib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from hardware.printer import open_printer
from hardware.scanner import open_scanner
from tests.waiting_room.rules.conftest import EXAMPLE
from waiting_room.rules.faults import faults, what_is_wrong
from waiting_room.rules.hours import Hours, day_of
from waiting_room.rules.zone import Zone

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_example_zone_is_read(zone):
    """The zone that we ship has five services, six counters and two kiosks with letters."""
    assert len(zone.services) == 5
    assert len(zone.counters) == 6
    assert [d.letter for d in zone.devices if d.role == "kiosk"] == ["K", "L"]


def broken(zone, **changes):
    with pytest.raises(ValidationError) as wrong:
        Zone.model_validate(zone.model_dump(mode="json") | changes)
    return what_is_wrong(wrong.value)


def test_a_counter_for_an_unknown_service_is_named(zone):
    """The sentence names the counter and the service that is missing."""
    counters = [{"id": "1", "name": {"de": "Schalter 1"}, "services": ["fishing"]}]

    assert 'counter "1" takes "fishing"' in broken(zone, counters=counters)


def test_what_is_there_twice_is_named(zone):
    """Two devices with one letter would print the same numbers."""
    devices = [
        {"id": "kiosk-1", "role": "kiosk", "letter": "K"},
        {"id": "kiosk-2", "role": "kiosk", "letter": "K"},
    ]

    said = broken(zone, devices=devices)
    assert 'letter K is there twice: as device "kiosk-2"\'s, and as device "kiosk-1"\'s' in said
    assert "device a is there twice" in broken(zone, devices=[{"id": "a", "role": "kiosk"}] * 2)


def test_a_kiosk_with_the_zones_own_letter_is_told_whose_that_is(zone):
    """Who has never written the zone's letter would not look for it."""
    devices = [{"id": "kiosk-1", "role": "kiosk", "letter": "A"}]

    assert broken(zone, devices=devices) == (
        "letter A is there twice: as device \"kiosk-1\"'s, and as the zone's own (letter under "
        "[zone]; A if there is none)"
    )


PRINTERS = """network:10.0.0.21 network:10.0.0.21:9100 network:[2001:db8::7] network:p:1?width=512
usb:04b8:0e15 usb:04B8:0e15:SN%201
serial:/dev/ttyUSB0?baud=9600 file:/dev/usb/lp0 virtual:t none:"""
SCANNERS = """usb:0c2e:0206?baud=9600 serial:/dev/ttyACM0 keyboard:05e0:1200?layout=de
keyboard:/dev/input/by-id/x camera:046d:0825 camera:pictures virtual:/run/scanner none:"""


@pytest.mark.parametrize(
    ("field", "url"),
    [("printer", one) for one in PRINTERS.split()] + [("scanner", one) for one in SCANNERS.split()],
)
def test_an_address_of_a_device(field, url):
    """All that can be opened may be written, and what opens it says the same."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw["device"][0][field] = url

    assert getattr(Zone.model_validate(raw).devices[0], field) == url
    {"printer": open_printer, "scanner": open_scanner}[field](url).close()


@pytest.mark.parametrize(
    ("field", "url", "sentence"),
    [
        ("printer", "network:127.0.0.1:port", 'write it like "network:192.0.2.7:9100", not'),
        ("printer", "network:127.0.0.1:65536", 'write it like "network:192.0.2.7:9100", not'),
        ("printer", "network:", 'write it like "network:192.0.2.7:9100", not "network:"'),
        ("printer", "usb:4b8:zz", 'write it like "usb:04b8:0e15", not "usb:4b8:zz"'),
        ("printer", "serial:ttyUSB0", 'write it like "serial:/dev/ttyUSB0"'),
        ("printer", "none:x", 'write it like "none:"'),
        ("printer", "netzwerk:1.2.3.4", '"network:192.0.2.7:9100", "usb:04b8:0e15", '),
        ("printer", "none", 'or "none:", not "none"'),
        ("scanner", "usb:c2e:206", 'write it like "usb:0c2e:0206"'),
        ("scanner", "keyboard:x", 'write it like "keyboard:05e0:1200"'),
        ("scanner", "network:1.2.3.4", '"camera:046d:0825", "virtual:PIPE" or "none:", not'),
    ],
)
def test_an_address_that_can_be_none_is_refused_with_one_that_can(field, url, sentence):
    """No pattern of the program's is shown, and nothing is accepted that no part could open."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw["device"][0][field] = url

    with pytest.raises(ValidationError) as error:
        Zone.model_validate(raw)
    (said,) = faults(error.value, Zone, raw)
    assert said.startswith(f'device "kiosk-1" → {field}: write ')
    assert sentence in said
    assert "^" not in said


def test_wrong_hours_say_how_to_write_them(zone):
    """Hours that cannot be read are quoted, with an example."""
    assert 'write opening hours as "08:00-12:30", not "8 to 12"' in broken(
        zone, hours={"mon": ["8 to 12"]}
    )
    assert "the end must come after the start" in broken(zone, hours={"mon": ["12:00-08:00"]})


def test_an_unknown_time_zone_is_refused(zone):
    """A time zone that does not exist is named, with an example of one that does."""
    assert '"Mars/Base" is no time zone' in broken(zone, timezone="Mars/Base")


def test_the_hubs_name_is_its_own(zone):
    """No device may be called hub."""
    assert "that name is the hub's own" in broken(zone, devices=[{"id": "hub", "role": "kiosk"}])


def test_an_unknown_field_is_named(zone):
    """A misspelt field is not silently ignored."""
    assert re.search("colour", broken(zone, colour="green"))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (("hours", "mo"), 'hours → mo: there is no such field; is "mon" meant?'),
        (("zone", "langauges"), 'langauges: there is no such field; is "languages" meant?'),
        (("devic",), 'devic: there is no such field; is "device" meant?'),
        (
            ("service", 0, "target_wait_minutes"),
            'service "new-application" → target_wait_minutes: there is no such field; is '
            '"target_wait_min" meant?',
        ),
        (
            ("service", 4, "booking", "colour"),
            'service "advice" → booking → colour: there is no such field; there are slot_min, ',
        ),
        (("zone", "links", "xyz"), "links → xyz: there is no such field; there are imprint, priv"),
    ],
)
def test_an_unknown_field_is_answered_with_the_one_that_was_meant(path, sentence):
    """Where none is alike, all that there are are listed."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw["zone"]["links"] = {}
    *steps, last = path
    part = raw
    for step in steps:
        part = part[step]
    part[last] = "x"

    with pytest.raises(ValidationError) as error:
        Zone.model_validate(raw)
    (said,) = faults(error.value, Zone, raw)
    assert said.startswith(sentence)


def test_one_of_many_without_an_id_is_counted():
    """What has no name yet can only be found by its place."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    del raw["device"][2]["id"]

    with pytest.raises(ValidationError) as error:
        Zone.model_validate(raw)
    assert faults(error.value, Zone, raw) == ["device no. 3 → id: this is missing"]

    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw["counter"][1]["services"][0] = 1
    with pytest.raises(ValidationError) as error:
        Zone.model_validate(raw)
    (said,) = faults(error.value, Zone, raw)
    assert said.startswith('counter "2" → service no. 1: write a text')


def test_closed_days_and_the_next_opening():
    """Before Christmas the next opening is after the closed days."""
    hours = Hours(mon=["08:00-12:00"], thu=["08:00-12:00"], closed=["2026-12-24"])

    assert hours.next_opening(datetime(2026, 12, 23, 10, tzinfo=BERLIN)) == datetime(
        2026, 12, 28, 8, tzinfo=BERLIN
    )
    assert Hours().next_opening(datetime(2026, 12, 23, 10, tzinfo=BERLIN)) is None


def test_days_roll_over_on_the_zones_own_clock_in_both_seasons():
    """On the days when clocks change, 04:00 local time still begins the day."""
    from datetime import date, time

    for stamp in ("2026-03-29T04:00:00+02:00", "2026-10-25T04:00:00+01:00"):
        at = datetime.fromisoformat(stamp)
        assert day_of(at, "Europe/Berlin", time(4)) == at.date()
    assert day_of(
        datetime.fromisoformat("2026-03-29T03:59:00+02:00"), "Europe/Berlin", time(4)
    ) == date(2026, 3, 28)


@pytest.mark.parametrize(
    ("part", "wrong", "sentence"),
    [
        (
            "zone",
            {"public_url": "warten.example.org"},
            "public_url: write a whole address",
        ),
        (
            "calling",
            {"no_show_after_s": "soon"},
            '_s: write a whole number, not "soon"',
        ),
        ("hours", {"closed": ["24.12.2026"]}, "hours → closed no. 1: write a date such as"),
        ("calling", {"head_start_min": -1}, "head_start_min: at least 0, not -1"),
        ("calling", {"policy": "random"}, "policy: write 'due-date', 'accumulating' or 'fifo'"),
    ],
)
def test_each_mistake_says_what_to_write(part, wrong, sentence):
    """Nobody has to read a pattern, or the words of a library."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw[part] = raw.get(part, {}) | wrong

    with pytest.raises(ValidationError) as error:
        Zone.model_validate(raw)
    assert sentence in what_is_wrong(error.value)


def test_a_mistake_in_one_of_many_says_which_in_the_words_of_the_file():
    """`[[service]]` no. 5 is found by counting, not by guessing what "services" means."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw["service"][4]["booking"]["slot_min"] = "half an hour"

    with pytest.raises(ValidationError) as error:
        Zone.model_validate(raw)
    assert what_is_wrong(error.value).startswith(
        "service no. 5 → booking → slot_min: write a whole"
    )


def test_a_part_that_is_left_out_is_named_as_the_file_writes_it():
    """Who forgets the services, the zone's own part, or what a counter takes is told the place."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    counter, *others = raw["counter"]
    for wrong, sentence in (
        ({name: part for name, part in raw.items() if name != "service"}, "[[service]]: this is"),
        ({name: part for name, part in raw.items() if name != "zone"}, "zone's own under [zone]"),
        (
            raw | {"counter": [counter | {"services": []}, *others]},
            "counter no. 1 → services: name at least 1",
        ),
        (raw | {"clerk": [{"id": "maria", "name": "M" * 65}]}, "clerk no. 1 → name: at most 64"),
    ):
        with pytest.raises(ValidationError) as error:
            Zone.model_validate(wrong)
        assert sentence in what_is_wrong(error.value)
