"""A clerk at a counter of the house."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from counter.desk import DeskScreen


class Clerk:
    """One counter's screen; each thing done waits for what follows from it."""

    def __init__(
        self, house: Any, memory: QSettings, client: str, counter: str, clerk: str, language: str
    ) -> None:
        self.house = house
        self.link = house.link(client)
        self.screen = DeskScreen(
            self.link,
            house.home,
            memory,
            counter=counter,
            clerk=clerk,
            language=language,
            clock=house.now,
        )
        self.screen.begin()
        house.pass_time()

    def do(self, slot: str, *arguments: str) -> None:
        """Do something, and see what follows."""
        getattr(self.screen, slot)(*arguments)
        self.house.pass_time(0.1)

    def wait(self, seconds: float) -> None:
        """Let time pass; the clock on the screen moves on."""
        self.house.pass_time(seconds)
        self.screen.timerEvent(None)

    @property
    def number(self) -> str:
        """The number in front of the clerk, as issued."""
        return str(self.screen.ticket["number"]).replace("\u202f", "")

    def numbers(self, rows: str) -> list[str]:
        """List the numbers in a panel, as issued."""
        model = getattr(self.screen, rows)
        return [model[row]["ticket"] for row in range(len(model))]


@pytest.fixture
def memory(tmp_path: Path) -> Callable[[str], QSettings]:
    """Give what a counter's PC remembers, also after its program has ended."""
    return lambda client: QSettings(str(tmp_path / f"{client}.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def sit_down(
    qapp: Any, house: Any, memory: Callable[[str], QSettings]
) -> Iterator[Callable[..., Clerk]]:
    """Let a clerk sit down at a counter; it is open unless told otherwise."""
    clerks: list[Clerk] = []

    def sit(
        counter: str = "1",
        client: str = "counter-1",
        *,
        clerk: str = "",
        language: str = "en",
        opened: bool = True,
    ) -> Clerk:
        sitting = Clerk(house, memory(client), client, counter, clerk, language)
        clerks.append(sitting)
        if opened:
            sitting.do("openCounter")
        return sitting

    yield sit
    clerks.clear()
