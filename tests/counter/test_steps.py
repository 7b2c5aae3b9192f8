from collections.abc import Callable
from typing import Any

import pytest

from counter.steps import Step
from waiting_room.rules import commands as asked
from waiting_room.rules.commands import Command
from waiting_room.rules.decide import decide
from waiting_room.rules.refused import Refused

Sit = Callable[..., Any]


def nothing(house: Any, clerk: Any, other: Any) -> None:
    """Leave the counter closed."""


def opened(house: Any, clerk: Any, other: Any) -> None:
    """Open the counter."""
    clerk.do("openCounter")


def called(house: Any, clerk: Any, other: Any) -> None:
    """Call somebody, while one more waits."""
    opened(house, clerk, other)
    house.issue(), house.issue()
    clerk.do("callNext")


def called_thrice(house: Any, clerk: Any, other: Any) -> None:
    """Call somebody as often as the zone allows."""
    called(house, clerk, other)
    clerk.do("recall")
    clerk.do("recall")


def serving(house: Any, clerk: Any, other: Any) -> None:
    """Serve somebody."""
    called(house, clerk, other)
    clerk.do("start")


def serving_the_last(house: Any, clerk: Any, other: Any) -> None:
    """Serve somebody, while nobody else waits."""
    opened(house, clerk, other)
    house.issue()
    clerk.do("callNext")
    clerk.do("start")


def more_here(house: Any, clerk: Any, other: Any) -> None:
    """Serve somebody who has one more service at this counter."""
    serving(house, clerk, other)
    clerk.do("addService", "hand-in-documents")


def more_elsewhere(house: Any, clerk: Any, other: Any) -> None:
    """Serve somebody who has one more service that this counter does not take."""
    serving(house, clerk, other)
    clerk.do("addService", "new-application")


def called_with_more(house: Any, clerk: Any, other: Any) -> None:
    """Call somebody who has one more service."""
    called(house, clerk, other)
    clerk.do("addService", "new-application")


def finished(house: Any, clerk: Any, other: Any) -> None:
    """Finish a visit, so that there is a step to undo."""
    serving(house, clerk, other)
    clerk.do("finish")


def undone(house: Any, clerk: Any, other: Any) -> None:
    """Take the last step back."""
    finished(house, clerk, other)
    clerk.do("undo")


def awaited(house: Any, clerk: Any, other: Any) -> None:
    """Let somebody be sent to this counter alone."""
    opened(house, clerk, other)
    house.issue()
    other.do("callNext")
    other.do("sendOn", "counter", "1")


def paused(house: Any, clerk: Any, other: Any) -> None:
    """Pause while somebody waits."""
    opened(house, clerk, other)
    house.issue()
    clerk.do("pause", "Break")


SITUATIONS = [
    nothing, opened, called, called_thrice, serving, serving_the_last, more_here, more_elsewhere,
    called_with_more, finished, undone, awaited, paused,
]  # fmt: skip

STEPS: dict[Step, Callable[[str], Command]] = {
    Step.OPEN: lambda number: asked.OpenCounter(counter="1"),
    Step.NEXT: lambda number: asked.CallNext(counter="1"),
    Step.CALL: lambda number: asked.CallTicket(counter="1", number=number),
    Step.RECALL: lambda number: asked.Recall(counter="1"),
    Step.START: lambda number: asked.StartServing(counter="1"),
    Step.FINISH: lambda number: asked.FinishServing(counter="1"),
    Step.NO_SHOW: lambda number: asked.MarkNoShow(counter="1"),
    Step.HOLD: lambda number: asked.HoldTicket(counter="1"),
    Step.TRANSFER: lambda number: asked.TransferTicket(counter="1", service="advice"),
    Step.ADD_SERVICE: lambda number: asked.AddService(counter="1", service="advice"),
    Step.UNDO: lambda number: asked.Undo(counter="1"),
    Step.PAUSE: lambda number: asked.PauseCounter(counter="1"),
    Step.CLOSE: lambda number: asked.CloseCounter(counter="1"),
}


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_what_is_greyed_out_is_what_the_hub_refuses(
    house: Any, sit_down: Sit, situation: Callable[..., None]
) -> None:
    """In every situation the window knows of each step whether it is possible, and else why not."""
    clerk, other = sit_down(opened=False), sit_down("2", "counter-2")
    situation(house, clerk, other)
    waiting = house.issue("new-application")
    known = {step: clerk.screen.why_not(step) for step in STEPS}
    refused = {}
    for step, command in STEPS.items():
        refused[step] = ""
        try:
            decide(house.room, command(waiting), house.now(), "counter-1")
        except Refused as no:
            refused[step] = no.code
    assert known == refused
