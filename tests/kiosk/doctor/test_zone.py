import socket
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.doctor.finding import Finding, Sign
from kiosk.doctor.zone import Heard, look_at_broker, look_at_heard
from waiting_room.rules.zone import Role
from waiting_room.wire.link import LinkState
from waiting_room.wire.settings import Settings
from waiting_room.wire.views import DeviceView

SETTINGS = Settings(zone="sued", client="kiosk-1")


def device(role: Role = Role.KIOSK, letter: str | None = "K") -> DeviceView:
    return DeviceView(id="kiosk-1", role=role, letter=letter, printer="none:", scanner="none:")


def found(heard: Heard, about: str) -> Finding:
    return {one.about: one for one in look_at_heard(heard, SETTINGS)}[about]


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
    clock = found(Heard(LinkState.UP, None, device(), timedelta(seconds=ahead_s)), "clock")
    assert clock.sign is sign
    assert says in clock.says


def test_a_clock_that_could_not_be_compared() -> None:
    """A hub that was heard once only, or not at all, says nothing about the clock."""
    assert found(Heard(LinkState.UP, None, device()), "clock").sign is Sign.LOOK
    assert "clock" not in {one.about for one in look_at_heard(Heard(LinkState.NO_HUB), SETTINGS)}


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
    assert found(Heard(LinkState.UP, None, view), "device").sign is sign


def test_a_broker_that_takes_nobody() -> None:
    """What the connection has said of it is told; without a word it is wrong all the same."""
    assert found(Heard(complaint="it refuses"), "broker").says == "it refuses"
    assert found(Heard(), "broker").sign is Sign.WRONG


def test_a_certificate_that_is_not_here(tmp_path: Path) -> None:
    """A certificate that the settings name and nobody has brought is told by its name."""

    with socket.create_server(("127.0.0.1", 0)) as broker:
        port = broker.getsockname()[1]
        settings = SETTINGS.model_copy(update={"port": port, "ca": tmp_path / "ca.crt"})
        said = look_at_broker(settings)
        assert look_at_broker(settings.model_copy(update={"ca": None})) is None
    assert said is not None
    assert said.says == f"there is no {tmp_path / 'ca.crt'}"
