import pytest

from tests.waiting_room.rules.conftest import called
from waiting_room.rules import commands as asked
from waiting_room.rules.calling import POLICIES
from waiting_room.rules.ticket import Status


def test_a_held_ticket_returns_to_its_old_place(day):
    """Hold and resume lose no time in line."""
    first, second = day.walk_in(), day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1", reason="copies")
    day >> asked.ResumeTicket(number=first)

    assert called(day >> asked.CallNext(counter="1")) == [first]
    assert called(day >> asked.CallNext(counter="2")) == [second]


def test_a_held_ticket_can_be_called_at_once(day):
    """Resuming with a counter calls the visitor straight back."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1")

    assert called(day >> asked.ResumeTicket(number=number, counter="1")) == [number]
    assert day.room.desks["1"].ticket == number


def test_a_ticket_back_in_line_is_at_no_counter(day):
    """After a hold the wall does not go on sending the visitor to a counter."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1", reason="copies")
    assert day.room.tickets[number].note == "copies"
    day >> asked.ResumeTicket(number=number)

    assert day.room.tickets[number].counter is None
    assert day.room.tickets[number].note == ""


def test_what_is_waiting_cannot_be_resumed(day):
    """Resume is for held tickets and no-shows."""
    assert day.refuses(asked.ResumeTicket(number=day.walk_in())) == "not_now"
    assert day.refuses(asked.ResumeTicket(number="K999")) == "unknown_ticket"


def test_a_hold_can_end_by_itself(day):
    """After ten minutes the ticket is back in line, at its old place."""
    first, second = day.walk_in(), day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1", minutes=10, returns=True)
    day.later(minutes=9)
    assert day >> asked.PassTime() == []
    day.later(minutes=1)
    day >> asked.PassTime()

    assert called(day >> asked.CallNext(counter="1")) == [first]
    assert called(day >> asked.CallNext(counter="2")) == [second]


def test_a_hold_with_a_reminder_stays_until_somebody_takes_it_up(day):
    """The clerk is reminded, but the ticket does not return by itself."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1", minutes=10)
    day.later(minutes=30)

    assert day >> asked.PassTime() == []
    assert day.room.tickets[number].status is Status.ON_HOLD


def test_coming_back_by_itself_needs_a_time(day):
    """Without minutes nobody knows when."""
    day.walk_in()
    day >> asked.CallNext(counter="1")

    assert day.refuses(asked.HoldTicket(counter="1", returns=True)) == "no_time"


def test_a_number_nobody_answered_is_left_alone_for_a_while(day):
    """Resumed at once after a no-show, it is offered five minutes after its last call."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day.later(minutes=2)
    day >> asked.MarkNoShow(counter="1")
    day >> asked.ResumeTicket(number=number)
    assert day.refuses(asked.CallNext(counter="2")) == "nobody_waiting"
    day.later(minutes=3)
    day >> asked.PassTime()

    assert called(day >> asked.CallNext(counter="2")) == [number]


def test_a_clerk_may_call_a_missed_number_at_once(day):
    """Whoever stands at the counter is not sent away."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.MarkNoShow(counter="1")

    assert called(day >> asked.ResumeTicket(number=number, counter="2")) == [number]


def test_letting_two_go_first_lets_exactly_two_go(day):
    """Fourth in a line of five, not last, and with the arrival kept."""
    numbers = []
    for _ in range(5):
        numbers.append(day.walk_in())
        day.later(minutes=1)
    a, b, c, d, e = numbers
    arrived = day.room.tickets[b].arrived_at
    day >> asked.DelayTicket(token=day.room.tickets[b].token, places=2)

    assert [t.number for t in day.room.line_at("1", day.now)] == [a, c, d, b, e]
    assert day.room.tickets[b].arrived_at == arrived


@pytest.mark.parametrize("policy", POLICIES)
def test_others_go_first_under_every_policy(make_day, policy):
    """A question lets a document go first, whatever makes the order."""
    day = make_day(calling={"policy": policy})
    question = day.walk_in("question")
    day.later(minutes=10)
    papers = day.walk_in("hand-in-documents")
    day.later(minutes=1)
    behind = [t.number for t in day.room.line_at("1", day.now)].index(question) == 0
    if behind:
        day.ask(asked.DelayTicket(number=question, places=1), "counter-1")

    assert [t.number for t in day.room.line_at("1", day.now)] == [papers, question]


def test_nobody_can_be_let_go_first_where_nobody_is(day):
    """The last in line hears that nobody is behind."""
    number = day.walk_in()

    assert day.refuses(asked.DelayTicket(token=day.room.tickets[number].token)) == "nobody_behind"


def test_an_emergency_cannot_let_others_go_where_emergencies_always_go_first(make_day):
    """Under accumulating priority no standing would bring it behind the others."""
    day = make_day(calling={"policy": "accumulating"})
    number = day.walk_in("emergency")
    day.walk_in("question")

    assert day.refuses(asked.DelayTicket(token=day.room.tickets[number].token)) == "nobody_behind"


def test_a_number_alone_delays_nothing_for_a_visitor(day):
    """Only the holder of the token or a clerk may do it."""
    assert day.refuses(asked.DelayTicket(number=day.walk_in())) == "not_allowed"


def test_a_hold_ends_also_when_the_clock_was_set_back(day):
    """The call lies two seconds ahead then; the visitor is back in line all the same."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1")
    day.later(seconds=-2)
    day >> asked.ResumeTicket(number=number)

    assert day.room.tickets[number].status is Status.WAITING


def test_who_was_sent_to_one_counter_comes_back_to_it(day):
    """Counter 2 takes no applications but was asked to: after the hold it is asked again."""
    number = day.walk_in("new-application")
    day >> asked.CallNext(counter="3")
    day >> asked.TransferTicket(counter="3", to_counter="2")
    day >> asked.CallNext(counter="2")
    day >> asked.HoldTicket(counter="2", minutes=5, returns=True)
    day.later(minutes=6)
    day >> asked.PassTime()

    assert day.room.tickets[number].for_counter == "2"
    assert called(day >> asked.CallNext(counter="2")) == [number]
