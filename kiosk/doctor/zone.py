"""The zone as a kiosk hears it: hub, its own place in it, and the hub's clock."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.doctor.finding import Finding, look, ok, wrong
from waiting_room.rules.zone import Role
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.link import LinkState
from waiting_room.wire.settings import Settings, make_link
from waiting_room.wire.views import DeviceView, ZoneView

HEARD_WITHIN_S = 8.0
LISTEN_EVERY_S = 0.02
AGREES, NEARLY_AGREES = timedelta(seconds=2), timedelta(seconds=30)
CLOCK = "timedatectl set-ntp true, and look which of the two is right"


@dataclass
class ZoneHeard:
    """What was heard of the zone; `ahead` is by how much this clock is before the hub's."""

    state: LinkState = LinkState.NO_BROKER
    zone: ZoneView | None = None
    device: DeviceView | None = None
    ahead: timedelta | None = None
    complaint: str = ""


class _Complaints(logging.Handler):
    """Keeps the first sentence that the connection has logged: others follow from it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        """See Handler."""
        self.first = self.first or record.getMessage()


async def hear(settings: Settings) -> ZoneHeard:
    """Listen to the zone as this kiosk, until everything is heard or the time is over."""
    heard, complaints = ZoneHeard(), _Complaints()
    logger = logging.getLogger("waiting_room.wire.mqtt")
    logger.addHandler(complaints)
    link = make_link(settings, AsyncioHome(asyncio.get_running_loop()))

    def hear_zone(key: str, zone: ZoneView | None) -> None:
        heard.zone = zone

    def hear_device(key: str, device: DeviceView | None) -> None:
        heard.device = device

    link.watch(ZoneView, hear_zone)
    link.watch(DeviceView, hear_device, settings.client)
    link.open()
    try:
        async with asyncio.timeout(HEARD_WITHIN_S):
            # Three things are waited for, and the link tells each in another way, or not at all.
            while link.hub_at is None or heard.zone is None or heard.device is None:  # noqa: ASYNC110
                await asyncio.sleep(LISTEN_EVERY_S)
    except TimeoutError:
        pass
    finally:
        heard.state, heard.complaint = link.state, complaints.first
        hub_at = link.hub_at
        heard.ahead = datetime.now(UTC) - hub_at if hub_at is not None else None
        link.close()
        logger.removeHandler(complaints)
    return heard


def look_at_heard(heard: ZoneHeard, settings: Settings, file: Path) -> Iterator[Finding]:
    """Say what was heard, and what not; `file` is where the settings stand."""
    if heard.state is LinkState.NO_BROKER:
        says = heard.complaint or "it is there, but takes nobody"
        yield wrong("broker", says, f"is there another program that uses {file}? Only one may")
        return
    yield ok("broker", f"it answers at {settings.host}:{settings.port}")
    if heard.state is LinkState.NO_HUB:
        yield wrong(
            "hub",
            f"no hub of the zone {settings.zone} answers",
            f"is zone right in {file}? If it is, on the hub's machine: "
            "systemctl status wartemarke-hub",
        )
    else:
        yield ok("hub", f"it keeps the zone {settings.zone}")
        yield from _look_at_clock(heard.ahead)
    if heard.device is not None:
        yield look_at_role(heard.device)
    elif heard.state is LinkState.UP:
        yield wrong(
            "device",
            f"the zone's file has no device {settings.client}",
            "write it there, start the hub again, and render the broker's files",
        )


def look_at_role(device: DeviceView) -> Finding:
    """Say who this machine is in the zone's file."""
    if device.role is not Role.KIOSK:
        return wrong(
            "device",
            f"{device.id} is a {device.role} in the zone's file, and no kiosk",
            "use the settings file of a kiosk",
        )
    if device.letter is None:
        return look(
            "device",
            f"{device.id} has no letter of its own",
            "give it one in the zone's file, so that its numbers are told from others",
        )
    return ok("device", f"{device.id} is a kiosk, and its numbers begin with {device.letter}")


def _look_at_clock(ahead: timedelta | None) -> Iterator[Finding]:
    if ahead is None:
        yield look("clock", "the hub was not heard long enough to compare", "ask once more")
        return
    off = f"{abs(ahead.total_seconds()):.1f} s"
    side = "before" if ahead > timedelta() else "behind"
    if abs(ahead) <= AGREES:
        yield ok("clock", f"it agrees with the hub's ({off} {side})")
    elif abs(ahead) <= NEARLY_AGREES:
        yield look("clock", f"it is {off} {side} the hub's", CLOCK)
    else:
        yield wrong("clock", f"it is {off} {side} the hub's", CLOCK)
