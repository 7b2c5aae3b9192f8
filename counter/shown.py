"""Shown: tickets and places in line as records of ready texts, the way QML repeats over them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from counter.sentences import NEEDS, shown_number
from counter.steps import sent_here
from waiting_room.rules.reason import Reason
from waiting_room.rules.ticket import Need, Status, Step
from waiting_room.ui.screen import Screen
from waiting_room.wire.parts import DeskTicket, Waiting
from waiting_room.wire.views import CounterView
from waiting_room.words import LANGUAGES, Catalogue, phrases

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


def clock(screen: Screen, at: datetime) -> str:
    """Say a time of day on the zone's clock."""
    return phrases.clock(screen.words, at, screen.zone.timezone if screen.zone else "UTC")


def why(screen: Screen, reason: Reason | None) -> str:
    """Say in a sentence why a ticket is next or was called; empty if that is not known."""
    if reason is None:
        return ""
    return phrases.reason(
        screen.words,
        reason.code,
        clock(screen, reason.since),
        target_min=reason.target_min,
        weight=reason.weight,
    )


def step(screen: Screen, one: Step) -> str:
    """Name one service of a visit, and the counter if it is for that one alone."""
    service = screen.service_name(one.service)
    return f"{service} · {screen.counter_name(one.for_counter)}" if one.for_counter else service


def then(screen: Screen, ticket: DeskTicket) -> str:
    """Say what follows in this visit, empty if nothing does."""
    if not ticket.then:
        return ""
    services = ", ".join(step(screen, one) for one in ticket.then)
    return screen.words.say("then: {services}", services=services)


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
        "then": then(screen, ticket),
        "language": LANGUAGES.get(ticket.language, ticket.language),
        "needs": needs(words, ticket.needs),
        "mark": mark(screen, ticket.service, booked=ticket.booked),
        "state": state,
        "note": note(words, ticket.note) if ticket.note else "",
        "why": why(screen, ticket.why),
        "called": ticket.status is Status.CALLED,
    }


def line_row(screen: Screen, one: Waiting, now: datetime, chosen: str) -> dict[str, Any]:
    """Show one visitor in line."""
    return {
        "ticket": one.number,
        "number": phrases.spaced(one.number),
        "title": screen.service_name(one.service),
        "quiet": LANGUAGES.get(one.language, one.language),
        "mark": mark(screen, one.service, booked=one.booked, own=sent_here(one)),
        "needs": needs(screen.words, one.needs),
        "detail": since(screen.words, one.arrived_at, now),
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
            "mark": mark(screen, one.service, booked=one.booked),
            "needs": needs(words, one.needs),
            "detail": _back(screen, one, now),
            "due": is_due(one, now),
            "chosen": one.number == chosen,
        }

    held = [
        row(one, note(words, one.note) if one.note else words.say("On hold")) for one in desk.held
    ]
    return held + [row(one, words.say("Did not come")) for one in desk.missed]


def _back(screen: Screen, one: DeskTicket, now: datetime) -> str:
    """Say when a ticket that was set aside comes back or is to be remembered, if ever."""
    if one.back_at is None:
        return ""
    time = clock(screen, one.back_at)
    if one.returns:
        return screen.words.say("back at {time}", time=time)
    if is_due(one, now):
        return screen.words.say("due since {time}", time=time)
    return screen.words.say("reminder at {time}", time=time)


def is_due(one: DeskTicket, now: datetime) -> bool:
    """Tell whether a clerk should be reminded of a ticket by now."""
    return one.back_at is not None and not one.returns and one.back_at <= now


def reminder(words: Catalogue, numbers: Iterable[str]) -> str:
    """Say whom a clerk wanted to be reminded of by now, empty if of nobody."""
    shown = ", ".join(map(shown_number, numbers))
    return words.say("Reminder: {numbers}. Look under “Held”.", numbers=shown) if shown else ""
