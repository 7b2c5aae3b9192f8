"""Near closing: a played day's forecasts, worked out only where they may turn somebody away."""

from datetime import datetime, timedelta

from waiting_room.rules.arriving import longest_wait
from waiting_room.rules.calling import Standing
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Forecast
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.knowledge import Knowledge
from waiting_room.rules.waiting_time.place import place
from waiting_room.rules.waiting_time.question import Question
from waiting_room.rules.waiting_time.queue_length import queue_length
from waiting_room.rules.waiting_time.telling import Teller

OFF_BY, OFF_BY_MORE = 3.0, timedelta(minutes=30)
"""No forecast is longer than so many times the work ahead, and this."""


class NearClosing:
    """Forecasts as a hub makes them, from the days before, whose estimator is the simulation.

    The figures of a day need them only where they decide whether somebody still gets a ticket:
    not for those who are booked, and not long before closing. Nobody is told anything then.
    """

    def __init__(self) -> None:
        knowledge = Knowledge()
        self._history = History(knowledge.learned)
        self._teller = Teller(knowledge)

    def __call__(
        self, room: WaitingRoom, standing: Standing, service: str, now: datetime
    ) -> Forecast | None:
        """Forecast a wait; None if nobody can know or no figure needs it."""
        question = Question(room, self._history, place(room, standing, service, now), now)
        told = None if self.needless(question) else self._teller.tell(question)
        return None if told is None else told.forecast

    def needless(self, question: Question) -> bool:
        """Tell whether somebody gets a ticket whatever is forecast."""
        service = question.room.services[question.place.service]
        longest, work_s = longest_wait(question.room, service, question.now), queue_length(question)
        if question.place.booked or longest is None:
            return True
        if work_s is None:
            return False
        return OFF_BY * timedelta(seconds=work_s) + OFF_BY_MORE < longest

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """Learn from what has just been applied to the room."""
        self._history.saw(event, at, room)
