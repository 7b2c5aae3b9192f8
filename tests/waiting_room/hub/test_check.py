import sys

import pytest

from tests.waiting_room.hub.conftest import EXAMPLE
from waiting_room.hub.__main__ import main

HEAD = "code,zone,service,starts_at,minutes\n"


@pytest.fixture
def check(monkeypatch, capsys, tmp_path):
    """Run `hub --check` on the example's file with a text replaced; gives code and words."""

    def check(*more, old="", new=""):
        file = tmp_path / "zone.toml"
        file.write_text(EXAMPLE.read_text("utf-8").replace(old, new), "utf-8")
        arguments = ["hub", "--zone", str(file), "--check", *map(str, more)]
        monkeypatch.setattr(sys, "argv", arguments)
        return main(), capsys.readouterr().out

    return check


def test_a_good_zone_is_well(check):
    """The example is what it should be; nothing is written, and what was not checked is said."""
    assert check() == (
        0,
        "the zone sued is well: 5 services, 6 counters, 5 devices\n"
        "the journal was not looked at: name the hub's folder with --data\n",
    )


def test_a_doubtful_zone_can_be_used(check):
    """What its writer hardly meant is listed, and is no fault."""
    code, said = check(old='printer = "usb:04b8:0e15"', new="")

    assert code == 0
    first, doubt, _ = said.splitlines()
    assert first == "the zone sued can be used: 5 services, 6 counters, 5 devices"
    assert doubt.startswith('- device "kiosk-2" has no printer; name it')


def test_one_of_a_kind_is_not_said_to_be_many(monkeypatch, capsys, tmp_path):
    """The smallest zone has one service, one counter and no device."""
    file = tmp_path / "zone.toml"
    file.write_text(
        '[zone]\nid = "nord"\nname = { en = "North" }\n'
        'timezone = "Europe/Berlin"\nlanguages = ["en"]\n'
        '[[service]]\nid = "ask"\nname = { en = "Ask" }\ntarget_wait_min = 20\nservice_min = 5\n'
        '[[counter]]\nid = "1"\nname = { en = "1" }\nservices = ["ask"]\n'
    )
    monkeypatch.setattr(sys, "argv", ["hub", "--zone", str(file), "--check"])
    assert main() == 0
    assert "1 service, 1 counter, 0 devices" in capsys.readouterr().out


def test_doubtful_bookings_can_be_used(check, tmp_path):
    """A visit on a day without hours, years from now, is named by its line."""
    file = tmp_path / "bookings.csv"
    row = "7K2M-9QXA,sued,advice,2096-11-21T09:00:00+01:00,30\n"
    file.write_text(HEAD + row)

    code, said = check("--bookings", file)

    assert code == 0
    assert "the file of bookings can be used: 1\n- line 2: 7K2M-9QXA is from 09:00" in said
