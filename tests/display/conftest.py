"""A wall in the house, with a chime that counts instead of sounding."""

from collections.abc import Callable
from typing import Any

import pytest

from display.board import BoardScreen
from display.chime import Chime
from waiting_room.rules import commands as asked


class CountingChime(Chime):
    """A muted chime that knows how often it was asked to play."""

    def __init__(self) -> None:
        super().__init__(mute=True)
        self.played = 0

    def play(self) -> None:
        """Count."""
        self.played += 1


class Wall:
    """A wall, and the counters whose calls it shows."""

    def __init__(self, house: Any, language: str) -> None:
        self.house = house
        self.chime = CountingChime()
        self.counter = house.link("counter-1")
        self.link = house.link("wall-1")
        self.screen = BoardScreen(self.link, house.home, self.chime, language)
        self.screen.begin()
        for number in "123":
            house.ask(asked.OpenCounter(counter=number), self.counter)

    def call(self, counter: str) -> None:
        """Call the next visitor, without waiting for what follows."""
        self.counter.ask(asked.CallNext(counter=counter), lambda reply: None)

    def rows(self) -> list[tuple[str, str]]:
        """List the numbers and counters that stand on the wall."""
        rows = self.screen.rows
        return [
            (rows[n]["number"].replace("\u202f", ""), rows[n]["counter"]) for n in range(len(rows))
        ]

    def pulsing(self) -> str:
        """Give the number that pulses."""
        return self.screen.pulsingNumber.replace("\u202f", "")


@pytest.fixture
def hang_up(qapp: Any, house: Any) -> Callable[..., Wall]:
    """Hang up a wall."""
    return lambda language="en": Wall(house, language)
