from tests.waiting_room.rules.conftest import called
from waiting_room.rules import commands as asked
from waiting_room.rules.ticket import Status


def test_a_transfer_keeps_the_time_of_arrival(day):
    """Sent on to applications, the visitor stands before those who came later."""
    early = day.walk_in("question")
    day.later(minutes=15)
    day.walk_in("new-application")
    day >> asked.CallNext(counter="1")
    day >> asked.StartServing(counter="1")
    day >> asked.TransferTicket(counter="1", service="new-application")

    assert called(day >> asked.CallNext(counter="3")) == [early]


def test_a_transfer_to_a_counter_waits_for_that_counter_alone(day):
    """Sent to counter 4, the visitor is not called to another one."""
    number = day.walk_in("question")
    day >> asked.CallNext(counter="1")
    day >> asked.TransferTicket(counter="1", to_counter="4")

    assert day.refuses(asked.CallNext(counter="2")) == "nobody_waiting"
    assert called(day >> asked.CallNext(counter="4")) == [number]


def test_a_transfer_needs_a_target_that_exists(day):
    """No target, an unknown one and the same counter are refused."""
    day.walk_in()
    day >> asked.CallNext(counter="1")

    assert day.refuses(asked.TransferTicket(counter="1")) == "no_target"
    assert day.refuses(asked.TransferTicket(counter="1", service="fishing")) == "unknown_service"
    assert day.refuses(asked.TransferTicket(counter="1", to_counter="99")) == "unknown_counter"
    assert day.refuses(asked.TransferTicket(counter="1", to_counter="1")) == "same_counter"


def test_nobody_is_sent_to_a_closed_counter(day):
    """There the visitor would wait for ever, in nobody's sight."""
    day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.CloseCounter(counter="4")

    assert day.refuses(asked.TransferTicket(counter="1", to_counter="4")) == "target_closed"


def test_finishing_without_start_counts_the_start_too(day):
    """A clerk who forgets Start still gives complete times."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.FinishServing(counter="1", outcome="done")

    ticket = day.room.tickets[number]
    assert ticket.status is Status.FINISHED
    assert ticket.started_at == ticket.ended_at == day.now


def test_nobody_at_the_counter_can_be_started_or_finished(day):
    """Each action names what is missing."""
    for command in (asked.StartServing, asked.FinishServing, asked.Recall, asked.MarkNoShow):
        assert day.refuses(command(counter="1")) == "nobody_here"
    assert day.refuses(asked.StartServing(counter="99")) == "unknown_counter"


def at_the_counter(day, service="question", counter="1", **fields):
    """Let a visitor come, be called and served; gives the number."""
    number = day.walk_in(service, **fields)
    day >> asked.CallTicket(counter=counter, number=number)
    day >> asked.StartServing(counter=counter)
    day.later(minutes=1)
    return number


def test_the_next_service_goes_on_at_the_same_counter(day):
    """Documents and a question are both done at counter 1, without a second wait."""
    number = at_the_counter(day, "hand-in-documents", also=("question",))
    day.later(minutes=4)
    day >> asked.FinishServing(counter="1")

    ticket = day.room.tickets[number]
    assert (ticket.status, ticket.service, ticket.then) == (Status.SERVING, "question", ())
    assert ticket.started_at == day.now
    day >> asked.FinishServing(counter="1")
    assert day.room.tickets[number].status is Status.FINISHED


def test_the_next_service_waits_where_it_is_done(day):
    """Applications are not taken at counter 1: the visitor waits for them, since the arrival."""
    number = at_the_counter(day, also=("new-application",))
    day.later(minutes=4)
    day.walk_in("new-application")
    day >> asked.FinishServing(counter="1")

    assert day.room.tickets[number].status is Status.WAITING
    assert called(day >> asked.CallNext(counter="3")) == [number]


def test_a_service_is_added_during_the_visit(day):
    """One more concern follows once this one is finished."""
    number = at_the_counter(day)
    day >> asked.AddService(counter="1", service="new-application")
    day >> asked.FinishServing(counter="1")

    ticket = day.room.tickets[number]
    assert (ticket.status, ticket.service) == (Status.WAITING, "new-application")
    assert day.refuses(asked.AddService(counter="1", service="question")) == "nobody_here"


def test_whoever_is_sent_on_to_come_back_returns_to_the_same_counter(day):
    """After the application the visitor is expected at counter 1, and by nobody else."""
    number = at_the_counter(day)
    day >> asked.TransferTicket(counter="1", service="new-application", come_back=True)
    day >> asked.CallNext(counter="3")
    day >> asked.FinishServing(counter="3")

    ticket = day.room.tickets[number]
    assert (ticket.service, ticket.for_counter) == ("question", "1")
    assert day.refuses(asked.CallNext(counter="2")) == "nobody_waiting"
    assert called(day >> asked.CallNext(counter="1")) == [number]


def test_who_comes_back_to_a_counter_that_closed_waits_for_any(day):
    """The way back leads to the service's line if the clerk has gone home."""
    number = at_the_counter(day)
    day >> asked.TransferTicket(counter="1", service="new-application", come_back=True)
    day >> asked.CloseCounter(counter="1")
    day >> asked.CallNext(counter="3")
    day >> asked.FinishServing(counter="3")

    assert called(day >> asked.CallNext(counter="2")) == [number]


def test_a_visitor_sent_to_a_clerk_is_called_where_the_clerk_sits(day_with_clerks):
    """Maria sits at counter 4 today: her visitor is called there, and by nobody else."""
    day = day_with_clerks
    day >> asked.OpenCounter(counter="4", clerk="maria")
    number = at_the_counter(day)
    day >> asked.TransferTicket(counter="1", to_clerk="maria")

    assert day.refuses(asked.CallNext(counter="2")) == "nobody_waiting"
    assert called(day >> asked.CallNext(counter="4")) == [number]
    assert day.refuses(asked.TransferTicket(counter="4", to_clerk="omar")) == "target_closed"
    assert day.refuses(asked.TransferTicket(counter="4", to_clerk="maria")) == "same_counter"


def test_one_undo_takes_one_press_back(day):
    """Next finished one visit and called another; undone, the first is served again."""
    first = at_the_counter(day)
    second = day.walk_in()
    day >> asked.CallNext(counter="1")
    day.later(minutes=1)
    day >> asked.Undo(counter="1")

    assert day.room.desks["1"].ticket == first
    assert day.room.tickets[first].status is Status.SERVING
    assert day.room.tickets[second].status is Status.WAITING
    assert second not in day.room.calls
    assert called(day >> asked.CallNext(counter="2")) == [second]


def test_finishing_without_start_is_one_press_also_where_the_visit_goes_on(day):
    """Finish has started the visit, ended it and begun the next one: an undo takes all back."""
    number = day.walk_in("hand-in-documents", also=("question",))
    day >> asked.CallNext(counter="1")
    day.later(minutes=1)
    day >> asked.FinishServing(counter="1")
    day >> asked.Undo(counter="1")

    ticket = day.room.tickets[number]
    assert (ticket.status, ticket.service) == (Status.CALLED, "hand-in-documents")
    assert [step.service for step in ticket.then] == ["question"]


def test_only_the_last_step_is_undone_and_only_once(day):
    """After an undo there is nothing more to undo."""
    at_the_counter(day)
    day >> asked.Undo(counter="1")

    assert day.refuses(asked.Undo(counter="1")) == "nothing_to_undo"


def test_what_others_have_built_on_is_not_undone(day):
    """Sent on and called elsewhere, the visitor is not pulled back."""
    at_the_counter(day)
    day >> asked.TransferTicket(counter="1", service="new-application")
    day >> asked.CallNext(counter="3")

    assert day.refuses(asked.Undo(counter="1")) == "changed_since"


def test_an_undo_leaves_nobody_waiting_for_a_counter_that_has_closed(day):
    """Sent to counter 2 and called at counter 3: once 2 has closed, that call is not taken back."""
    number = at_the_counter(day)
    day >> asked.TransferTicket(counter="1", to_counter="2")
    day >> asked.CallTicket(counter="3", number=number)
    day >> asked.CloseCounter(counter="2")

    assert day.refuses(asked.Undo(counter="3")) == "changed_since"


def test_an_undo_leaves_nobody_waiting_for_a_clerk_who_has_gone(day_with_clerks):
    """Sent to Maria and called at counter 3: once she has gone, that call is not taken back."""
    day = day_with_clerks
    day >> asked.OpenCounter(counter="4", clerk="maria")
    number = at_the_counter(day)
    day >> asked.TransferTicket(counter="1", to_clerk="maria")
    day >> asked.CallTicket(counter="3", number=number)
    day >> asked.CloseCounter(counter="4")

    assert day.refuses(asked.Undo(counter="3")) == "changed_since"
    day >> asked.OpenCounter(counter="2", clerk="maria")
    day >> asked.Undo(counter="3")
    assert day.room.next_at("2", day.now).number == number


def test_a_step_is_undone_within_ten_minutes(day):
    """Later than that the visitor has acted on it."""
    at_the_counter(day)
    day >> asked.FinishServing(counter="1")
    day.later(minutes=11)

    assert day.refuses(asked.Undo(counter="1")) == "too_late_to_undo"


def test_undo_brings_nobody_before_a_counter_that_has_closed(day):
    """Finished, closed, undone: the visitor would stand before an empty chair."""
    at_the_counter(day)
    day >> asked.FinishServing(counter="1")
    day >> asked.CloseCounter(counter="1")

    assert day.refuses(asked.Undo(counter="1")) == "counter_not_open"


def test_a_visitor_is_sent_to_a_counter_or_a_clerk_not_to_both(day_with_clerks):
    """Two targets are no target."""
    day = day_with_clerks
    day >> asked.OpenCounter(counter="4", clerk="maria")
    at_the_counter(day)
    both = asked.TransferTicket(counter="1", to_counter="2", to_clerk="maria")

    assert day.refuses(both) == "no_target"
