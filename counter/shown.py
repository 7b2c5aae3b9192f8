"""Shown: tickets and places in line as records of ready texts, the way QML repeats over them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from counter.sentences import NEEDS
from waiting_room.rules.ticket import Need, Status
from waiting_room.ui.screen import Screen
from waiting_room.wire.parts import DeskTicket, Waiting
from waiting_room.wire.views import CounterView
from waiting_room.words import LANGUAGES, Catalogue, phrases

TICKET_FIELDS = ("ticket", "number", "service", "detail", "language", "needs", "mark", "chosen")
TARGET_FIELDS = ("id", "kind", "name", "detail")
COUNTER_FIELDS = ("id", "name", "detail")

NOBODY: dict[str, Any] = {
    "number": "",
    "service": "",
    "language": "",
    "needs": [],
    "mark": "",
    "state": "",
    "note": "",
    "called": False,
}


def needs(words: Catalogue, needed: Iterable[Need]) -> list[dict[str, str]]:
    """Give needs as pairs of id and word."""
    return [{"id": need, "text": words.say(NEEDS[need])} for need in needed]


def since(words: Catalogue, begun_at: datetime, now: datetime) -> str:
    """Say how long something has lasted, in whole minutes."""
    minutes = max(0, int((now - begun_at).total_seconds())) // 60
    return words.say("{minutes} min", minutes=phrases.left_to_right(str(minutes)))


def note(words: Catalogue, text: str) -> str:
    """Say why a ticket was set aside; what no clerk wrote is put into words."""
    return words.say("Did not come before") if text == "no_show" else words.say(text)


def mark(screen: Screen, service: str, *, booked: bool, own: bool = False) -> str:
    """Say what sets a visitor apart from the others in line."""
    infos = screen.zone.services if screen.zone else ()
    if own:
        return screen.words.say("Sent to you")
    if any(one.id == service and one.emergency for one in infos):
        return screen.words.say("Urgent")
    return screen.words.say("Booked") if booked else ""


def in_front(screen: Screen, ticket: DeskTicket | None, max_calls: int) -> dict[str, Any]:
    """Show the ticket in front of the clerk."""
    if ticket is None:
        return NOBODY
    words = screen.words
    if ticket.status is Status.CALLED:
        state = words.say("Call {calls} of {most}", calls=ticket.calls, most=max_calls)
    else:
        state = words.say("Being served")
    return {
        "number": phrases.spaced(ticket.number),
        "service": screen.service_name(ticket.service),
        "language": LANGUAGES.get(ticket.language, ticket.language),
        "needs": needs(words, ticket.needs),
        "mark": mark(screen, ticket.service, booked=ticket.booked),
        "state": state,
        "note": note(words, ticket.note) if ticket.note else "",
        "called": ticket.status is Status.CALLED,
    }


def line_row(screen: Screen, one: Waiting, now: datetime, chosen: str) -> dict[str, Any]:
    """Show one visitor in line."""
    return {
        "ticket": one.number,
        "number": phrases.spaced(one.number),
        "service": screen.service_name(one.service),
        "detail": since(screen.words, one.arrived_at, now),
        "language": LANGUAGES.get(one.language, one.language),
        "needs": needs(screen.words, one.needs),
        "mark": mark(screen, one.service, booked=one.booked, own=one.for_counter is not None),
        "chosen": one.number == chosen,
    }


def held_rows(screen: Screen, desk: CounterView, chosen: str) -> list[dict[str, Any]]:
    """Show who is on hold, then who was called lately and did not come."""
    words = screen.words

    def row(one: DeskTicket, detail: str) -> dict[str, Any]:
        return {
            "ticket": one.number,
            "number": phrases.spaced(one.number),
            "service": screen.service_name(one.service),
            "detail": detail,
            "language": LANGUAGES.get(one.language, one.language),
            "needs": needs(words, one.needs),
            "mark": mark(screen, one.service, booked=one.booked),
            "chosen": one.number == chosen,
        }

    held = [
        row(one, note(words, one.note) if one.note else words.say("On hold")) for one in desk.held
    ]
    return held + [row(one, words.say("Did not come")) for one in desk.missed]
