"""The model's room: every ticket stands in exactly one place, and every place is a plain list."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tests.checker.model.changes import Event, Ticket, after

WAITING, ON_HOLD, MISSED, ENDED = "waiting", "on hold", "missed", "ended"
CALLS_SHOWN = 12
CLOSED = {"status": "closed", "clerk": None, "reason": ""}


class Nonsense(Exception):
    """The journal tells of a ticket that was never issued; no room can follow that."""


class Press(NamedTuple):
    """What one press of a clerk changed."""

    at: datetime
    before: list[Ticket]
    after: list[Ticket]
    in_front: str | None


class Room:
    """A zone's day as the journal tells it; `commit` alone changes it."""

    def __init__(self, zone: dict[str, Any]) -> None:
        self.zone = zone["zone"]
        self.calling = zone["calling"]
        self.head_start = timedelta(minutes=self.calling["head_start_min"])
        self.services = {service["id"]: service for service in zone["service"]}
        self.counters = {counter["id"]: counter for counter in zone["counter"]}
        self.clerks = [clerk["id"] for clerk in zone["clerk"]]
        self.devices = {device["id"]: device for device in zone["device"]}
        self.bookings: dict[str, dict[str, Any]] = {}
        self.leases: list[dict[str, Any]] = []
        self.counted: dict[str, list[tuple[int, str | None]]] = defaultdict(list)
        """By letter, in their order: ends of leases, and numbers with who has issued them."""
        self.issued: list[Ticket] = []
        self.tickets: dict[str, Ticket] = {}
        self.places: dict[str, list[str]] = defaultdict(list)
        self.desks = dict.fromkeys(self.counters, CLOSED)
        self.presses: dict[str, Press] = {}
        self.calls: list[str] = []

    def at(self, where: str) -> list[Ticket]:
        """List the tickets of a place, in the order in which they came there."""
        return [self.tickets[number] for number in self.places[where]]

    def in_front(self, counter: str) -> Ticket | None:
        """Give the ticket in front of a clerk."""
        return next(iter(self.at(f"at {counter}")), None)

    def seat(self, clerk: str | None) -> str | None:
        """Find the counter at which a clerk sits."""
        seats = (id for id, desk in self.desks.items() if clerk and desk["clerk"] == clerk)
        return next(seats, None)

    def holding(self, token: str | None) -> Ticket | None:
        """Find the ticket of whoever holds a token, on the first slip or on a further one."""
        tickets = self.tickets.values()
        return next((one for one in tickets if token in (one["token"], *one["joined"])), None)

    def booked(self, code: str) -> Ticket | None:
        """Find the ticket that was issued for a booking."""
        return next((one for one in self.tickets.values() if one["booking"] == code), None)

    def commit(self, events: list[Event], at: datetime) -> None:
        """Change the room by what one command did at a moment; all of it is one press."""
        numbers = list(dict.fromkeys(number for event in events for number in named(event)))
        if unknown := [number for number in numbers if number not in self.tickets]:
            raise Nonsense(f"nobody has {unknown}, but it says {events}")
        before = [self.tickets[number] for number in numbers]
        pressed = {event["counter"] for event in events if "counter" in event and numbers}
        in_front = {counter: list(self.places[f"at {counter}"]) for counter in pressed}
        for event in events:
            self._apply(event, at)
        now = [self.tickets[number] for number in numbers]
        for counter in pressed:
            self.presses[counter] = Press(at, before, now, next(iter(in_front[counter]), None))
            if events[-1]["event"] == "step_undone":
                del self.presses[counter]

    def _apply(self, event: Event, at: datetime) -> None:
        match event["event"]:
            case "day_opened":
                pass
            case "booking_added":
                self.bookings[event["booking"]["code"]] = event["booking"]
            case "numbers_leased":
                self.leases.append(event["lease"])
                self.counted[event["lease"]["letter"]].append((event["lease"]["last"], None))
            case "ticket_issued":
                self._issue(event["ticket"])
            case "step_undone":
                for ticket in event["tickets"]:
                    self._put(ticket)
                    if not place(ticket).startswith("at ") and ticket["number"] in self.calls:
                        self.calls.remove(ticket["number"])
            case "counter_opened":
                self.desks[event["counter"]] = CLOSED | {"status": "open", "clerk": event["clerk"]}
            case "counter_paused":
                paused = {"status": "paused", "reason": event["reason"]}
                self.desks[event["counter"]] = self.desks[event["counter"]] | paused
            case "counter_closed":
                self.desks[event["counter"]] = CLOSED
            case _:
                self._put(after(self.tickets[event["number"]], event, at))
        if event["event"] == "ticket_called":
            others = [number for number in self.calls if number != event["number"]]
            self.calls = [event["number"], *others][:CALLS_SHOWN]

    def _issue(self, ticket: Ticket) -> None:
        """Give somebody a ticket; a number with a letter more is not counted."""
        letter, digits = ticket["number"][0], ticket["number"][1:]
        self.issued.append(ticket)
        if digits.isdigit():
            self.counted[letter].append((int(digits), ticket["issued_by"]))
        self._put(ticket)

    def _put(self, ticket: Ticket) -> None:
        """Let a ticket be so from now on, in the place where that belongs."""
        number, before = ticket["number"], self.tickets.get(ticket["number"])
        self.tickets[number] = ticket
        if before is not None and place(before) == place(ticket):
            return
        if before is not None:
            self.places[place(before)].remove(number)
        self.places[place(ticket)].append(number)


def place(ticket: Ticket) -> str:
    """Tell in which of the places a ticket is."""
    match ticket["status"]:
        case "waiting":
            return WAITING
        case "on_hold":
            return ON_HOLD
        case "no_show":
            return MISSED
        case "called" | "serving":
            return f"at {ticket['counter']}"
    return ENDED


def named(event: Event) -> list[str]:
    """List the tickets that an event changes; one that is issued is only made by it."""
    if event["event"] == "step_undone":
        return [ticket["number"] for ticket in event["tickets"]]
    return [event["number"]] if "number" in event else []
