"""Waits: the wall's column of services, a few at a time, in every language of the zone in turn."""

from math import ceil
from typing import Any

from waiting_room.rules.shape import said
from waiting_room.wire.parts import ServiceInfo, ServiceLine
from waiting_room.wire.views import LinesView, ZoneView
from waiting_room.words import Catalogue, catalogue, phrases

FIELDS = ("name", "wait")
SHOWN = 2
"""How many services stand in the column, large enough to be read across the room."""

UNKNOWN = "–"


class WaitsColumn:
    """Turns through services and languages; a service keeps its place in the column."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._turn = 0

    def turn(self) -> None:
        """Go on to the next services, or to all of them in the next language."""
        self._turn += 1

    def places(self, zone: ZoneView | None) -> int:
        """Count the places in the column, as many whichever services stand there."""
        return len(self._pages(zone)[0])

    def words(self, zone: ZoneView | None) -> Catalogue:
        """Give the language whose turn it is; the wall's own begins."""
        languages = dict.fromkeys((self._language, *(zone.languages if zone else ())))
        turn = self._turn // len(self._pages(zone))
        return catalogue(list(languages)[turn % len(languages)])

    def rows(self, zone: ZoneView | None, lines: LinesView | None, *, live: bool) -> list[Any]:
        """List the services whose turn it is, with how long they take if that is known now."""
        if zone is None or lines is None:
            return []
        pages, words = self._pages(zone), self.words(zone)
        by_id = {line.id: line for line in lines.services}
        return [
            {
                "name": said(service.name, words.language),
                "wait": _wait(words, by_id[service.id]) if live else UNKNOWN,
            }
            for service in pages[self._turn % len(pages)]
            if service.id in by_id
        ]

    def _pages(self, zone: ZoneView | None) -> list[list[ServiceInfo]]:
        """Share the services that give tickets among columns; one is always there, if empty."""
        services = [one for one in (zone.services if zone else ()) if one.walk_in]
        columns = max(1, ceil(len(services) / SHOWN))
        shown = ceil(len(services) / columns)
        return [services[column * shown : (column + 1) * shown] for column in range(columns)]


def _wait(words: Catalogue, line: ServiceLine) -> str:
    if line.open:
        return phrases.wait(words, line.wait_s)
    if line.closed_code == "closed":
        return words.say("closed")
    return words.say("no more tickets today")
