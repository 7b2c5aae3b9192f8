"""Tiles: the services, needs and languages of a zone, ready to be drawn as buttons."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from waiting_room.rules.shape import said
from waiting_room.rules.ticket import Need
from waiting_room.wire.parts import ServiceLine
from waiting_room.wire.views import LinesView, ZoneView
from waiting_room.words import LANGUAGES, Catalogue, phrases

SERVICE_FIELDS = ("service", "name", "status", "open", "booked")
MORE_FIELDS = ("service", "name")
NEED_FIELDS = ("need", "name", "chosen")
LANGUAGE_FIELDS = ("language", "name", "chosen")


def service_tiles(
    words: Catalogue, zone: ZoneView, lines: LinesView, now: datetime, *, knows_waits: bool
) -> list[dict[str, Any]]:
    """List the services with how it stands with each: who waits and how long, or why not now.

    Nothing is said of waits that cannot be known.
    """
    by_id = {line.id: line for line in lines.services}
    return [
        {
            "service": service.id,
            "name": said(service.name, words.language),
            "status": ""
            if by_id[service.id].open and not knows_waits
            else service_status(words, by_id[service.id], now, zone.timezone),
            "open": by_id[service.id].open,
            "booked": by_id[service.id].closed_code == "booked_only",
        }
        for service in zone.services
        if service.id in by_id
    ]


def addable_tiles(
    words: Catalogue, zone: ZoneView, lines: LinesView, taken: Collection[str]
) -> list[dict[str, Any]]:
    """List the services that can follow in a visit: those open now that it does not have yet."""
    is_open = {line.id for line in lines.services if line.open}
    return [
        {
            "service": service.id,
            "name": said(service.name, words.language),
            "status": "",
            "open": True,
            "booked": False,
        }
        for service in zone.services
        if service.id in is_open.difference(taken)
    ]


def service_status(words: Catalogue, line: ServiceLine, now: datetime, timezone: str) -> str:
    """Say in a line or two how it stands with a service."""
    if line.open:
        if line.wait_s is None:
            return phrases.waiting(words, line.waiting)
        return f"{phrases.waiting(words, line.waiting)} · {phrases.wait(words, line.wait_s)}"
    parts = phrases.no_tickets(words, line.closed_code, line.opens_at, now, timezone)
    return "\n".join(parts)


def need_tiles(words: Catalogue, chosen: Collection[Need]) -> list[dict[str, Any]]:
    """List what a visitor may need besides the service."""
    names = {
        Need.INTERPRETER: words.say("I need an interpreter"),
        Need.WHEELCHAIR: words.say("I use a wheelchair"),
        Need.HEARING_LOOP: words.say("I need a hearing loop"),
    }
    return [
        {"need": need.value, "name": name, "chosen": need in chosen} for need, name in names.items()
    ]


def language_tiles(languages: Iterable[str], shown: str) -> list[dict[str, Any]]:
    """List the languages, each in its own script."""
    return [
        {"language": code, "name": LANGUAGES.get(code, code), "chosen": code == shown}
        for code in languages
    ]
