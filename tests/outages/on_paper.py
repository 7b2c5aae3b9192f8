"""What is on paper against what the hub has: no number twice, no ticket lost, nobody overtaken."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from kiosk.given import CLOCKS_AGREE, WRITTEN_AT
from tests.outages.complaint import Complaint
from tests.outages.scene import ZONE
from tests.outages.visitors import Slip
from tests.outages.world import World
from waiting_room.rules.ticket import Ticket

TWICE, LOST, TWO_TICKETS, ORDER = "no number twice", "no ticket lost", "one ticket each", "order"
AWAY, GHOST = "nobody sent away", "no ticket of nobody"
AT_MOST = timedelta(seconds=2)
ASKED_BEFORE = timedelta(seconds=5)
ABOUT_THE_SAME = timedelta(seconds=1)


def numbers(world: World) -> Iterator[Complaint]:
    """I2: no two slips of a day have one number; a label that is drawn may, once in ages."""
    held: dict[tuple[object, str], Slip] = {}
    for slip in world.slips.all:
        if slip.booking and _near_the_turn(slip, ASKED_BEFORE):
            continue  # whoever is checked in as the day turns may be of the day before, by the hub
        other = held.setdefault((slip.day, slip.number), slip)
        if other is slip:
            continue
        if slip.is_label:
            world.figures["labels drawn twice"] += 1
        else:
            yield Complaint(TWICE, f"{other} and {slip}")


def tickets(world: World) -> Iterator[Complaint]:
    """I1, I2: whoever holds a slip of today is in the room, once."""
    room = world.hub.room
    for slip in world.slips.all:
        number = room.by_token.get(slip.token)
        if is_of_any_day(slip):
            continue
        if slip.day != room.day:
            if number is not None:
                yield Complaint(GHOST, f"{slip} is of {slip.day}, and {number} of today")
        elif number is None:
            if not slip.is_destroyed:
                yield Complaint(LOST, f"{slip} is not in the room")
        elif not _is_ticket_of(room.tickets[number], slip):
            yield Complaint(LOST, f"{slip} is {number} in the room")
    every = [token for one in room.tickets.values() for token in (one.token, *one.joined)]
    visits = [one.booking for one in room.tickets.values() if one.booking]
    for twice, many in (Counter(every) + Counter(visits)).items():
        if many > 1:
            yield Complaint(TWO_TICKETS, f"{twice} has {many} tickets")


def _is_ticket_of(ticket: Ticket, slip: Slip) -> bool:
    if slip.token in ticket.joined:
        return slip.booking == ticket.booking
    return slip.number in (ticket.number, ticket.number[:-1]) and ticket.booking == slip.booking


def _near_the_turn(slip: Slip, by: timedelta = AT_MOST) -> bool:
    before, after = slip.at - by, slip.at + by
    return ZONE.day_of(before) != ZONE.day_of(after)


def is_of_any_day(slip: Slip) -> bool:
    """Tell whether a slip may count for either day.

    It was printed as the day turned, or nothing knows when: its kiosk booted, and its clock was
    set.
    """
    was_wrong = slip.off != timedelta() or _near_the_turn(slip, CLOCKS_AGREE)
    is_unknown = not slip.is_leased and not _is_known(slip) and was_wrong
    return is_unknown or _near_the_turn(slip)


def order(world: World) -> Iterator[Complaint]:
    """I4: nobody stands behind whoever came more than two seconds later.

    What was told by a later life of a kiosk whose clock was set between is left out: nothing knows
    when that was printed. It still stands within its lease, and not in the future.
    """
    room, standing = world.hub.room, []
    for slip in world.slips.all:
        number = room.by_token.get(slip.token)
        if number is None or slip.booking or not slip.boot:
            continue
        stood = room.tickets[number].arrived_at
        if stood > world.now() or ZONE.day_of(stood) != room.day:
            yield Complaint(ORDER, f"{slip} stands at {stood:%d. %H:%M:%S}")
        if _is_known(slip):
            standing.append((stood, slip))
        else:
            world.figures["slips of which no clock knows when"] += 1
    latest: Slip | None = None
    for stood, slip in sorted(standing, key=lambda one: one[0]):
        if latest is not None and latest.at - slip.at > AT_MOST:
            yield Complaint(ORDER, f"{slip} stands ({stood:%H:%M:%S}) behind {latest}")
        if latest is None or slip.at > latest.at:
            latest = slip


def _is_known(slip: Slip) -> bool:
    is_credible = slip.at + slip.off >= WRITTEN_AT
    return all(
        boot == slip.boot or (is_credible and abs(off - slip.off) <= ABOUT_THE_SAME)
        for boot, off in slip.told_with
    )


def visitors(world: World) -> Iterator[Complaint]:
    """Who wants a ticket for what is always open gets one."""
    for where in world.slips.sent_away:
        yield Complaint(AWAY, where)
