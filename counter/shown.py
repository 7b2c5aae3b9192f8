"""Shown: tickets and places in line as records of ready texts, the way QML repeats over them."""

from datetime import datetime
from typing import Any

from counter import facts
from counter.steps import sent_here
from waiting_room.rules.ticket import Status
from waiting_room.ui.screen import Screen
from waiting_room.wire.parts import DeskTicket, Waiting
from waiting_room.wire.views import CounterView
from waiting_room.words import LANGUAGES, phrases

TICKET_FIELDS = (
    "ticket", "number", "title", "quiet", "mark", "needs", "detail", "due", "chosen",
)  # fmt: skip
"""One in a list: the number with a title, and quietly below it the rest."""

NOBODY: dict[str, Any] = {
    "number": "",
    "service": "",
    "then": "",
    "language": "",
    "needs": [],
    "mark": "",
    "state": "",
    "note": "",
    "why": "",
    "called": False,
}


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
        "then": facts.then(screen, ticket.then),
        "language": LANGUAGES.get(ticket.language, ticket.language),
        "needs": facts.needs(words, ticket.needs),
        "mark": facts.mark(screen, ticket.service, booked=ticket.booked),
        "state": state,
        "note": facts.note(words, ticket.note) if ticket.note else "",
        "why": facts.why(screen, ticket.why),
        "called": ticket.status is Status.CALLED,
    }


def line_row(screen: Screen, one: Waiting, now: datetime, chosen: str) -> dict[str, Any]:
    """Show one visitor in line."""
    return {
        "ticket": one.number,
        "number": phrases.spaced(one.number),
        "title": screen.service_name(one.service),
        "quiet": LANGUAGES.get(one.language, one.language),
        "mark": facts.mark(screen, one.service, booked=one.booked, own=sent_here(one)),
        "needs": facts.needs(screen.words, one.needs),
        "detail": facts.since(screen.words, one.arrived_at, now),
        "due": False,
        "chosen": one.number == chosen,
    }


def held_rows(
    screen: Screen, desk: CounterView, now: datetime, chosen: str
) -> list[dict[str, Any]]:
    """Show who is on hold, then who was called lately and did not come."""
    words = screen.words

    def row(one: DeskTicket, title: str) -> dict[str, Any]:
        language = LANGUAGES.get(one.language, one.language)
        return {
            "ticket": one.number,
            "number": phrases.spaced(one.number),
            "title": title,
            "quiet": f"{screen.service_name(one.service)} · {language}",
            "mark": facts.mark(screen, one.service, booked=one.booked),
            "needs": facts.needs(words, one.needs),
            "detail": facts.back(screen, one, now),
            "due": facts.is_due(one, now),
            "chosen": one.number == chosen,
        }

    held = [
        row(one, facts.note(words, one.note) if one.note else words.say("On hold"))
        for one in desk.held
    ]
    return held + [row(one, words.say("Did not come")) for one in desk.missed]
