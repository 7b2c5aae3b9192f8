"""Facts: what there is to say about a ticket, one thing at a time, in words."""

from collections.abc import Iterable
from datetime import datetime

from counter.sentences import NEEDS, NOTES, shown_number
from waiting_room.rules.reason import Reason
from waiting_room.rules.ticket import Need, Step
from waiting_room.ui.screen import Screen
from waiting_room.wire.parts import DeskTicket
from waiting_room.words import Catalogue, phrases


def clock(screen: Screen, at: datetime) -> str:
    """Say a time of day on the zone's clock."""
    return phrases.clock(screen.words, at, screen.zone.timezone if screen.zone else "UTC")


def since(words: Catalogue, begun_at: datetime, now: datetime) -> str:
    """Say how long something has lasted, in whole minutes."""
    minutes = max(0, int((now - begun_at).total_seconds())) // 60
    return words.say("{minutes} min", minutes=phrases.left_to_right(str(minutes)))


def needs(words: Catalogue, needed: Iterable[Need]) -> list[dict[str, str]]:
    """Give needs as pairs of id and word."""
    return [{"id": need, "text": words.say(NEEDS[need])} for need in needed]


def note(words: Catalogue, text: str) -> str:
    """Say why a ticket was set aside, or what is odd about it; codes are put into words."""
    return words.say(NOTES.get(text, text))


def mark(screen: Screen, service: str, *, booked: bool, own: bool = False) -> str:
    """Say what sets a visitor apart from the others in line."""
    infos = screen.zone.services if screen.zone else ()
    if own:
        return screen.words.say("Sent to you")
    if any(one.id == service and one.emergency for one in infos):
        return screen.words.say("Urgent")
    return screen.words.say("Booked") if booked else ""


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
    return f"{service} ({screen.counter_name(one.for_counter)})" if one.for_counter else service


def then(screen: Screen, steps: Iterable[Step]) -> str:
    """Say what follows in a visit, empty if nothing does."""
    services = " · ".join(step(screen, one) for one in steps)
    return screen.words.say("then: {services}", services=services) if services else ""


def is_due(one: DeskTicket, now: datetime) -> bool:
    """Tell whether a clerk should be reminded of a ticket by now."""
    return one.back_at is not None and not one.returns and one.back_at <= now


def back(screen: Screen, one: DeskTicket, now: datetime) -> str:
    """Say when a ticket that was set aside comes back or is to be remembered, if ever."""
    if one.back_at is None:
        return ""
    time = clock(screen, one.back_at)
    if one.returns:
        return screen.words.say("back at {time}", time=time)
    if is_due(one, now):
        return screen.words.say("due since {time}", time=time)
    return screen.words.say("reminder at {time}", time=time)


def reminder(words: Catalogue, numbers: Iterable[str]) -> str:
    """Say whom a clerk wanted to be reminded of by now, empty if of nobody."""
    shown = " · ".join(map(shown_number, numbers))
    return words.say("Reminder: {numbers}. Look under “Held”.", numbers=shown) if shown else ""
