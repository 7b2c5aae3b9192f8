"""Refusals: each no about a booking as a sentence for a person, with what to do next."""

from http import HTTPStatus

from waiting_room.rules.refused import Refused
from waiting_room.words import Catalogue, phrases

Told = tuple[int, str, str]
"""The status of the answer, what is so, and what to do."""


def told(words: Catalogue, refused: Refused, timezone: str) -> Told:
    """Say why not; what is not known here gets a general answer."""
    say = words.say
    conflict = HTTPStatus.CONFLICT
    match refused.code:
        case "slot_taken" | "no_such_slot":
            return conflict, say("This time is not free any more."), say("Please choose another.")
        case "reservation_over":
            return (
                conflict,
                say("The time is not kept for you any longer."),
                say("Please choose a time again."),
            )
        case "unknown_booking":
            return (
                HTTPStatus.NOT_FOUND,
                say("We do not know this code."),
                say("Please compare it with your confirmation."),
            )
        case "booking_cancelled":
            return (
                conflict,
                say("This booking was cancelled."),
                say("Please take a ticket, or make a new booking."),
            )
        case "booked_elsewhere":
            return (
                conflict,
                say("This booking was not made here."),
                say("Please change it where you made it."),
            )
        case "already_here":
            return (
                conflict,
                say("You are checked in."),
                say("Please wait until your number is called."),
            )
        case "too_late":
            return (
                conflict,
                say("The time of your booking has passed."),
                say("Please take a ticket, or ask at the reception desk."),
            )
        case "too_many_tries":
            again = _again(words, refused, timezone)
            return HTTPStatus.TOO_MANY_REQUESTS, say("Too many tries."), again
        case "no_answer" | "expired" | "book_unreachable":
            return (
                HTTPStatus.SERVICE_UNAVAILABLE,
                say("Nothing can be booked at the moment."),
                say("Please try again in a minute, or ask at the reception."),
            )
        case _:
            return (
                conflict,
                say("That did not work."),
                say("Please try again, or go to the reception desk."),
            )


def _again(words: Catalogue, refused: Refused, timezone: str) -> str:
    if refused.at is None:
        return words.say("Please try again in a minute, or ask at the reception.")
    return words.say("Please try again at {time}.", time=phrases.clock(words, refused.at, timezone))
