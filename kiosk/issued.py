"""Issued: a ticket as the hub answers with it, the one thing that screen and paper both show."""

from pydantic import ConfigDict

from waiting_room.rules.shape import Instant, Language, Name, Number, Shape, Token


class Issued(Shape):
    """A ticket just given out; `ahead` and `wait_s` are None once it no longer waits.

    `then` names the services that follow in the same visit; without a `language` that of the
    screen stays.
    """

    model_config = ConfigDict(extra="ignore")
    number: Number
    token: Token
    service: Name
    language: Language | None = None
    issued_at: Instant
    then: tuple[Name, ...] = ()
    ahead: int | None = None
    wait_s: tuple[int, int] | None = None

    @property
    def services(self) -> tuple[str, ...]:
        """All services of the visit, in their order."""
        return self.service, *self.then

    def link(self, public_url: str) -> str:
        """Give the address of the ticket's own page, empty if the zone has no public pages."""
        return f"{public_url.rstrip('/')}/t/{self.token}" if public_url else ""
