"""A day as a state machine: whatever is asked, in whatever order, the room stays whole."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.waiting_room.rules.conftest import Day, example_zone
from tests.waiting_room.rules.wholeness import check_same, check_whole, reachable
from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.calling import POLICIES
from waiting_room.rules.commands import Command
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket

OPEN = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
ALWAYS = {"hours": OPEN}
CLERKS = [{"id": "maria", "name": "Maria"}, {"id": "omar", "name": "Omar"}]
COUNTERS = ["1", "2", "3", "4", "5", "6"]
SERVICES = ["new-application", "hand-in-documents", "question", "emergency"]

counters = st.sampled_from([*COUNTERS, "99"])
services = st.sampled_from([*SERVICES, "fishing"])
places = st.integers(0, 30)
"""Which of the tickets or counters there are a command means."""


class Visits(RuleBasedStateMachine):
    """People who come, wait, are served, go and change their minds, in any order."""

    @initialize(policy=st.sampled_from(sorted(POLICIES)), second_choice=st.integers(0, 30))
    def begin(self, policy: str, second_choice: int) -> None:
        """Open a day under some policy."""
        calling = {"policy": policy, "head_start_min": 20}
        zone = example_zone(hours=OPEN, calling=calling, clerk=CLERKS)
        fourth = zone.counters[3].model_copy(
            update={"second_choice_min": {"question": second_choice}}
        )
        counters = (*zone.counters[:3], fourth, *zone.counters[4:])
        self.day = Day(zone.model_copy(update={"counters": counters}))
        self.journal = [(self.day.now, event) for event in self.day.history]

    def ask(self, command: Command) -> None:
        """Ask what may be refused, and hold every step against what may be."""
        day, room = self.day, self.day.room
        before = dict(room.tickets)
        waiting = self.everybody_at(command)
        try:
            events = day.ask(command, "counter-1")
        except Refused:
            assert room.tickets == before
            return
        self.journal += [(day.now, event) for event in events]
        for event in events:
            if isinstance(event, happened.TicketCalled) and event.calls == 1:
                self.check_call(event, before, waiting, command)
        self.check_moves(before, events)

    def everybody_at(self, command: Command) -> list[Ticket]:
        """List who waits for the counter that a command names, in calling order."""
        counter = getattr(command, "counter", None)
        if counter not in self.day.room.desks:
            return []
        return list(self.day.room.line_at(counter, self.day.now))

    def check_call(
        self,
        event: happened.TicketCalled,
        before: dict[str, Ticket],
        waiting: list[Ticket],
        command: Command,
    ) -> None:
        """Nobody is called twice at once, and Next calls the first, within the promised bound."""
        called = before[event.number]
        assert called.status not in (Status.CALLED, Status.SERVING)
        if not isinstance(command, asked.CallNext):
            return
        assert waiting[0].number == event.number
        for other in waiting[1:]:
            assert called.stands_at <= self.day.room.overtaken_until(other)

    def check_moves(self, before: dict[str, Ticket], events: list[happened.Event]) -> None:
        """Each ticket made only moves that are in the table, or went back on one."""
        undone = any(isinstance(event, happened.StepUndone) for event in events)
        for number, ticket in before.items():
            old, new = ticket.status, self.day.room.tickets[number].status
            if old is new:
                continue
            if undone:
                assert reachable(new, old), f"{number} cannot go back from {old} to {new}"
            else:
                assert reachable(old, new), f"{number} cannot go from {old} to {new}"

    def number(self, place: int) -> str:
        """Choose a ticket that there is, or one that there is not."""
        tickets = list(self.day.room.tickets)
        return tickets[place % len(tickets)] if tickets else "K999"

    @rule(minutes=st.integers(0, 45), seconds=st.integers(0, 59))
    def time_passes(self, minutes: int, seconds: int) -> None:
        """The clock goes on, and what is due then happens."""
        self.day.later(minutes=minutes, seconds=seconds)
        self.ask(asked.PassTime())

    @rule(came=st.lists(st.sampled_from(SERVICES), min_size=2, max_size=6))
    def several_come(self, came: list[str]) -> None:
        """Visitors take tickets within the same minute."""
        for service in came:
            self.ask(asked.IssueTicket(service=service, token=self.day.token()))
            self.day.later(seconds=7)

    @rule(minutes=st.integers(20, 120), place=places)
    def an_emergency_comes_late(self, minutes: int, place: int) -> None:
        """After a long while somebody urgent comes, and a clerk who is free presses Next."""
        self.day.later(minutes=minutes)
        self.ask(asked.IssueTicket(service="emergency", token=self.day.token()))
        self.ask(asked.CallNext(counter=self.free(place)))

    @rule(service=services, also=st.lists(st.sampled_from(SERVICES), max_size=2))
    def somebody_comes(self, service: str, also: list[str]) -> None:
        """A visitor takes a ticket."""
        token = self.day.token()
        self.ask(asked.IssueTicket(service=service, also=tuple(also), token=token))

    @rule(minutes=st.integers(-20, 40))
    def somebody_booked_comes(self, minutes: int) -> None:
        """A booked visitor checks in, early, late, or not at all within the window."""
        code = f"B{len(self.day.room.bookings):03}-TEST"
        starts_at = self.day.now + timedelta(minutes=minutes)
        booking = Booking(code=code, zone="sued", service="advice", starts_at=starts_at)
        self.ask(asked.AddBookings(bookings=(booking,)))
        self.ask(asked.CheckIn(code=code, token=self.day.token()))

    def free(self, place: int) -> str:
        """Choose an open counter with nobody in front of it, if there is one."""
        desks = self.day.room.desks
        free = [id for id, desk in desks.items() if desk.status == "open" and not desk.ticket]
        return (free or COUNTERS)[place % len(free or COUNTERS)]

    def busy(self, place: int) -> str:
        """Choose a counter with somebody in front of it, if there is one."""
        busy = [counter for counter, desk in self.day.room.desks.items() if desk.ticket]
        return (busy or COUNTERS)[place % len(busy or COUNTERS)]

    @rule(place=places, then=st.sampled_from([None, asked.StartServing, asked.FinishServing]))
    def next(self, place: int, then: type[Command] | None) -> None:
        """A clerk who is free presses Next."""
        counter = self.free(place)
        self.ask(asked.CallNext(counter=counter))
        if then is not None:
            self.ask(then.model_validate({"counter": counter}))

    @rule(counter=counters)
    def next_anywhere(self, counter: str) -> None:
        """Somebody presses Next, wherever it is."""
        self.ask(asked.CallNext(counter=counter))

    @rule(free=places, place=places)
    def call(self, free: int, place: int) -> None:
        """A clerk calls a certain number."""
        self.ask(asked.CallTicket(counter=self.free(free), number=self.number(place)))

    @rule(
        busy=places,
        step=st.sampled_from(
            [asked.Recall, asked.StartServing, asked.FinishServing, asked.MarkNoShow, asked.Undo]
        ),
    )
    def serve(self, busy: int, step: type[Command]) -> None:
        """A clerk takes the next step with the visitor in front, or the last one back."""
        self.ask(step.model_validate({"counter": self.busy(busy)}))

    @rule(busy=places, minutes=st.none() | st.integers(1, 30), returns=st.booleans())
    def hold(self, busy: int, minutes: int | None, returns: bool) -> None:
        """A clerk sets a visit aside."""
        counter = self.busy(busy)
        self.ask(asked.HoldTicket(counter=counter, minutes=minutes, returns=returns))

    @rule(place=places, free=st.none() | places)
    def resume(self, place: int, free: int | None) -> None:
        """A visit is taken up again."""
        aside = [*self.day.room.on_hold, *self.day.room.missed]
        number = aside[place % len(aside)] if aside else self.number(place)
        counter = None if free is None else self.free(free)
        self.ask(asked.ResumeTicket(number=number, counter=counter))

    @rule(
        busy=places,
        service=st.none() | services,
        to_counter=st.none() | counters,
        to_clerk=st.none() | st.sampled_from(["maria", "omar", "nobody"]),
        come_back=st.booleans(),
    )
    def send_on(self, busy: int, **fields: object) -> None:
        """A clerk sends the visitor on."""
        self.ask(asked.TransferTicket.model_validate(fields | {"counter": self.busy(busy)}))

    @rule(busy=places, free=places, service=st.sampled_from(SERVICES))
    def take_back_too_late(self, busy: int, free: int, service: str) -> None:
        """A clerk sends the visitor on, a colleague calls, and then the first one takes it back."""
        counter = self.busy(busy)
        number = self.day.room.desks[counter].ticket or "K999"
        self.ask(asked.TransferTicket(counter=counter, service=service))
        self.ask(asked.CallTicket(counter=self.free(free), number=number))
        self.ask(asked.Undo(counter=counter))

    @rule(busy=places, service=services)
    def add_service(self, busy: int, service: str) -> None:
        """The visitor wants one more thing."""
        self.ask(asked.AddService(counter=self.busy(busy), service=service))

    @rule(place=places)
    def undo(self, place: int) -> None:
        """A clerk who has done something takes it back, whatever has become of it."""
        steps = [*self.day.room.last_steps] or COUNTERS
        self.ask(asked.Undo(counter=steps[place % len(steps)]))

    @rule(place=places, others=st.integers(1, 5))
    def let_others_go(self, place: int, others: int) -> None:
        """A visitor is not ready yet."""
        self.ask(asked.DelayTicket(number=self.number(place), places=others))

    @rule(place=places)
    def leave(self, place: int) -> None:
        """A visitor gives up."""
        self.ask(asked.CancelTicket(number=self.number(place)))

    @rule(
        counter=counters,
        step=st.sampled_from(
            [asked.OpenCounter, asked.OpenCounter, asked.PauseCounter, asked.CloseCounter]
        ),
        clerk=st.none() | st.sampled_from(["maria", "omar"]),
    )
    def open_or_close(self, counter: str, step: type[Command], clerk: str | None) -> None:
        """A counter opens, pauses or closes."""
        sits = {"clerk": clerk} if step is asked.OpenCounter else {}
        self.ask(step.model_validate({"counter": counter} | sits))

    @invariant()
    def nobody_is_lost(self) -> None:
        """Each waiting ticket stands in one line, each called one at one desk."""
        check_whole(self.day.room)

    @precondition(lambda self: len(self.journal) % 7 == 0)
    @invariant()
    def the_journal_rebuilds_the_room(self) -> None:
        """Applying the events again gives the same room."""
        again = WaitingRoom(self.day.room.zone)
        for at, event in self.journal:
            again.apply(event, at)
        check_same(again, self.day.room, self.day.now)


TestVisits = Visits.TestCase
TestVisits.settings = settings(
    max_examples=120,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
