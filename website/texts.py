"""Texts: all that changes on a page, ready to read, by the id of the element that shows it.

A key `id` is an element's text, a key `id@name` its attribute `data-name`. Pages and event streams
are both filled from here, so that the browser decides nothing.
"""

from zoneinfo import ZoneInfo

from waiting_room.rules.ticket import Status
from waiting_room.wire.parts import PublicCall, PublicWait
from waiting_room.wire.views import TicketView, ZoneView
from waiting_room.words import Catalogue, phrases
from website.mirror import Mirror

Texts = dict[str, str]

CALLS_SHOWN = 6


def public_events(mirror: Mirror, words: Catalogue) -> dict[str, Texts]:
    """Say everything that the page of waits shows."""
    return {
        "state": state(mirror, words),
        "waits": waits(mirror, words),
        "calls": calls(mirror, words),
    }


def ticket_events(mirror: Mirror, words: Catalogue, token: str) -> dict[str, Texts] | None:
    """Say everything that a ticket's page shows; None if there is no such ticket."""
    seen = mirror.ticket(token)
    if seen is None:
        return None
    return {"state": state(mirror, words), "ticket": ticket(mirror, seen, words)}


def state(mirror: Mirror, words: Catalogue) -> Texts:
    """Say whether the page is live, and what it must say if not."""
    texts = {"page@live": "yes" if mirror.live else "no", "page@edition": mirror.edition}
    at, zone = mirror.as_of, mirror.zone
    if at is None or zone is None:
        return texts | {"now": "", "notice": words.say("We cannot look it up at the moment.")}
    time = phrases.clock(words, at, zone.timezone)
    local = ZoneInfo(zone.timezone)
    if at.astimezone(local).date() == mirror.now.astimezone(local).date():
        notice = words.say("As of {time}, not updating now.", time=time)
    else:
        day = phrases.day(words, at, zone.timezone)
        notice = words.say("As of {day}, {time}, not updating now.", day=day, time=time)
    return texts | {"now": words.say("Live, {time}", time=time), "notice": notice}


def waits(mirror: Mirror, words: Catalogue) -> Texts:
    """Say for every service who waits, and how long it takes or when it opens."""
    texts: Texts = {}
    if mirror.zone is None or mirror.waits is None:
        return texts
    by_booking = {service.id for service in mirror.zone.services if not service.walk_in}
    for service in mirror.waits.services:
        id = f"service-{service.id}"
        texts[f"{id}@open"] = "yes" if service.open else "no"
        texts[f"{id}-wait"] = (
            words.say("only with a booking")
            if service.id in by_booking
            else _wait(service, mirror, mirror.zone, words)
        )
        texts[f"{id}-people"] = phrases.waiting(words, service.waiting)
    return texts


def _wait(service: PublicWait, mirror: Mirror, zone: ZoneView, words: Catalogue) -> str:
    if service.open:
        return phrases.wait(words, service.wait_s)
    return phrases.opens(words, service.opens_at, mirror.now, zone.timezone)


def calls(mirror: Mirror, words: Catalogue) -> Texts:
    """Say the last calls, the latest first; places that are left over stay empty."""
    shown = mirror.calls.calls[:CALLS_SHOWN] if mirror.calls else ()
    texts: Texts = {"calls@count": str(len(shown))}
    for place in range(CALLS_SHOWN):
        texts |= _call(f"call-{place}", shown[place] if place < len(shown) else None, mirror, words)
    return texts


def _call(id: str, call: PublicCall | None, mirror: Mirror, words: Catalogue) -> Texts:
    timezone = mirror.zone.timezone if mirror.zone else "UTC"
    return {
        f"{id}@status": call.status if call else "",
        f"{id}-number": phrases.spaced(call.number) if call else "",
        f"{id}-counter": mirror.counter_name(call.counter, words.language) if call else "",
        f"{id}-time": phrases.clock(words, call.called_at, timezone) if call else "",
    }


def ticket(mirror: Mirror, ticket: TicketView, words: Catalogue) -> Texts:
    """Say to a ticket's holder how it stands, and what to do."""
    headline, advice = _headline_and_advice(ticket.status, words)
    place = mirror.place(ticket) if ticket.status is Status.WAITING else None
    texts = {
        "ticket@status": ticket.status,
        "number": phrases.spaced(ticket.number),
        "headline": headline,
        "go": "",
        "wait": phrases.wait(words, place.wait_s) if place else "",
        "advice": advice,
    }
    if place:
        texts["headline"] = phrases.ahead(words, place.ahead)
        if place.later:
            texts["advice"] = words.say("It takes longer than we said. We are sorry.")
    if ticket.status is Status.CALLED and ticket.calls > 1:
        texts["headline"] = words.say("You are called again")
    if ticket.status in (Status.CALLED, Status.SERVING) and ticket.counter:
        texts["go"] = mirror.counter_name(ticket.counter, words.language)
    number = phrases.left_to_right(texts["number"])
    title = texts["go"] if ticket.status is Status.CALLED else texts["headline"]
    return texts | {"title": f"{title} · {number}"}


def _headline_and_advice(status: Status, words: Catalogue) -> tuple[str, str]:
    """Say what a status means to the ticket's holder, and what to do."""
    say = words.say
    match status:
        case Status.WAITING:
            return (
                say("Please wait. You will be called."),
                say("Appointments and emergencies can come before you."),
            )
        case Status.CALLED:
            return say("You are called"), say("Please go there now.")
        case Status.SERVING:
            return say("It is your turn"), say("Somebody is there for you now.")
        case Status.ON_HOLD:
            return (
                say("Your ticket is set aside."),
                say("You keep your number and will be called again. Please stay near."),
            )
        case Status.NO_SHOW:
            return (
                say("You were called, but nobody came."),
                say("Please ask at the reception. Your number can be called again."),
            )
        case Status.FINISHED:
            return say("Your visit is over."), say("Thank you for coming. Goodbye.")
        case Status.CANCELLED:
            return (
                say("This ticket is given up."),
                say("If you still need us, please take a new one."),
            )
