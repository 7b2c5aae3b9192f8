"""Doubts about texts: a language in which something is missing, and names that are the same."""

from collections.abc import Iterator, Sequence

from waiting_room.rules.counter import Counter
from waiting_room.rules.service import Service
from waiting_room.rules.shape import Texts, said
from waiting_room.rules.zone import Zone


def about_texts(zone: Zone) -> Iterator[str]:
    """Give the doubts about a zone's languages and what is written in them."""
    if not zone.languages:
        yield 'languages is empty; write those that visitors can choose, such as ["de", "en"]'
    if len(set(zone.languages)) < len(zone.languages):
        yield "languages names one twice, which the kiosk would offer twice; leave one out"
    for what, texts in _all_texts(zone):
        yield from _one(what, texts, zone.languages)
    yield from _alike("services", zone.services)
    yield from _alike("counters", zone.counters)


def _all_texts(zone: Zone) -> Iterator[tuple[str, Texts]]:
    """List what visitors read, and where it stands; what may be left out only if it is there."""
    yield "the zone's name", zone.name
    for service in zone.services:
        yield f'the name of service "{service.id}"', service.name
        for field, texts in (("bring", service.bring), ("wait_in", service.wait_in)):
            if texts:
                yield f'{field} of service "{service.id}"', texts
    for counter in zone.counters:
        yield f'the name of counter "{counter.id}"', counter.name


def _one(what: str, texts: Texts, languages: Sequence[str]) -> Iterator[str]:
    if not any(texts.values()):
        yield f'{what} says nothing; write it, such as {{ de = "Schalter 1", en = "Counter 1" }}'
        return
    missing = [code for code in languages if not texts.get(code)]
    if missing:
        yield (
            f"{what} is written in {', '.join(texts)} and not in {', '.join(missing)}, whose "
            f'readers see "{said(texts, missing[0])}"; add it, or take what is missing out of '
            "languages"
        )


def _alike(what: str, ones: Sequence[Service | Counter]) -> Iterator[str]:
    """Doubt two of a kind that have the same name, once for each pair."""
    for place, one in enumerate(ones):
        for other in ones[place + 1 :]:
            same = [
                code for code, name in one.name.items() if name and other.name.get(code) == name
            ]
            if same:
                yield (
                    f'{what} "{one.id}" and "{other.id}" are both called "{one.name[same[0]]}", so '
                    "that nobody can tell them apart; change one of the names"
                )
