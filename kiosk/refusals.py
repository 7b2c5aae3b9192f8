"""Refusals: each no of the hub as a sentence for the visitor, with what to do next."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from waiting_room.wire.messages import Fault
from waiting_room.wire.views import ZoneView
from waiting_room.words import Catalogue, phrases

A_TICKET = Fault(code="a_ticket", text="This is a ticket, not a booking.", retry=False)
UNREADABLE = Fault(code="unreadable", text="The code could not be read.", retry=False)


@dataclass(frozen=True)
class Message:
    """What a page without a ticket says: what is so, and the next step."""

    title: str
    text: str


def refusal(words: Catalogue, fault: Fault, zone: ZoneView, *, scans: bool) -> Message:
    """Put a refusal into the visitor's language; a code that is not known gets a general answer.

    `scans` tells whether there is a scanner that a code could be held under.
    """
    title, text = _said(words, fault, zone, scans)
    return Message(title, text)


def _said(words: Catalogue, fault: Fault, zone: ZoneView, scans: bool) -> tuple[str, str]:
    say, timezone = words.say, zone.timezone
    match fault.code:
        case "closed":
            return say("We give out no more tickets now."), come_again(words, fault.at, timezone)
        case "quota_reached":
            title = say("All tickets of today are given out.")
            return title, come_again(words, fault.at, timezone)
        case "full_today":
            title = say("Today is full. We cannot see more people today.")
            return title, come_again(words, fault.at, timezone)
        case "booked_only":
            title = say("This service is only for visitors with a booking.")
            return title, f"{_show_code(words, scans)} {_how_to_book(words, zone)}"
        case "too_early":
            return say("You are early."), _back_at(words, fault.at, timezone, scans)
        case "too_late":
            return (
                say("The time of your booking has passed."),
                say("Please take a ticket, or ask at the reception desk."),
            )
        case "other_day":
            return say("Your booking is for another day."), _that_day(words, fault.at, timezone)
        case "other_zone":
            return (
                say("Your booking is for another place."),
                say("Please look for the address on your confirmation."),
            )
        case "booking_cancelled":
            return (
                say("This booking was cancelled."),
                say("Please take a ticket, or make a new booking."),
            )
        case "not_a_booking":
            return (
                say("We do not know this code."),
                say("Please check the code, or take a ticket."),
            )
        case "a_ticket":
            wait = say("Please wait until its number is called.")
            missed = say(
                "If it was called already, or is not from today, please go to the reception."
            )
            return say("This is a ticket, not a booking."), f"{wait} {missed}"
        case "cannot_check":
            return (
                say("This code cannot be checked at the moment."),
                say("Please take a ticket, or ask at the reception desk."),
            )
        case "unreadable":
            return (
                say("The code could not be read."),
                say("Please hold it a little further away, or type the code."),
            )
        case "no_answer" | "expired":
            return (
                say("There is no answer at the moment."),
                say("Please try again, or go to the reception desk."),
            )
        case "numbers_used_up":
            return (
                say("All numbers of today are given out."),
                say("Please go to the reception desk."),
            )
        case "unknown_service":
            return (
                say("This service is not offered here any more."),
                say("Please choose another one, or go to the reception desk."),
            )
        case _:
            return (
                say("That did not work."),
                say("Please try again, or go to the reception desk."),
            )


def come_again(words: Catalogue, at: datetime | None, timezone: str) -> str:
    """Say when there are tickets again."""
    if at is None:
        return words.say("Please ask at the reception desk when to come again.")
    return words.say(
        "Please come again on {day} at {time}.",
        day=phrases.day(words, at, timezone),
        time=phrases.clock(words, at, timezone),
    )


def _show_code(words: Catalogue, scans: bool) -> str:
    if scans:
        return words.say("If you have a booking, please scan or type its code.")
    return words.say("If you have a booking, please type its code.")


def _how_to_book(words: Catalogue, zone: ZoneView) -> str:
    address = urlsplit(zone.public_url).netloc
    if not address or not any(service.bookable for service in zone.services):
        return words.say("To book, please ask at the reception desk.")
    return words.say(
        "To book, go to {address} or ask at the reception desk.",
        address=phrases.left_to_right(address),
    )


def _back_at(words: Catalogue, at: datetime | None, timezone: str, scans: bool) -> str:
    if at is None:
        return words.say("Please come back a little later.")
    time = phrases.clock(words, at, timezone)
    if scans:
        return words.say("Please come back at {time} and scan your code again.", time=time)
    return words.say("Please come back at {time} and type your code again.", time=time)


def _that_day(words: Catalogue, at: datetime | None, timezone: str) -> str:
    if at is None:
        return words.say("Please look for the day on your confirmation.")
    return words.say(
        "Please come on {day} at {time}.",
        day=phrases.day(words, at, timezone),
        time=phrases.clock(words, at, timezone),
    )
