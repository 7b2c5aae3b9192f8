from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.doctor.finding import Finding, Sign
from kiosk.doctor.zone import ZoneHeard, look_at_heard
from waiting_room.rules.zone import Role
from waiting_room.wire.link import LinkState
from waiting_room.wire.settings import Settings
from waiting_room.wire.views import DeviceView

SETTINGS = Settings(zone="sued", client="kiosk-1")
FILE = Path("/etc/wartemarke/kiosk-1.toml")


def device(role: Role = Role.KIOSK, letter: str | None = "K") -> DeviceView:
    return DeviceView(id="kiosk-1", role=role, letter=letter, printer="none:", scanner="none:")


def found(heard: ZoneHeard, about: str) -> Finding:
    return {one.about: one for one in look_at_heard(heard, SETTINGS, FILE)}[about]


@pytest.mark.parametrize(
    ("ahead_s", "sign", "says"),
    [
        (0.4, Sign.OK, "0.4 s before"),
        (-1.9, Sign.OK, "1.9 s behind"),
        (-2.1, Sign.LOOK, "it is 2.1 s behind the hub's"),
        (29.9, Sign.LOOK, "it is 29.9 s before the hub's"),
        (-3600, Sign.WRONG, "it is 3600.0 s behind the hub's"),
    ],
)
def test_the_clock(ahead_s: float, sign: Sign, says: str) -> None:
    """By how much the clocks differ, and which of them is behind, is told."""
    clock = found(ZoneHeard(LinkState.UP, None, device(), timedelta(seconds=ahead_s)), "clock")
    assert clock.sign is sign
    assert says in clock.says


def test_a_clock_that_could_not_be_compared() -> None:
    """A hub that was heard once only, or not at all, says nothing about the clock."""
    assert found(ZoneHeard(LinkState.UP, None, device()), "clock").sign is Sign.LOOK
    unheard = look_at_heard(ZoneHeard(LinkState.NO_HUB), SETTINGS, FILE)
    assert "clock" not in {one.about for one in unheard}


def test_no_hub_of_this_zone() -> None:
    """Whether the hub is down or the file names another zone, the zone and the file are named."""
    hub = found(ZoneHeard(LinkState.NO_HUB), "hub")
    assert hub.says == "no hub of the zone sued answers"
    assert f"is zone right in {FILE}?" in hub.do


@pytest.mark.parametrize(
    ("view", "sign"),
    [
        (device(), Sign.OK),
        (device(letter=None), Sign.LOOK),
        (device(Role.DISPLAY), Sign.WRONG),
        (None, Sign.WRONG),
    ],
)
def test_its_place_in_the_zone(view: DeviceView | None, sign: Sign) -> None:
    """A kiosk has a letter; another role, or no place in the zone's file at all, is wrong."""
    assert found(ZoneHeard(LinkState.UP, None, view), "device").sign is sign


def test_a_broker_that_takes_nobody() -> None:
    """What the connection has said of it is told; without a word it is wrong all the same."""
    assert found(ZoneHeard(complaint="it refuses"), "broker").says == "it refuses"
    assert found(ZoneHeard(), "broker").sign is Sign.WRONG
