"""Clerks: they open their counter, call, serve, take breaks, and go home."""

from waiting_room.rules import commands as asked
from waiting_room.rules.events import TicketCalled
from waiting_room.rules.refused import Refused
from waiting_room.simulator.habits import CallHabits, CounterHabits
from waiting_room.simulator.stage import Acting, Stage


class Clerk:
    """Whoever sits at one counter."""

    def __init__(
        self, stage: Stage, counter: str, habits: CounterHabits, calls: CallHabits, stay_on_s: float
    ) -> None:
        self._stage = stage
        self._counter = counter
        self._habits = habits
        self._calls = calls
        self._stay_on_s = stay_on_s

    def timetable(self) -> Acting:
        """Tell the clerk when a break is due or a shift over, should nobody wait then."""
        due = [start for start, _ in self._habits.breaks] + [end for _, end in self._habits.shifts]
        for minute in sorted(due):
            yield self._stage.wait_until(minute * 60)
            self._stage.wake(self._counter)

    def work(self) -> Acting:
        """Work all shifts of the day."""
        for start, end in sorted(self._habits.shifts):
            yield self._stage.wait_until(start * 60)
            self._stage.ask(asked.OpenCounter(counter=self._counter))
            breaks = sorted(span for span in self._habits.breaks if start <= span[0] < end)
            yield from self._shift(end * 60, breaks)
            self._stage.ask(asked.CloseCounter(counter=self._counter))

    def _shift(self, end_s: float, breaks: list[tuple[int, int]]) -> Acting:
        stage = self._stage
        while not self._may_go(end_s):
            if breaks and stage.now_s >= breaks[0][0] * 60:
                yield from self._break(breaks.pop(0))
                continue
            try:
                events = stage.ask(asked.CallNext(counter=self._counter))
            except Refused as refused:
                if refused.code != "nobody_waiting":
                    raise
                if stage.now_s >= end_s:
                    return
                yield stage.idle(self._counter)
                continue
            yield from self._visit(
                next(event.number for event in events if isinstance(event, TicketCalled))
            )

    def _may_go(self, end_s: float) -> bool:
        """Tell whether the shift is over: while the zone is open at once, else after a while."""
        if self._stage.now_s < end_s:
            return False
        zone = self._stage.room.zone
        closed = not zone.hours.is_open(zone.local(self._stage.now))
        return not closed or self._stage.now_s >= end_s + self._stay_on_s

    def _break(self, span: tuple[int, int]) -> Acting:
        self._stage.ask(asked.PauseCounter(counter=self._counter))
        yield self._stage.clock.timeout((span[1] - span[0]) * 60)
        self._stage.ask(asked.OpenCounter(counter=self._counter))

    def _visit(self, number: str) -> Acting:
        """Receive whoever was called, or find that nobody comes."""
        stage, clock = self._stage, self._stage.clock
        visitor, is_there = stage.called(number)
        if is_there:
            yield clock.timeout(visitor.walk_s)
            stage.ask(asked.StartServing(counter=self._counter))
            yield clock.timeout(visitor.visit_s / self._habits.speed)
            stage.ask(asked.FinishServing(counter=self._counter))
        else:
            yield clock.timeout(self._calls.recall_after_min * 60)
            if stage.room.zone.calling.max_calls > 1:
                stage.ask(asked.Recall(counter=self._counter))
            yield clock.timeout(self._calls.give_up_after_min * 60)
            stage.ask(asked.MarkNoShow(counter=self._counter))
        yield clock.timeout(visitor.pause_s)
