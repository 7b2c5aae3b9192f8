"""Phrases: waits, numbers and times as people say them, the same on screen, paper, wall and web."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from waiting_room.words.catalogue import Catalogue, message

STEP_MIN = 5
"""Waits are said in steps of five minutes: more would be invented."""

LONGEST_SAID_MIN = 180

DAY_PATTERNS = {
    "de": "EEEE, d. MMMM",
    "en": "EEEE d MMMM",
    "fr": "EEEE d MMMM",
    "fa": "EEEE d MMMM",
    "ar": "EEEE، d MMMM",
    "tr": "d MMMM EEEE",
}
"""A date without its year; the patterns of a locale have one, or shorten the weekday."""

DATE_PATTERNS = {"en": "d MMMM y", "ar": "d MMMM y", "fa": "d MMMM y", "fr": "dd/MM/y"}
"""A date with its year; in figures wherever official letters write it so."""

REASONS = {
    "emergency": message("Emergencies go first."),
    "sent_here": message("Sent on to here; waiting since {time}."),
    "booked": message("Booked for {time}."),
    "longest": message("Has waited longest: since {time}."),
    "due_first": message("Due first: since {time}, with {minutes} minutes as the aim."),
    "most_credit": message("Since {time}; waiting for this service counts {weight} times."),
    "own_service": message("This counter serves its own people first; waiting since {time}."),
    "chosen": message("Called by number."),
}
"""Why a ticket is next or was called, by what decided."""


def left_to_right(text: str) -> str:
    """Keep a number or a range in its order inside Arabic or Persian text."""
    return f"\u2066{text}\u2069"


def spaced(number: str) -> str:
    """Write a ticket's number as it is shown: the letter, a narrow space, the digits."""
    return f"{number[:1]}\u202f{number[1:]}"


def minutes(wait_s: tuple[int, int]) -> tuple[int, int]:
    """Round a range of seconds to the minutes that are said; (0, 0) means at once.

    The lower end is rounded down and the upper end up, so that the promise is kept.
    """
    low, high = wait_s
    least = low // 60 // STEP_MIN * STEP_MIN
    most = -(-high // (60 * STEP_MIN)) * STEP_MIN
    return least, max(least, most)


def wait(words: Catalogue, wait_s: tuple[int, int] | None) -> str:
    """Say how long a wait will be: "soon", "about 10 minutes", "15–25 minutes"."""
    if wait_s is None:
        return words.say("not known yet")
    least, most = minutes(wait_s)
    if most <= STEP_MIN:
        return words.say("soon")
    if least >= LONGEST_SAID_MIN:
        return words.say("more than 3 hours")
    if least == most:
        return words.say("about {minutes} minutes", minutes=left_to_right(str(most)))
    if least == 0:
        return words.say("up to {minutes} minutes", minutes=left_to_right(str(most)))
    return words.say("{minutes} minutes", minutes=left_to_right(f"{least}–{most}"))


def ahead(words: Catalogue, count: int) -> str:
    """Say how many people are before somebody."""
    if count == 0:
        return words.say("Nobody is before you.")
    return words.count("{count} person before you", "{count} people before you", count)


def behind(words: Catalogue, count: int) -> str:
    """Say how many people are behind somebody; nothing for the last, whom that would discourage."""
    if count == 0:
        return ""
    return words.count("{count} person behind you", "{count} people behind you", count)


def concerns(words: Catalogue, count: int) -> str:
    """Say that a visit has several services, without saying which; nothing for the usual one."""
    if count < 2:
        return ""
    return words.count(
        "This number is for {count} concern.",
        "This number is for {count} concerns, one after the other.",
        count,
    )


def waiting(words: Catalogue, count: int) -> str:
    """Say how many people wait."""
    if count == 0:
        return words.say("nobody waits")
    return words.count("{count} person waits", "{count} people wait", count)


def clock(words: Catalogue, at: datetime, timezone: str) -> str:
    """Say the time of day, as written in the language."""
    local = at.astimezone(ZoneInfo(timezone))
    return left_to_right(format_time(local, "HH:mm", locale=words.language))


def span(first: str, last: str) -> str:
    """Say from which to which time of day, both as `clock` says them."""
    return left_to_right(f"{first}–{last}")


def day(words: Catalogue, at: datetime, timezone: str) -> str:
    """Say a date with its weekday, in the order and with the signs of the language."""
    pattern = DAY_PATTERNS.get(words.language, "EEEE, d MMMM")
    return _dated(words, at, timezone, pattern)


def date(words: Catalogue, at: datetime, timezone: str) -> str:
    """Say a date with its year, for what may be looked at much later."""
    return _dated(words, at, timezone, DATE_PATTERNS.get(words.language, "dd.MM.y"))


def _dated(words: Catalogue, at: datetime, timezone: str, pattern: str) -> str:
    local = at.astimezone(ZoneInfo(timezone))
    return format_date(local.date(), pattern, locale=words.language)


def opens(words: Catalogue, at: datetime | None, now: datetime, timezone: str) -> str:
    """Say when something closed opens again."""
    if at is None:
        return words.say("closed")
    time = clock(words, at, timezone)
    zone = ZoneInfo(timezone)
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        return words.say("opens at {time}", time=time)
    return words.say("opens on {day} at {time}", day=day(words, at, timezone), time=time)


def no_tickets(
    words: Catalogue, code: str | None, at: datetime | None, now: datetime, timezone: str
) -> list[str]:
    """Say why there are no tickets for a service now, and when there will be: one part or two."""
    match code:
        case "booked_only":
            return [words.say("only with a booking")]
        case "quota_reached":
            why = words.say("all tickets of today are given out")
        case "full_today":
            why = words.say("today is full")
        case _:
            return [opens(words, at, now, timezone)]
    if at is None:
        return [why]
    fields = {"day": day(words, at, timezone), "time": clock(words, at, timezone)}
    return [why, words.say("again on {day} at {time}", **fields)]


def reason(
    words: Catalogue, code: str, time: str, *, target_min: int | None, weight: float | None
) -> str:
    """Say why a ticket is next or was called; `time` is since when it waits."""
    factor = "" if weight is None else format_decimal(weight, locale=words.language)
    fields = {"minutes": left_to_right(str(target_min)), "weight": left_to_right(factor)}
    return words.say(REASONS[code], time=time, **fields)
