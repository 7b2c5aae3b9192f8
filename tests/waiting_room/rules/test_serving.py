from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.ticket import Status


def called(events):
    return [event.number for event in events if isinstance(event, happened.TicketCalled)]


def test_the_first_to_come_is_called_first(day):
    """Within one service the order of arrival holds."""
    first, second = day.walk_in(), day.walk_in()

    assert called(day >> asked.CallNext(counter="1")) == [first]
    assert called(day >> asked.CallNext(counter="2")) == [second]


def test_emergencies_come_first(day):
    """Who has no money is called before who came earlier with a question."""
    day.walk_in("question")
    day.later(minutes=10)
    urgent = day.walk_in("emergency")

    assert called(day >> asked.CallNext(counter="1")) == [urgent]


def test_who_is_due_first_is_called_first_across_services(day):
    """Fifteen minutes are promised for papers, twenty for a question: papers are due first."""
    question = day.walk_in("question")
    day.later(minutes=2)
    papers = day.walk_in("hand-in-documents")

    assert called(day >> asked.CallNext(counter="1")) == [papers]
    assert called(day >> asked.CallNext(counter="2")) == [question]


def test_a_counter_calls_only_for_its_own_services(day):
    """A question is not called to the counter for applications."""
    day.walk_in("question")

    assert day.refuses(asked.CallNext(counter="3")) == "nobody_waiting"


def test_next_finishes_the_visit_before(day):
    """Pressing Next while serving ends that visit and calls the next one."""
    first, second = day.walk_in(), day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.StartServing(counter="1")

    events = day >> asked.CallNext(counter="1")

    assert day.room.tickets[first].status is Status.FINISHED
    assert called(events) == [second]


def test_a_second_press_on_next_calls_nobody(day):
    """While a call stands unanswered, Next is refused: nobody is skipped by a double press."""
    day.walk_in()
    day.walk_in()
    day >> asked.CallNext(counter="1")

    assert day.refuses(asked.CallNext(counter="1")) == "still_called"


def test_recall_has_a_limit(day):
    """After three calls it is time for a no-show."""
    day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.Recall(counter="1")
    (third,) = day >> asked.Recall(counter="1")

    assert third.calls == 3
    assert day.refuses(asked.Recall(counter="1")) == "called_enough"


def test_a_no_show_frees_the_counter_and_can_be_called_by_number(day):
    """Who comes back after a no-show can still be served."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.MarkNoShow(counter="1")

    assert day.refuses(asked.CallNext(counter="1")) == "nobody_waiting"
    assert called(day >> asked.CallTicket(counter="2", number=number)) == [number]
    assert day.room.tickets[number].calls == 1


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


def test_a_counter_with_visitors_of_its_own_does_not_close(day):
    """Whoever was sent here alone is called first."""
    day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.TransferTicket(counter="1", to_counter="4")

    assert day.refuses(asked.CloseCounter(counter="4")) == "sent_here"


def test_a_ticket_back_in_line_is_at_no_counter(day):
    """After a hold the wall does not go on sending the visitor to a counter."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.HoldTicket(counter="1", reason="copies")
    assert day.room.tickets[number].note == "copies"
    day >> asked.ResumeTicket(number=number)

    assert day.room.tickets[number].counter is None
    assert day.room.tickets[number].note == ""


def test_finishing_without_start_counts_the_start_too(day):
    """A clerk who forgets Start still gives complete times."""
    number = day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.FinishServing(counter="1", outcome="done")

    ticket = day.room.tickets[number]
    assert ticket.status is Status.FINISHED
    assert ticket.started_at == ticket.ended_at == day.now


def test_a_closed_or_paused_counter_calls_nobody(day):
    """Next needs an open counter, and says so."""
    day.walk_in()
    day >> asked.PauseCounter(counter="1", reason="lunch")

    assert day.refuses(asked.CallNext(counter="1")) == "counter_not_open"
    assert day.room.desks["1"].reason == "lunch"


def test_a_counter_with_a_visitor_cannot_pause_or_close(day):
    """The visitor in front of the clerk comes first."""
    day.walk_in()
    day >> asked.CallNext(counter="1")

    assert day.refuses(asked.PauseCounter(counter="1")) == "busy"
    assert day.refuses(asked.CloseCounter(counter="1")) == "busy"


def test_opening_what_is_open_is_no_news(day):
    """Opening twice and closing twice change nothing the second time."""
    assert day >> asked.OpenCounter(counter="1") == []
    assert day >> asked.CloseCounter(counter="1") == [happened.CounterClosed(counter="1")]
    assert day >> asked.CloseCounter(counter="1") == []
    assert day.room.desks["1"].status is CounterStatus.CLOSED


def test_nobody_at_the_counter_can_be_started_or_finished(day):
    """Each action names what is missing."""
    for command in (asked.StartServing, asked.FinishServing, asked.Recall, asked.MarkNoShow):
        assert day.refuses(command(counter="1")) == "nobody_here"
    assert day.refuses(asked.StartServing(counter="99")) == "unknown_counter"


def test_what_is_waiting_cannot_be_resumed(day):
    """Resume is for held tickets and no-shows."""
    assert day.refuses(asked.ResumeTicket(number=day.walk_in())) == "not_now"
    assert day.refuses(asked.ResumeTicket(number="K999")) == "unknown_ticket"
