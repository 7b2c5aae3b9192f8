"""Ticket texts: how it stands with one ticket, what its holder may do, and what came of it."""

from waiting_room.rules.shape import said
from waiting_room.rules.ticket import Status
from waiting_room.wire.views import TicketView, ZoneView
from waiting_room.words import Catalogue, message, phrases
from website.mirror import Mirror, Place
from website.texts import Texts, state

OFFERS = (1, 2, 5)
"""How many others the holder may let go first at a time."""

LEAVES = frozenset({Status.WAITING, Status.CALLED, Status.ON_HOLD})
"""Where a ticket may be given up by its holder."""

DOTS_AHEAD, DOTS_BEHIND = 10, 3
"""How many people are drawn; beyond that the number alone says it."""

TOLD = {
    "delayed": message("Done: others go before you now. You keep your number."),
    "nobody_behind": message("Nobody is behind you whom you could let go first."),
    "sent_on": message("You are expected at one counter and keep your place there."),
    "not_now": message("That is not possible any more. Please look at how your ticket stands."),
    "no_answer": message("No answer came. Please look at your ticket, and try again."),
}
"""What came of a wish, by the hub's code."""


def told(words: Catalogue, code: str) -> str:
    """Say what came of a wish; nothing for a code that is none of ours."""
    return words.say(TOLD[code]) if code in TOLD else ""


def ticket_events(mirror: Mirror, words: Catalogue, token: str) -> dict[str, Texts] | None:
    """Say everything that a ticket's page shows; None if there is no such ticket."""
    seen = mirror.ticket(token)
    if seen is None:
        return None
    return {"state": state(mirror, words), "ticket": ticket(mirror, seen, words)}


def ticket(mirror: Mirror, ticket: TicketView, words: Catalogue) -> Texts:
    """Say to a ticket's holder how it stands, and what to do."""
    place = mirror.place(ticket) if ticket.status is Status.WAITING else None
    number = phrases.spaced(ticket.number)
    headline, advice = _headline_and_advice(mirror, ticket, place, words)
    go = ""
    if ticket.status in (Status.CALLED, Status.SERVING) and ticket.counter:
        go = mirror.counter_name(ticket.counter, words.language)
    title = go if ticket.status is Status.CALLED else headline
    return {
        "title": f"{title} · {phrases.left_to_right(number)}",
        "ticket@status": ticket.status,
        "ticket@offers": str(_offers(place)),
        "ticket@leaves": "yes" if ticket.status in LEAVES else "no",
        "number": number,
        "headline": headline,
        "go": go,
        "why": _why(mirror, ticket, words),
        "dots-ahead": "•" * min(place.ahead, DOTS_AHEAD) if place else "",
        "dots-behind": "•" * min(place.behind, DOTS_BEHIND) if place else "",
        "behind": phrases.behind(words, place.behind) if place else "",
        "wait": phrases.wait(words, place.wait_s) if place else "",
        "advice": advice,
        "then": _then(mirror, ticket, words),
        **_about(mirror.zone, ticket, words),
    }


def _offers(place: Place | None) -> int:
    """Give the largest offer that is not more than there are behind; 0 for none."""
    behind = place.behind if place else 0
    return max((offer for offer in OFFERS if offer <= behind), default=0)


def _why(mirror: Mirror, ticket: TicketView, words: Catalogue) -> str:
    if ticket.status is not Status.CALLED or ticket.why is None or mirror.zone is None:
        return ""
    since = phrases.clock(words, ticket.why.since, mirror.zone.timezone)
    return phrases.reason(
        words,
        ticket.why.code,
        since,
        target_min=ticket.why.target_min,
        weight=ticket.why.weight,
    )


def _then(mirror: Mirror, ticket: TicketView, words: Catalogue) -> str:
    """Name what follows in the visit, as long as it goes on."""
    if ticket.status not in LEAVES | {Status.SERVING}:
        return ""
    return " · ".join(mirror.service_name(step.service, words.language) for step in ticket.then)


def _about(zone: ZoneView | None, ticket: TicketView, words: Catalogue) -> Texts:
    """Say where to wait and what to have ready; never the concern itself."""
    services = zone.services if zone else ()
    service = next((one for one in services if one.id == ticket.service), None)
    if service is None or ticket.status not in (Status.WAITING, Status.ON_HOLD):
        return {"wait-in": "", "bring": ""}
    return {
        "wait-in": said(service.wait_in, words.language),
        "bring": said(service.bring, words.language),
    }


def _headline_and_advice(
    mirror: Mirror, ticket: TicketView, place: Place | None, words: Catalogue
) -> tuple[str, str]:
    """Say what a status means to the ticket's holder, and what to do."""
    say = words.say
    match ticket.status:
        case Status.WAITING:
            advice = say("Appointments and emergencies can come before you.")
            if place is None:
                return say("Please wait. You will be called."), advice
            if place.later:
                advice = say("It takes longer than we said. We are sorry.")
            return phrases.ahead(words, place.ahead), advice
        case Status.CALLED:
            headline = say("You are called again") if ticket.calls > 1 else say("You are called")
            return headline, say("Please go there now.")
        case Status.SERVING:
            return say("It is your turn"), say("Somebody is there for you now.")
        case Status.ON_HOLD:
            return say("Your ticket is set aside."), _until(mirror, ticket, words)
        case Status.NO_SHOW:
            return (
                say("You were called, but nobody came."),
                say("Please go to the reception with your number: it can be called again today."),
            )
        case Status.FINISHED:
            return say("Your visit is over."), say("Thank you for coming. Goodbye.")
        case Status.CANCELLED:
            return (
                say("This ticket is given up."),
                say("If you still need us, please take a new one."),
            )


def _until(mirror: Mirror, ticket: TicketView, words: Catalogue) -> str:
    """Say from when a ticket on hold can be called again, as far as that is certain."""
    if ticket.returns and ticket.back_at is not None and mirror.zone is not None:
        time = phrases.clock(words, ticket.back_at, mirror.zone.timezone)
        return words.say("You can be called again from {time} on. Please be back then.", time=time)
    return words.say("You keep your number and will be called again. Please stay near.")
