"""Next step: what the holder of a ticket is told to do, by how the ticket stands."""

from kiosk.issued import Issued
from waiting_room.rules.shape import said
from waiting_room.rules.ticket import Status
from waiting_room.wire.views import ZoneView
from waiting_room.words import Catalogue, message

HEADLINES = {
    Status.CALLED: message("You are called"),
    Status.SERVING: message("It is your turn"),
    Status.ON_HOLD: message("Your ticket is set aside."),
    Status.NO_SHOW: message("You were called, but nobody came."),
    Status.FINISHED: message("Your visit is over."),
    Status.CANCELLED: message("This ticket is given up."),
}
"""What is so, the same as on the ticket's page; whoever waits is told nothing but where."""

MISSED = message("Call missed: please go to the reception desk. Keep this number.")


def headline(words: Catalogue, ticket: Issued) -> str:
    """Say how a ticket stands; empty while it waits, or as long as nobody can know."""
    text = HEADLINES.get(ticket.status) if ticket.status else None
    return words.say(text) if text else ""


def next_step(words: Catalogue, ticket: Issued, zone: ZoneView) -> str:
    """Say what to do now."""
    say = words.say
    match ticket.status:
        case Status.CALLED | Status.SERVING:
            return _go_there(words, ticket, zone)
        case Status.ON_HOLD:
            return say("You keep your number and will be called again. Please stay near.")
        case Status.NO_SHOW:
            return say("Please go to the reception with your number: it can be called again today.")
        case Status.FINISHED | Status.CANCELLED:
            return say("If you still need us, please take a new ticket or ask at the reception.")
        case Status.WAITING | None:
            return _wait_here(words, ticket, zone)


def _go_there(words: Catalogue, ticket: Issued, zone: ZoneView) -> str:
    counter = next((one for one in zone.counters if one.id == ticket.counter), None)
    name = said(counter.name, words.language) if counter else ticket.counter
    if not name:
        return words.say("Please go to the reception desk.")
    return words.say("Please go there now: {counter}", counter=name)


def _wait_here(words: Catalogue, ticket: Issued, zone: ZoneView) -> str:
    # One thing is said: at a glance it answers what to do, and where.
    service = next((one for one in zone.services if one.id == ticket.service), None)
    place = said(service.wait_in, words.language) if service else ""
    if place:
        return words.say("Please wait here: {place}", place=place)
    return words.say("Please wait until your number is called.")
