"""Steps: what a clerk can do now, which step comes next, and why another is not possible."""

from enum import StrEnum

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.wire.parts import Waiting
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
    ADD_SERVICE = "addService"
    UNDO = "undo"
    PAUSE = "pause"
    CLOSE = "close"
    RETURN = "return"
    DELAY = "delay"
    REMOVE = "remove"


_CALLS = (Step.NEXT, Step.CALL)
_WITH_THE_CALLED = (Step.RECALL, Step.START, Step.NO_SHOW)
_WITH_THE_VISITOR = (Step.FINISH, Step.HOLD, Step.TRANSFER, Step.ADD_SERVICE)
_WITH_NOBODY = (Step.PAUSE, Step.CLOSE)


def why_not(
    step: Step, desk: CounterView | None, *, link_up: bool, max_calls: int, chosen: str = ""
) -> str:
    """Tell why a step is not possible now, as the code the hub would refuse it with; else "".

    `chosen` is the number that the clerk has chosen in a list. The hub decides in any case; this
    only spares the clerk a question whose answer is known.
    """
    if not link_up or desk is None:
        return "no_link"
    if step in _CALLS:
        return _why_no_call(step, desk)
    if step in _WITH_NOBODY:
        return _why_not_away(step, desk)
    status = desk.ticket.status if desk.ticket else None
    if step in _WITH_THE_CALLED and status is not Status.CALLED:
        return "not_now" if status else "nobody_here"
    if step in _WITH_THE_VISITOR and status is None:
        return "nobody_here"
    if step is Step.RECALL and desk.ticket is not None and desk.ticket.calls >= max_calls:
        return "called_enough"
    if step is Step.UNDO and desk.undo is None:
        return "nothing_to_undo"
    if step is Step.DELAY and any(sent_here(one) for one in desk.line if one.number == chosen):
        return "sent_on"
    return ""


def _why_no_call(step: Step, desk: CounterView) -> str:
    if desk.status is not CounterStatus.OPEN:
        return "counter_not_open"
    if desk.ticket is not None and desk.ticket.status is Status.CALLED:
        return "still_called"
    if desk.goes_on is not None:
        return "more_here" if desk.goes_on_here else "more_to_do"
    return "nobody_waiting" if step is Step.NEXT and desk.next is None else ""


def _why_not_away(step: Step, desk: CounterView) -> str:
    if desk.ticket is not None:
        return "busy"
    if step is Step.PAUSE:
        return "counter_not_open" if desk.status is CounterStatus.CLOSED else ""
    return "sent_here" if any(map(sent_here, desk.line)) else ""


def sent_here(one: Waiting) -> bool:
    """Tell whether a visitor waits for one counter or clerk alone."""
    return one.for_counter is not None or one.for_clerk is not None


def main_step(desk: CounterView | None) -> Step:
    """Name the step of the large button: open, next, or finish while the visit has more to do."""
    if desk is None:
        return Step.NEXT
    if desk.status is not CounterStatus.OPEN:
        return Step.OPEN
    serving = desk.ticket is not None and desk.ticket.status is Status.SERVING
    return Step.FINISH if serving and desk.goes_on else Step.NEXT


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
