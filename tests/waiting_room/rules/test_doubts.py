import re
import tomllib
from typing import Any

import pytest

from tests.waiting_room.rules.conftest import EXAMPLE
from waiting_room.rules.doubts import doubts
from waiting_room.rules.hours import WEEKDAYS
from waiting_room.rules.zone import Zone

TERMS = "service.advice.booking"
NETWORK_PRINTER = "network:10.0.0.21:9100"


def every_day(span: str) -> dict[str, list[str]]:
    return {weekday: [span] for weekday in WEEKDAYS}


def read(changes: dict[str, Any]) -> list[str]:
    """Write the example's file otherwise, None for what is left out; gives the doubts about it."""
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    for path, value in changes.items():
        *steps, last = path.split(".")
        part: Any = raw
        for step in steps:
            part = part[step] if isinstance(part, dict) else found(part, step)
        if isinstance(part, list):
            part.remove(found(part, last))
        elif value is None:
            del part[last]
        else:
            part[last] = value
    return list(doubts(Zone.model_validate(raw)))


def found(parts: list[dict[str, Any]], id: str) -> dict[str, Any]:
    """Find one of many by its id."""
    return next(one for one in parts if one["id"] == id)


def test_the_example_leaves_no_doubt():
    """What we ship to be copied is what its writer should get to."""
    assert read({}) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hours": {}}, r"the zone is never open; write its hours into \[hours\]"),
        ({"zone.day_starts": "09:00"}, r'begins at 09:00, .* such as day_starts = "04:00"'),
        (
            {"zone.day_starts": "03:00", "hours": every_day("02:00-05:00")},
            r'such as day_starts = "00:00"',
        ),
        (
            {"service.question.walk_in_until": "07:00"},
            r'"question" takes walk-ins at no time at which the zone is open; change its walk_in_',
        ),
        (
            {"service.question.walk_in_hours": {"wed": ["08:00-12:00"]}},
            r'"question" takes walk-ins at no time',
        ),
        (
            {f"{TERMS}.slot_min": 241},
            r'"advice" has no slot on fri, for none of its hours is as long as 241 minutes; make',
        ),
        ({f"{TERMS}.hours": {}}, r'"advice" can be booked at no time; write the hours of'),
        (
            {
                "counter.3": None,
                "counter.4.services": ["question"],
                "counter.5.services": ["advice"],
            },
            r'"new-application" is taken by no counter, .*; name it in the services of a counter',
        ),
        (
            {f"{TERMS}.capacity": 2, "service.advice.service_min": 31},
            r'"advice" sells 2 seats of 31 minutes each every 30 minutes, which is more than 2',
        ),
        ({TERMS: None}, r'"advice" takes neither walk-ins nor bookings; write walk_in = true'),
        (
            {"service.advice.walk_in_until": "07:00", "service.advice.tickets_per_day": 9},
            r"takes no walk-ins, so that walk_in_until and tickets_per_day mean nothing; leave",
        ),
        ({"calling.policy": "fifo"}, r'"emergency" is for emergencies, but the policy fifo'),
        ({"service.question.weight": 2}, r'"question" has a weight, which the policy due-date'),
        ({f"{TERMS}.weight": 2}, r'"advice" has a weight, which the policy due-date'),
        (
            {"device.kiosk-1": None, "device.kiosk-2": None},
            r'no device has the role "kiosk", so that nobody can take a number; write',
        ),
        ({"device.wall-1": None}, r'the role "display", so that nobody sees on a wall'),
        ({"device.counter-1": None}, r'the role "counter", so that nobody can be called'),
        (
            {"device.website": None, "zone.public_url": None},
            r'^"advice" can be booked, but there is no website to book on; write a',
        ),
        (
            {"device.website": None, TERMS: None, "service.advice.walk_in": True},
            r"leads to https://warten.example.org, but there is no website; write",
        ),
        ({"zone.public_url": None}, r"there is a website, but no ticket leads to it; write"),
        ({"zone.public_url": "http://localhost:8080"}, r"which no visitor's phone can reach"),
        ({"zone.letter": "I"}, r"the letter of the zone is I, which people read as a one"),
        ({"device.kiosk-1.letter": "O"}, r'the letter of device "kiosk-1" is O, .* a zero'),
        ({"device.kiosk-1.printer": None}, r'"kiosk-1" has no printer; name it, or write'),
        ({"device.kiosk-1.scanner": None}, r'"kiosk-1" has no scanner; name it, or write'),
        ({"device.kiosk-2.letter": None}, r'"kiosk-2" has no letter, so that .*; give it one'),
        (
            {"device.kiosk-2.printer": NETWORK_PRINTER},
            r'"kiosk-1" and "kiosk-2" have the same printer, network:10.0.0.21:9100',
        ),
        (
            {"device.kiosk-2.printer": "network:10.0.0.21?width=512"},
            r'"kiosk-1" and "kiosk-2" have the same printer, network:10.0.0.21\?width=512',
        ),
        (
            {
                "device.kiosk-1.printer": "network:Printer.example",
                "device.kiosk-2.printer": "network:printer.example:9100",
            },
            r'"kiosk-1" and "kiosk-2" have the same printer',
        ),
        (
            {"device.wall-1.letter": "B", "device.wall-1.scanner": "none:"},
            r'"wall-1" is a display, which uses no letter or scanner; leave that out',
        ),
        ({"zone.languages": ["de", "en", "de"]}, r"languages names one twice"),
        (
            {"zone.name": {"de": "Süd", "ge": "South"}},
            r"the zone's name is written in de, ge and not in en, tr, .* whose readers see \"Süd\"",
        ),
        ({"counter.1.name": {}}, r'the name of counter "1" says nothing; write it'),
        ({"service.question.name.tr": ""}, r'"question" is written in .* and not in tr, whose'),
        ({"service.question.wait_in.pl": None}, r'^wait_in of service "question" is written'),
        ({"service.new-application.bring.ar": None}, r"^bring of service .* not in ar, whose"),
        (
            {"counter.2.name.de": "Schalter 1"},
            r'counters "1" and "2" are both called "Schalter 1", so that .*; change one',
        ),
        (
            {"service.question.name.de": "Antrag stellen"},
            r'services "new-application" and "question" are both called "Antrag stellen"',
        ),
    ],
)
def test_what_will_hardly_work_is_said_once_with_what_to_do(changes, sentence):
    """Each is one sentence that names the place; nothing else is doubted for it."""
    (doubt,) = read(changes)

    assert re.search(sentence, doubt), doubt
    assert "; " in doubt


def test_a_zone_without_languages_is_doubted():
    """Visitors would have nothing to choose from."""
    assert "languages is empty" in read({"zone.languages": []})[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": every_day("00:00-24:00")},
        {"zone.day_starts": "08:00"},
        {"device.kiosk-1.printer": "none:"},
        {"device.kiosk-1.scanner": "none:"},
        {"device.kiosk-1.printer": "file:/dev/usb/lp0"},
        {"device.kiosk-2.printer": "network:10.0.0.21:9101"},
        {f"{TERMS}.slot_min": 240},
        {f"{TERMS}.capacity": 2, "service.advice.service_min": 30},
        {"calling.policy": "accumulating", "service.question.weight": 2},
        {"service.question.bring": {}},
    ],
)
def test_what_can_be_meant_is_not_doubted(changes):
    """Open for ever, a day from the opening on, no paper, two machines' USB printers, and so on."""
    assert read(changes) == []
