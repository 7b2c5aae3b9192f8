"""Parts: what views are made of."""

from pydantic import Field

from waiting_room.rules.hours import Hours
from waiting_room.rules.reason import Reason
from waiting_room.rules.shape import Instant, Shape, Texts
from waiting_room.rules.ticket import Need, Status, Step
from waiting_room.rules.waiting_time import Figures
from waiting_room.rules.zone import Role


class Window(Shape):
    """How many minutes before and after the booked time a visitor can check in."""

    early_min: int
    late_min: int


class ServiceInfo(Shape):
    """What everybody may know about a service; `hours` are those of walk-in visitors."""

    id: str
    name: Texts
    bring: Texts
    wait_in: Texts
    walk_in: bool
    bookable: bool = False
    emergency: bool
    target_wait_min: int
    booked_terms: Window = Window(early_min=30, late_min=15)
    hours: Hours = Hours()


class CounterInfo(Shape):
    """What everybody may know about a counter."""

    id: str
    name: Texts
    services: tuple[str, ...]


class ServiceLine(Shape):
    """How it stands with one service: open or why not, who waits, and how long it takes now.

    `waiting` counts who waits for this service, `ahead` who would be called before a newcomer:
    counters that take several services call from all of their lines.
    """

    id: str
    open: bool
    closed_code: str | None
    opens_at: Instant | None
    waiting: int
    ahead: int
    wait_s: tuple[int, int] | None


class Waiting(Shape):
    """One waiting ticket, as staff see it; `for_counter` if it was sent to one counter alone.

    `ahead` and `behind` count who would be called before and after it, in all lines that its
    counters share. The upper end of `wait_s` never goes beyond what was told before, unless
    `later` says so.
    """

    number: str
    service: str
    arrived_at: Instant
    language: str
    needs: tuple[Need, ...]
    booked: bool
    for_counter: str | None
    for_clerk: str | None = None
    ahead: int | None
    behind: int | None = None
    wait_s: tuple[int, int] | None
    later: bool = False


class Call(Shape):
    """A call as a wall shows it."""

    number: str
    counter: str
    calls: int
    called_at: Instant
    status: Status
    language: str


class DeskTicket(Shape):
    """A ticket as the clerk sees it."""

    number: str
    service: str
    status: Status
    language: str
    needs: tuple[Need, ...]
    booked: bool
    arrived_at: Instant
    calls: int
    called_at: Instant | None
    started_at: Instant | None
    note: str
    why: Reason | None = None
    then: tuple[Step, ...] = ()
    back_at: Instant | None = None
    returns: bool = False


class Colleague(Shape):
    """A clerk and where that clerk sits now."""

    clerk: str
    name: str
    counter: str


class DeviceHealth(Shape):
    """How one device is, as far as the hub knows; without a `name` it is known by its id."""

    id: str
    name: Texts = Field(default_factory=dict)
    role: Role
    online: bool
    parts: dict[str, str]


class PublicWait(Shape):
    """How it stands with one service, for everybody; `closed_code` says why it is not open."""

    id: str
    name: Texts
    open: bool
    closed_code: str | None = None
    opens_at: Instant | None
    waiting: int
    wait_s: tuple[int, int] | None


class ServiceAccuracy(Shape):
    """How true the told waits of one service came."""

    id: str
    name: Texts
    figures: Figures


class PublicCall(Shape):
    """A call as everybody may know it: who was called where, and nothing of the person."""

    number: str
    counter: str
    calls: int
    called_at: Instant
    status: Status
