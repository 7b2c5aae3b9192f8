"""Views: what screens show, whole and ready to render; the name on the wire follows the class."""

from datetime import time
from typing import ClassVar

from pydantic import ConfigDict, Field

from waiting_room.rules.counter import Clerk, CounterStatus
from waiting_room.rules.reason import Reason
from waiting_room.rules.shape import Instant, Shape, Texts, wire_name
from waiting_room.rules.ticket import Status, Step
from waiting_room.rules.waiting_time import Figures
from waiting_room.rules.zone import Links, Role
from waiting_room.wire.parts import (
    Call,
    Colleague,
    CounterInfo,
    DeskTicket,
    DeviceHealth,
    PublicCall,
    PublicWait,
    ServiceAccuracy,
    ServiceInfo,
    ServiceLine,
    Waiting,
)

EVERYBODY = frozenset(Role)
STAFF = frozenset({Role.COUNTER, Role.WEBSITE})


class Stamp(Shape):
    """What every view begins with.

    `generation` and `seq` tell which of two versions is newer, `at` when this one was made; a
    view that has ended says `gone` instead of being deleted.
    """

    model_config = ConfigDict(extra="ignore")
    generation: int = 0
    seq: int = 0
    at: Instant | None = None
    gone: bool = False

    @property
    def version(self) -> tuple[int, int]:
        """What two versions of one view are compared by."""
        return self.generation, self.seq


class View(Stamp):
    """A view: always whole, never a difference."""

    readers: ClassVar[frozenset[Role]]
    public: ClassVar[bool] = False


def view_name(view: type[View]) -> str:
    """Give a view's name on the wire: `BoardView` is `board`, `PublicWaits` is `waits`."""
    return wire_name(view).removesuffix("_view").removeprefix("public_")


class ZoneView(View):
    """The zone itself, so that a device needs only the broker and its credentials.

    `takes_bookings` tells whether anybody can come booked, here or through another system;
    `booking_keys` are the public keys of signed booking codes, in base 32, by their ids.
    """

    readers = EVERYBODY
    id: str
    name: Texts
    timezone: str
    day_starts: time = time(4)
    languages: tuple[str, ...]
    address: str
    public_url: str
    links: Links = Links()
    max_calls: int
    no_show_after_s: int
    services: tuple[ServiceInfo, ...]
    counters: tuple[CounterInfo, ...]
    takes_bookings: bool = True
    booking_keys: dict[str, str] = Field(default_factory=dict)


class DeviceView(View):
    """What one device should drive; only that device reads it."""

    readers = EVERYBODY
    id: str
    role: Role
    letter: str | None
    printer: str
    scanner: str


class LinesView(View):
    """How it stands with every service of the zone."""

    readers = EVERYBODY
    services: tuple[ServiceLine, ...]


class LineView(View):
    """One service's line in calling order, a thousand tickets at most; key: the service.

    Who was sent to one counter alone stands in that counter's view instead.
    """

    readers = frozenset({Role.WEBSITE})
    service: str
    tickets: tuple[Waiting, ...]


class BoardView(View):
    """What the wall shows: the last calls, the latest first, and the next few numbers."""

    readers = frozenset({Role.DISPLAY, Role.COUNTER, Role.WEBSITE})
    calls: tuple[Call, ...]
    next: tuple[str, ...]


class CounterView(View):
    """One counter: its status, who is in front of it, who waits for it, who is set aside.

    `line` is in calling order, so its first is who comes next; it ends after thirty of all those
    `waiting`. `held` has also what a closed counter left on hold, `missed` the zone's last
    no-shows: whoever comes back can be called from any counter. `undo` names the ticket whose
    last step can be taken back. `goes_on` is what follows once the service in front is finished,
    at once at this counter if `goes_on_here`.
    """

    readers = frozenset({Role.COUNTER})
    counter: str
    status: CounterStatus
    clerk: str | None = None
    reason: str
    ticket: DeskTicket | None
    goes_on: Step | None = None
    goes_on_here: bool = False
    next: DeskTicket | None
    why_next: Reason | None = None
    undo: str | None = None
    colleagues: tuple[Colleague, ...] = ()
    waiting: int
    line: tuple[Waiting, ...]
    held: tuple[DeskTicket, ...]
    missed: tuple[DeskTicket, ...]


class ClerksView(View):
    """The people who serve here; their names are for counters alone."""

    readers = frozenset({Role.COUNTER})
    clerks: tuple[Clerk, ...]


class HealthView(View):
    """How the zone's machines are, and how many messages were refused, by reason."""

    readers = STAFF
    started_at: Instant
    refused: dict[str, int]
    devices: tuple[DeviceHealth, ...]


class TicketView(View):
    """What the holder of a ticket may see; key: the token.

    A ticket on hold comes back into its line by itself at `back_at` if it `returns`.
    """

    readers = frozenset({Role.WEBSITE})
    number: str
    service: str
    status: Status
    language: str
    issued_at: Instant
    counter: str | None
    calls: int
    called_at: Instant | None
    why: Reason | None = None
    then: tuple[Step, ...] = ()
    back_at: Instant | None = None
    returns: bool = False


class PublicWaits(View):
    """The waits of a zone as open data: counts and ranges only."""

    readers = EVERYBODY
    public = True
    zone: str
    name: Texts
    services: tuple[PublicWait, ...]


class PublicAccuracy(View):
    """How true the told waits came, held against all tickets that were called, as open data.

    `estimator` is in use now; `all` is None, and a service left out, until enough were called.
    """

    readers = EVERYBODY
    public = True
    zone: str
    name: Texts
    estimator: str
    all: Figures | None
    services: tuple[ServiceAccuracy, ...]


class PublicCalls(View):
    """The numbers called last, as open data."""

    readers = EVERYBODY
    public = True
    zone: str
    calls: tuple[PublicCall, ...]


KEYED = frozenset({LineView, CounterView, TicketView, DeviceView})
"""The views of which there is one for each key."""

VIEWS: dict[str, type[View]] = {
    view_name(view): view for view in View.__subclasses__() if not view.public
}
PUBLIC_VIEWS: dict[str, type[View]] = {
    view_name(view): view for view in View.__subclasses__() if view.public
}
