"""One of those who fight for seats: `python -m tests.waiting_room.hub.claimant WHERE NUMBER`.

It waits for a word on its input, takes seats until every slot has refused it, gives some back,
moves others, and takes again; then it tells as JSON what it holds and what it was told.
"""

import json
import random
import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from waiting_room.hub.book_engine import book_file, shared_book
from waiting_room.hub.seat_book import SeatBook
from waiting_room.rules.refused import Refused
from waiting_room.rules.slots import Slot
from waiting_room.rules.typed_code import mint_code
from waiting_room.wire.token import mint_token

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SLOTS = [
    Slot(service="advice", starts_at=NOW + timedelta(days=1, minutes=30 * n), minutes=30, seats=20)
    for n in range(10)
]
GIVEN_BACK, MOVED = 4, 4


def open_book(where: str) -> SeatBook:
    """Open the book at a URL, or in a file."""
    engine = shared_book(where) if "://" in where else book_file(Path(where))
    return SeatBook(engine, "sued")


def mint() -> str:
    """Mint a code."""
    return mint_code(secrets.randbelow)


def fight(book: SeatBook, chance: random.Random) -> tuple[dict[str, datetime], list[str]]:
    """Fight; gives what is held at the end, by code, and every refusal's sentence."""
    held: dict[str, datetime] = {}
    told: list[str] = []

    def take_all() -> None:
        for slot in chance.sample(SLOTS, len(SLOTS)):
            for token in iter(mint_token, None):
                try:
                    book.reserve(slot, token, NOW, NOW + timedelta(minutes=10))
                except Refused as refused:
                    told.append(refused.text)
                    break
                held[book.book(token, mint, NOW).code] = slot.starts_at

    take_all()
    for code in _some(held, GIVEN_BACK, chance):
        book.cancel(code, NOW)
        del held[code]
    for code in _some(held, MOVED, chance):
        slot = chance.choice(SLOTS)
        try:
            held[code] = book.move(code, slot, NOW).starts_at
        except Refused as refused:
            told.append(refused.text)
    take_all()
    return held, told


def _some(held: dict[str, datetime], count: int, chance: random.Random) -> Iterator[str]:
    yield from chance.sample(sorted(held), min(count, len(held)))


def main() -> None:
    """Fight when told to."""
    where, number = sys.argv[1:]
    book = open_book(where)
    print("ready", flush=True)
    sys.stdin.readline()
    held, told = fight(book, random.Random(int(number)))
    book.close()
    print(json.dumps({"held": {c: at.isoformat() for c, at in held.items()}, "told": told}))


if __name__ == "__main__":
    main()
