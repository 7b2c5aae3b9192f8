"""Issued: a ticket as the hub answers with it, the one thing that screen and paper both show."""

from enum import Enum, auto

from pydantic import ConfigDict

from waiting_room.rules.shape import Instant, Language, Name, Number, Shape, Token
from waiting_room.rules.ticket import Status

OVER = frozenset({Status.FINISHED, Status.CANCELLED})


class Came(Enum):
    """How a visitor came to the ticket on the screen."""

    NEW = auto()
    CHECKED_IN = auto()
    AGAIN = auto()  # a booked visitor who was checked in before
    SLIP = auto()  # somebody who holds the slip itself under the scanner


class Issued(Shape):
    """A ticket, most often one just given out; `ahead` and `wait_s` are None unless it waits.

    `then` names the services that follow in the same visit; without a `language` that of the
    screen stays. `status` and `service` are None where only the hub could know them, and it cannot
    be asked; `counter` is where the visitor was called to.
    """

    model_config = ConfigDict(extra="ignore")
    number: Number
    token: Token
    service: Name | None
    language: Language | None = None
    issued_at: Instant
    status: Status | None = Status.WAITING
    counter: Name | None = None
    then: tuple[Name, ...] = ()
    ahead: int | None = None
    wait_s: tuple[int, int] | None = None

    @property
    def services(self) -> tuple[str, ...]:
        """All services of the visit that are known, in their order."""
        return tuple(one for one in (self.service, *self.then) if one is not None)

    @property
    def needs_paper(self) -> bool:
        """Whether somebody waits with it, and has to keep its number in mind."""
        return self.status in (Status.WAITING, Status.ON_HOLD, None)

    @property
    def is_over(self) -> bool:
        """Whether nobody will be called with it any more."""
        return self.status in OVER

    def link(self, public_url: str) -> str:
        """Give the address of the ticket's own page, empty if the zone has no public pages."""
        return f"{ticket_pages(public_url)}{self.token}" if public_url else ""


def ticket_pages(public_url: str) -> str:
    """Give what the addresses of all tickets' pages begin with, empty if there are no pages."""
    return f"{public_url.rstrip('/')}/t/" if public_url else ""
