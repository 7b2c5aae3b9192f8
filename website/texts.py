"""Texts: all that changes on a page, ready to read, by the id of the element that shows it.

A key `id` is an element's text, a key `id@name` its attribute `data-name`. Pages and event streams
are both filled from here, so that the browser decides nothing.
"""

from zoneinfo import ZoneInfo

from waiting_room.wire.parts import PublicCall
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


def state(mirror: Mirror, words: Catalogue) -> Texts:
    """Say whether the page is live, and what it must say if not."""
    page = {"page@live": "yes" if mirror.live else "no", "page@edition": mirror.edition}
    now, stale = _now_and_stale(mirror, words)
    # Only what is so stands on the page; what a browser says once it hears nothing waits aside.
    if mirror.live:
        return page | {"now": now, "notice": "", "notice@otherwise": stale}
    return page | {"now": "", "notice": stale, "notice@otherwise": stale}


def _now_and_stale(mirror: Mirror, words: Catalogue) -> tuple[str, str]:
    """Say that the page is live, and of when it is as soon as it is not."""
    at, zone = mirror.as_of, mirror.zone
    if at is None or zone is None:
        return "", words.say("We cannot look it up at the moment.")
    time = phrases.clock(words, at, zone.timezone)
    local = ZoneInfo(zone.timezone)
    if at.astimezone(local).date() == mirror.now.astimezone(local).date():
        notice = words.say("As of {time}, not updating now.", time=time)
    else:
        day = phrases.day(words, at, zone.timezone)
        notice = words.say("As of {day}, {time}, not updating now.", day=day, time=time)
    return words.say("Live, {time}", time=time), notice


def waits(mirror: Mirror, words: Catalogue) -> Texts:
    """Say for every service who waits, and how long it takes or when it opens."""
    texts: Texts = {}
    if mirror.zone is None or mirror.waits is None:
        return texts
    for service in mirror.waits.services:
        id = f"service-{service.id}"
        wait, *again = [phrases.wait(words, service.wait_s)]
        if not service.open:
            wait, *again = phrases.no_tickets(
                words, service.closed_code, service.opens_at, mirror.now, mirror.zone.timezone
            )
        texts[f"{id}@open"] = "yes" if service.open else "no"
        texts[f"{id}-wait"] = wait
        texts[f"{id}-again"] = " ".join(again)
        texts[f"{id}-people"] = phrases.waiting(words, service.waiting)
    return texts


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
