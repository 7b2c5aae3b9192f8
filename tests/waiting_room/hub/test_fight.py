"""Eight processes fight for two hundred seats."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.waiting_room.hub.claimant import NOW, SLOTS, open_book

PROCESSES = 8
SEATS = sum(slot.seats for slot in SLOTS)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path):
    """An empty book, as a file and as a database."""
    if request.param == "sqlite":
        place = str(tmp_path / "book.sqlite")
    else:
        place = request.getfixturevalue("database")
    book = open_book(place)
    book.open()
    book.close()
    return place


def test_eight_processes_fight_for_two_hundred_seats(where):
    """All seats are booked, none twice, and whoever got none was told so in a sentence."""
    command = [sys.executable, "-m", "tests.waiting_room.hub.claimant", where]
    fighters = [
        subprocess.Popen(
            [*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for number in range(PROCESSES)
    ]
    for fighter in fighters:
        assert fighter.stdout is not None
        assert fighter.stdout.readline() == "ready\n"
    ends = []
    for fighter in fighters:
        assert fighter.stdin is not None
        fighter.stdin.write("go\n")
        fighter.stdin.flush()
    for fighter in fighters:
        ends.append(json.loads(fighter.communicate(timeout=120)[0]))
        assert fighter.returncode == 0

    held = {code: at for end in ends for code, at in end["held"].items()}
    told = [sentence for end in ends for sentence in end["told"]]
    book = open_book(where)
    booked = [one for one in book.since(NOW) if not one.cancelled]
    taken = book.taken(SLOTS, NOW)
    book.close()

    assert SEATS == 200
    assert len(held) == sum(len(end["held"]) for end in ends) == len(booked) <= SEATS
    assert {one.code: one.starts_at.isoformat() for one in booked} == held
    assert taken == Counter(one.starts_at for one in booked)
    assert all(taken[slot.starts_at] <= slot.seats for slot in SLOTS)
    assert len(told) >= PROCESSES * len(SLOTS)
    assert set(told) == {"No seat is free any more. Please choose another time."}
