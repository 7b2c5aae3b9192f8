"""Steps: what a clerk can do now, which step comes next, and why another is not possible."""

from enum import StrEnum

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.wire.views import CounterView


class Step(StrEnum):
    """What a clerk can do; the names are those that QML reads."""

    OPEN = "open"
    NEXT = "next"
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "noShow"
    HOLD = "hold"
    TRANSFER = "transfer"
    PAUSE = "pause"
    CLOSE = "close"
    RETURN = "return"


_CALLS = (Step.NEXT, Step.CALL)
_WITH_THE_CALLED = (Step.RECALL, Step.START, Step.NO_SHOW)
_WITH_THE_VISITOR = (Step.FINISH, Step.HOLD, Step.TRANSFER)
_WITH_NOBODY = (Step.PAUSE, Step.CLOSE)


def why_not(step: Step, desk: CounterView | None, *, link_up: bool, max_calls: int) -> str:
    """Tell why a step is not possible now, as the code the hub would refuse it with; else "".

    The hub decides in any case; this only spares the clerk a question whose answer is known.
    """
    if not link_up or desk is None:
        return "no_link"
    status = desk.ticket.status if desk.ticket else None
    if step in _CALLS:
        if desk.status is not CounterStatus.OPEN:
            return "counter_not_open"
        if status is Status.CALLED:
            return "still_called"
        return "nobody_waiting" if step is Step.NEXT and desk.next is None else ""
    if step in _WITH_NOBODY:
        return "busy" if status else ""
    if step in _WITH_THE_CALLED and status is not Status.CALLED:
        return "not_now" if status else "nobody_here"
    if step in _WITH_THE_VISITOR and status is None:
        return "nobody_here"
    if step is Step.RECALL and desk.ticket is not None and desk.ticket.calls >= max_calls:
        return "called_enough"
    return ""


def suggested(desk: CounterView | None, *, missed: bool) -> Step | None:
    """Name the one step that should come next; `missed` once the visitor had time to come."""
    if desk is None:
        return None
    if desk.ticket is None:
        if desk.status is not CounterStatus.OPEN:
            return Step.OPEN
        return Step.NEXT if desk.next else None
    if desk.ticket.status is Status.CALLED:
        return Step.NO_SHOW if missed else Step.START
    return Step.FINISH
