"""People: a clerk at each counter, who presses what the counter program would let them press."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from counter.steps import Step, why_not
from kiosk.issued import Issued
from tests.outages.network import Network
from tests.outages.process import Process
from tests.outages.scene import COUNTERS, TOKEN_SIGNS, WALL, ZONE
from tests.outages.wire import Wire
from waiting_room.rules.commands import (
    CallNext,
    Command,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    OpenCounter,
    StartServing,
)
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.events import TicketCalled
from waiting_room.rules.ticket import Status
from waiting_room.wire.life import last_will
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Expect, Reply
from waiting_room.wire.views import BoardView, CounterView

NO_SHOWS = 0.15


@dataclass
class Press:
    """One press of a clerk; what the hub said is None until it has."""

    client: str
    command: Command
    at_s: float
    ended_s: float = 0.0
    reply: Reply | None = None


class Seat:
    """A program that only looks and asks: a real link, in a process that never ends."""

    def __init__(self, client: str, network: Network) -> None:
        self.client = client
        self.faults: list[Exception] = []
        self._network = network
        self.process = Process(network.home, self.faults.append)
        will = last_will(ZONE.id, client, client)
        self.wire = Wire(network, client, client, self.process.run, will)
        self.link = Link(
            self.wire,
            self.process,
            zone=ZONE.id,
            client=client,
            nonce=client,
            clock=lambda: network.home.now_s,
        )

    def close(self) -> None:
        """End."""
        self.process.is_alive = False


class Clerk(Seat):
    """One counter, and who sits there."""

    def __init__(
        self, client: str, network: Network, random: Random, tell: Callable[[str], None]
    ) -> None:
        super().__init__(client, network)
        self.counter = COUNTERS[client]
        self.desk: CounterView | None = None
        self.presses: dict[str, Press] = {}
        self._random = random
        self._tell = tell
        self._is_busy = False
        self.link.watch(CounterView, self._shown, self.counter)
        self.link.open()

    def _shown(self, key: str, desk: CounterView | None) -> None:
        self.desk = desk

    def act(self) -> None:
        """Do what comes next, if the program lets it be done."""
        step, command = self._next()
        is_up = self.link.state is LinkState.UP
        if self._is_busy or why_not(step, self.desk, link_up=is_up, max_calls=3):
            return
        assert self.desk is not None, "without a link nothing can be done"
        here = self.desk.ticket
        expect = None if here is None else Expect(ticket=here.number, status=here.status)
        self._is_busy = True
        press = Press(self.client, command, self._network.home.now_s)
        id = self.link.ask(command, lambda reply: self._answered(press, reply), expect=expect)
        self.presses[id] = press

    def issue(self, seen: Callable[[Issued], None]) -> None:
        """Take a number for somebody who stands there, if there is a hub."""
        if self.link.state is not LinkState.UP:
            return
        token = "".join(self._random.choices(TOKEN_SIGNS, k=26))

        def answered(reply: Reply) -> None:
            if reply.ok:
                issued = Issued.model_validate(reply.result)
                self._tell(f"{self.client} gives {issued.number}")
                seen(issued)

        self.link.ask(IssueTicket(service="question", token=token), answered)

    def _next(self) -> tuple[Step, Command]:
        counter, desk = self.counter, self.desk
        if desk is None or desk.status is not CounterStatus.OPEN:
            return Step.OPEN, OpenCounter(counter=counter)
        if desk.ticket is None:
            return Step.NEXT, CallNext(counter=counter)
        if desk.ticket.status is Status.CALLED:
            if self._random.random() < NO_SHOWS:
                return Step.NO_SHOW, MarkNoShow(counter=counter)
            return Step.START, StartServing(counter=counter)
        return Step.FINISH, FinishServing(counter=counter)

    def _answered(self, press: Press, reply: Reply) -> None:
        self._is_busy = False
        press.reply, press.ended_s = reply, self._network.home.now_s
        said = reply.result.get("number", "yes") if reply.error is None else reply.error.code
        self._tell(f"{self.client} {type(press.command).__name__}: {said}")


class Played(NamedTuple):
    """A call as the wall has played it, and the life of the hub it knew then."""

    at_s: float
    generation: int
    call: TicketCalled


class Wall(Seat):
    """The display in the waiting room."""

    def __init__(self, network: Network) -> None:
        super().__init__(WALL, network)
        self.board: BoardView | None = None
        self.played: list[Played] = []
        self.link.watch(BoardView, self._shown)
        self.link.hear(TicketCalled, self._called)
        self.link.open()

    def _shown(self, key: str, board: BoardView | None) -> None:
        self.board = board

    def _called(self, call: TicketCalled) -> None:
        generation = self.link.hub.generation if self.link.hub else 0
        self.played.append(Played(self._network.home.now_s, generation, call))
