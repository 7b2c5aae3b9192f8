"""What screens show once their link is back, what walls play, and what staff are told."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.outages.at_the_hub import Row
from tests.outages.complaint import Complaint
from tests.outages.network import FAIR
from tests.outages.on_paper import is_of_any_day
from tests.outages.people import Clerk, Seat
from tests.outages.scene import ZONE
from tests.outages.world import World
from waiting_room.hub.showing import board_view, counter_view
from waiting_room.rules.events import TicketCalled
from waiting_room.wire.link import LinkState
from waiting_room.wire.parts import DeviceHealth
from waiting_room.wire.topics import Topics
from waiting_room.wire.views import HealthView

SCREENS, MOMENTS, ALERTS, BACK = "screens", "moments", "alerts", "everything comes back"
WITHIN_S = 5.0
LOOK_AGAIN_S = 0.25
STAMP = {"generation", "seq", "at", "gone"}


def follow(world: World) -> None:
    """Look at every screen five seconds after each return of its link, unless more has happened."""
    for seat in world.seats:
        seat.link.on_state(lambda state, one=seat: _returned(world, one, state))  # type: ignore[misc]


def _returned(world: World, seat: Seat, state: LinkState) -> None:
    if state is LinkState.UP:
        disturbed = world.disturbed
        world.home.later(WITHIN_S, lambda: _look(world, seat, disturbed))


def _look(world: World, seat: Seat, disturbed: int) -> None:
    if world.disturbed != disturbed or not world.hub.is_running or world.network.weather != FAIR:
        return
    if seat.link.state is not LinkState.UP or world.hub.wire.dies_at:
        return
    before = world.hub.store.seq

    def compare() -> None:
        if world.disturbed == disturbed and world.hub.is_running:
            if world.hub.store.seq != before:
                _look(world, seat, disturbed)
            else:
                world.figures["screens looked at"] += 1
                world.complaints += screen(world, seat)

    world.home.later(LOOK_AGAIN_S, compare)


def screen(world: World, seat: Seat) -> Iterator[Complaint]:
    """I5: a screen shows what the hub has."""
    now = world.now()
    if isinstance(seat, Clerk):
        is_so, shown = counter_view(world.hub.room, seat.counter, now, {}), seat.desk
    else:
        is_so, shown = board_view(world.hub.room, now), world.wall.board
    if shown is None or shown.model_dump(exclude=STAMP) != is_so.model_dump(exclude=STAMP):
        yield Complaint(SCREENS, f"{seat.client} at {now:%H:%M:%S} shows {shown!r}, not {is_so!r}")


def moments(world: World, rows: list[Row], since_s: float) -> Iterator[Complaint]:
    """A call is played once, and each call since then was."""
    plays = Counter(
        (_day(world, one.at_s), one.generation, _told(one.call)) for one in world.wall.played
    )
    for (_, generation, call), times in plays.items():
        if times > 1:
            yield Complaint(MOMENTS, f"{call} of life {generation} was played {times} times")
    played = {_told(one.call) for one in world.wall.played if one.at_s >= since_s}
    for row in rows:
        is_new = (row.at - world.scene.begins_at).total_seconds() >= since_s
        if is_new and isinstance(row.event, TicketCalled) and _told(row.event) not in played:
            yield Complaint(MOMENTS, f"{_told(row.event)} was not played")


def _day(world: World, at_s: float) -> date:
    return ZONE.day_of(world.scene.begins_at + timedelta(seconds=at_s))


def _told(call: TicketCalled) -> str:
    return f"call {call.calls} of {call.number} to {call.counter}"


def machines(world: World) -> Iterator[Complaint]:
    """I7: everything is back, and staff see that it is."""
    for seat in world.seats:
        if seat.link.state is not LinkState.UP:
            yield Complaint(BACK, f"{seat.client} has {seat.link.state}")
    for kiosk in world.kiosks.values():
        if not kiosk.is_running or kiosk.link.state is not LinkState.UP:
            yield Complaint(BACK, f"{kiosk.name} has no hub")
        elif untold := kiosk.dispenser.journal.untold():
            yield Complaint(BACK, f"{kiosk.name} has {len(untold)} untold")
        elif not kiosk.dispenser.numbers.left:
            yield Complaint(BACK, f"{kiosk.name} has no numbers")
    for device in _health(world).devices:
        if not device.online:
            yield Complaint(ALERTS, f"{device.id} is shown as gone")
        numbers = device.parts.get("numbers", "ok")
        if numbers != "ok" and not (numbers == "refused" and _may_be_refused(world, device)):
            yield Complaint(ALERTS, f"{device.id} reports {device.parts}")


def _may_be_refused(world: World, kiosk: DeviceHealth) -> bool:
    """Tell whether a number of no lease was told on another day: no kiosk knows that it is over."""
    return any(
        not slip.is_leased and (slip.day != world.hub.room.day or is_of_any_day(slip))
        for slip in world.slips.all
        if slip.machine.startswith(kiosk.id)
    )


def unseen(world: World, machine: str) -> Iterator[Complaint]:
    """I7: staff see that a machine is gone."""
    if any(device.id == machine and device.online for device in _health(world).devices):
        yield Complaint(ALERTS, f"nobody is told that {machine} is gone")


def unaware(world: World, since_s: float) -> Iterator[Complaint]:
    """I7: without a hub nobody believes in one for longer than that after its last beat."""
    for one in (*world.seats, *(kiosk for kiosk in world.kiosks.values() if kiosk.is_running)):
        silent_s = world.home.now_s - one.wire.heard_s.get(Topics(ZONE.id).hub, 0.0)
        if one.link.state is LinkState.UP and silent_s >= since_s:
            yield Complaint(ALERTS, f"{one.client} does not know that the hub is gone")


def _health(world: World) -> HealthView:
    told = world.network.retained.get(Topics(ZONE.id).view(HealthView))
    return HealthView.model_validate_json(
        told or b'{"started_at": "2000-01-01T00:00:00Z", "refused": {}, "devices": []}'
    )
