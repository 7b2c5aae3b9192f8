"""A clerk as the plan draws one: short scripts of presses, now and then at another counter."""

from collections.abc import Iterator
from typing import Any

from tests.checker.draws import Draws
from tests.checker.history import Operation

Script = Iterator[Operation]
CLERKS = ("maria", "omar", "li")
SERVICES = ("question", "papers", "application", "emergency", "advice", "photo")
OTHERS = (*"12345678", "99")


class Clerk:
    """Whoever has a counter's program in front; presses at a colleague's counter by mistake."""

    def __init__(self, draws: Draws, counter: str) -> None:
        self.draws = draws
        self.chance, self.choice = draws.chance, draws.random.choice
        self.counter = counter
        self.client = f"counter-{counter}"

    def press(self, name: str, **fields: Any) -> Operation:
        """Press a button of the counter."""
        counter = self.counter
        if self.chance(0.02):
            counter = self.choice(OTHERS)
        return self.draws.ask(self.client, name, counter=counter, **fields)

    def named(self, name: str, number: str, *statuses: str, **fields: Any) -> Operation:
        """Press a button that means a certain number."""
        operation = self.draws.ask(self.client, name, number=number, **fields)
        return self.draws.expecting(operation, number, *statuses)

    def call(self) -> Script:
        """Next, or a certain number; now and then by mistake first."""
        if self.chance(0.08):
            yield self.press("call_next")
            yield self.press("undo")
        if self.chance(0.85):
            yield self.press("call_next")
        else:
            number = self.draws.foreseen.number()
            yield self.named("call_ticket", number, counter=self.counter)

    def maybe_undo(self) -> Script:
        """Take the last press back, seldom."""
        if self.chance(0.1):
            yield self.press("undo")

    def serve(self) -> Script:
        """A visit from the call to its end, with all its services."""
        yield from self.call()
        if self.chance(0.2):
            yield self.press("recall")
        if self.chance(0.8):
            yield self.press("start_serving")
        if self.chance(0.1):
            service = self.choice((*SERVICES, "fishing"))
            yield self.press("add_service", service=service)
        yield self.press("finish_serving", outcome="done" if self.chance(0.5) else None)
        yield from self.maybe_undo()
        if self.chance(0.2):
            yield self.press("finish_serving")

    def hurry(self) -> Script:
        """Next, which ends the visit before."""
        for _ in range(3):
            yield from self.call()
            yield self.press("start_serving")
        yield from self.maybe_undo()
        yield self.press("finish_serving")

    def certain(self) -> Script:
        """One number, as its clerk believes it to be."""
        number = self.draws.foreseen.number()
        yield self.named("call_ticket", number, "waiting", counter=self.counter)
        start = self.press("start_serving")
        yield self.draws.expecting(start, number, "called")
        yield from self.maybe_undo()
        yield self.press("finish_serving")

    def miss(self) -> Script:
        """Called until nobody came, and perhaps back into line."""
        number = self.draws.foreseen.number()
        yield self.named("call_ticket", number, counter=self.counter)
        for _ in range(self.draws.random.randint(0, 3)):
            yield self.press("recall")
        yield self.press("mark_no_show")
        yield from self.maybe_undo()
        if self.chance(0.9):
            yield self.named("resume_ticket", number, "no_show", "on_hold")

    def hold(self) -> Script:
        """Set aside, with a time or without, and perhaps taken up again."""
        number = self.draws.foreseen.number()
        yield self.named("call_ticket", number, counter=self.counter)
        if self.chance(0.5):
            yield self.press("start_serving")
        minutes = self.choice((None, 1, 2, 3, 5, 15))
        returns = True if self.chance(0.6) else None
        reason = "copies" if self.chance(0.5) else None
        yield self.press("hold_ticket", minutes=minutes, returns=returns, reason=reason)
        yield from self.maybe_undo()
        if self.chance(0.5):
            at_once = self.choice((None, None, self.counter, self.counter, self.choice(OTHERS)))
            yield self.named("resume_ticket", number, "on_hold", counter=at_once)

    def send_on(self) -> Script:
        """To a service, a counter or a clerk, and perhaps back here afterwards."""
        yield from self.call()
        if self.chance(0.6):
            yield self.press("start_serving")
        to: dict[str, Any] = self.choice(
            (
                {"service": self.choice((*SERVICES, "fishing"))},
                {"to_counter": self.choice(OTHERS)},
                {"to_clerk": self.choice((*CLERKS, "nobody"))},
                {"service": self.choice(SERVICES), "to_counter": self.choice(OTHERS)},
                {},
            )
        )
        yield self.press("transfer_ticket", **to, come_back=True if self.chance(0.3) else None)
        yield from self.maybe_undo()
        yield self.press("finish_serving")

    def rest(self) -> Script:
        """A pause or the end of the shift, and back again."""
        yield self.press("finish_serving")
        yield self.press("pause_counter", reason="coffee" if self.chance(0.5) else None)
        if self.chance(0.4):
            yield self.press("close_counter")
        yield from self.maybe_undo()
        clerk = self.choice((*CLERKS, None, "nobody")) if self.chance(0.7) else None
        yield self.press("open_counter", clerk=clerk)
        yield self.press("open_counter")

    def desk_work(self) -> Script:
        """What a clerk does for those who only wait."""
        number = self.draws.foreseen.number()
        if self.chance(0.3):
            yield self.draws.issue(self.client)
        if self.chance(0.1):
            yield self.draws.own_number(self.client)
        if self.chance(0.1):
            token, code = self.draws.token(), self.draws.code()
            yield self.draws.ask(self.client, "check_in", code=code, token=token)
        if self.chance(0.4):
            yield self.named("delay_ticket", number, places=self.choice((1, None)))
        if self.chance(0.3):
            yield self.named("cancel_ticket", number, "waiting", "called", "on_hold")
        yield self.named("resume_ticket", self.draws.foreseen.number())


def scripts(draws: Draws, counter: str) -> Script:
    """Give what a clerk does all day."""
    clerk = Clerk(draws, counter)
    yield clerk.press("open_counter")
    plays = (clerk.serve, clerk.hurry, clerk.certain, clerk.miss, clerk.hold, clerk.send_on,
             clerk.rest, clerk.desk_work)  # fmt: skip
    while True:
        play = draws.random.choices(plays, (22, 18, 8, 16, 9, 16, 5, 10))[0]
        yield from play()
