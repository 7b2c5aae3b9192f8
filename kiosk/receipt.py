"""The receipt: what stands on the paper of a ticket, in the visitor's language."""

from collections.abc import Iterator

from hardware.slip import Align, Block, Qr, Rule, Slip, Space, Text
from kiosk.issued import Issued
from kiosk.next_step import MISSED, headline, next_step
from waiting_room.rules.shape import said
from waiting_room.rules.ticket import Status
from waiting_room.wire.views import ZoneView
from waiting_room.words import Catalogue, is_right_to_left, phrases

NUMBER_SIZE = 8
LOUD = 2
QR_MODULE_DOTS = 7
"""A code of about 30 mm: version 4 to 5 on paper of 80 mm, read from a hand's distance."""


def receipt(
    ticket: Issued, zone: ZoneView, words: Catalogue, *, booked: bool = False, copy: bool = False
) -> Slip:
    """Write the slip; never a name, never the concern in words, for numbers must not speak."""
    side: Align = "right" if is_right_to_left(words.language) else "left"
    blocks: list[Block] = [
        Text(said(zone.name, words.language), bold=True, align="center"),
        Space(32),
        Text(phrases.spaced(ticket.number), size=NUMBER_SIZE, bold=True, align="center"),
    ]
    if copy:
        blocks += [Space(16), Text(words.say("Copy"), size=LOUD, bold=True, align="center")]
    blocks += [Space(40), *_what_to_do(ticket, zone, words, booked)]
    blocks += [Space(16), Rule(), Space(16)]
    blocks += [
        Text(line, bold=is_bold, align=side)
        for line, is_bold in _how_it_stands(ticket, zone, words)
    ]
    link = ticket.link(zone.public_url)
    if link:
        blocks += [
            Space(24),
            Qr(link, QR_MODULE_DOTS),
            Space(12),
            Text(words.say("Follow your ticket on your phone"), align="center"),
        ]
    blocks += [Space(16), Rule(), Space(16)]
    for line in _to_know(ticket, zone, words):
        blocks += [Text(line, align=side), Space(10)]
    return Slip(tuple(blocks))


def _what_to_do(ticket: Issued, zone: ZoneView, words: Catalogue, booked: bool) -> list[Block]:
    line = headline(words, ticket) or (words.say("You are checked in.") if booked else "")
    blocks: list[Block] = [Text(line, size=LOUD, align="center"), Space(12)] if line else []
    step = next_step(words, ticket, zone)
    return [*blocks, Text(step, size=LOUD, bold=True, align="center")]


def _how_it_stands(ticket: Issued, zone: ZoneView, words: Catalogue) -> Iterator[tuple[str, bool]]:
    """The lines, each with whether it is what most people look for."""
    if ticket.ahead is not None:
        wait = phrases.wait(words, ticket.wait_s)
        yield words.say("Waiting time: {wait}", wait=wait), True
        yield phrases.ahead(words, ticket.ahead), True
    issued = words.say(
        "Issued on {day} at {time}.",
        day=phrases.date(words, ticket.issued_at, zone.timezone),
        time=phrases.clock(words, ticket.issued_at, zone.timezone),
    )
    yield issued, False


def _to_know(ticket: Issued, zone: ZoneView, words: Catalogue) -> list[str]:
    bring = {one.id: said(one.bring, words.language) for one in zone.services}
    things = dict.fromkeys(bring[one] for one in ticket.services if bring.get(one))
    lines = [phrases.concerns(words, len(ticket.services))] if ticket.then else []
    if things:
        lines.append(words.say("Please have ready: {things}", things="; ".join(things)))
    if ticket.status is not Status.NO_SHOW:
        lines.append(words.say(MISSED))
    return lines
