from datetime import timedelta

from tests.waiting_room.rules.conftest import called
from waiting_room.rules import commands as asked
from waiting_room.rules.booking import Booking
from waiting_room.rules.events import TicketCalled
from waiting_room.rules.reason import Reason, Why
from waiting_room.rules.ticket import Status


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


def why(day, counter="1"):
    """Call the next visitor and give why it is that one."""
    (event,) = [e for e in day >> asked.CallNext(counter=counter) if isinstance(e, TicketCalled)]
    return event.why


def test_every_call_says_why_it_was_this_ticket(day):
    """Emergency, due first and longest waiting are told apart."""
    day.walk_in("question")
    day.later(minutes=2)
    day.walk_in("hand-in-documents")
    day.walk_in("emergency")
    arrived = day.now

    assert why(day, "1").code is Why.EMERGENCY
    due = why(day, "2")
    assert (due.code, due.since, due.target_min) == (Why.DUE_FIRST, arrived, 15)
    assert why(day, "6").code is Why.LONGEST


def test_where_emergencies_have_no_head_start_none_is_given_as_the_reason(make_day):
    """Under fifo an emergency is called for having waited longest, like anybody else."""
    day = make_day(calling={"policy": "fifo"})
    day.walk_in("emergency")
    day.later(minutes=1)
    day.walk_in("question")

    assert why(day).code is Why.LONGEST


def send_to_counter_2(day, service):
    """Let a visitor come and be sent on to counter 2; gives the number."""
    number = day.walk_in(service)
    day >> asked.CallTicket(counter="1", number=number)
    day >> asked.TransferTicket(counter="1", to_counter="2")
    return number


def test_nobody_is_called_longest_waiting_while_somebody_sent_there_waits_longer(day):
    """Papers from the line are due first; the question that was sent there came before them."""
    send_to_counter_2(day, "question")
    day.later(minutes=3)
    day.walk_in("hand-in-documents")
    day.later(minutes=1)
    send_to_counter_2(day, "hand-in-documents")

    assert why(day, "2").code is Why.DUE_FIRST


def test_whoever_was_sent_on_is_shown_in_calling_order(day):
    """Sent to one counter after a question, papers are due before it, and shown so."""
    question = send_to_counter_2(day, "question")
    day.later(minutes=2)
    papers = send_to_counter_2(day, "hand-in-documents")

    assert list(day.room.order.everybody(day.now)) == [papers, question]


def test_a_call_out_of_order_says_that_somebody_chose_it(day):
    """Called by number, the second in line was chosen; the first was due."""
    first, second = day.walk_in(), day.walk_in()
    (chosen,) = day >> asked.CallTicket(counter="1", number=second)
    (due,) = day >> asked.CallTicket(counter="2", number=first)

    assert chosen.why.code is Why.CHOSEN
    assert due.why.code is Why.LONGEST


def test_a_recall_repeats_the_reason(day):
    """The second call of a number has the reason of the first."""
    day.walk_in()
    first = why(day)
    (again,) = day >> asked.Recall(counter="1")

    assert again.why == first


def test_a_booked_visitor_is_called_for_the_booked_time(day):
    """The reason names the time that was booked, not the arrival."""
    starts_at = day.now + timedelta(minutes=10)
    booking = Booking(code="AAAA-BBBB", zone="sued", service="advice", starts_at=starts_at)
    day >> asked.AddBookings(bookings=(booking,))
    day >> asked.CheckIn(code="AAAA-BBBB", token=day.token())

    assert why(day, "5") == Reason(code=Why.BOOKED, since=starts_at)


def test_a_second_choice_waits_behind_a_counters_own_services(make_day):
    """At counter 2 a question counts as ten minutes younger; at counter 1 it does not."""
    counters = [
        {"id": "1", "name": {"en": "1"}, "services": ["question", "new-application"]},
        {
            "id": "2",
            "name": {"en": "2"},
            "services": ["question", "new-application"],
            "second_choice_min": {"question": 10},
        },
    ]
    day = make_day(counter=counters)
    question = day.walk_in("question")
    day.later(minutes=15)
    application = day.walk_in("new-application")
    day.walk_in("question")
    due_after = {counter: day.room.next_at(counter, day.now).number for counter in ("1", "2")}

    assert due_after == {"1": question, "2": question}
    day >> asked.CallNext(counter="1")
    assert why(day, "2") == Reason(code=Why.OWN_SERVICE, since=day.now)
    assert day.room.desks["2"].ticket == application


def test_a_visit_with_another_service_is_not_ended_by_next(day):
    """The clerk is told to finish first, so that the second concern is not lost."""
    day.walk_in("hand-in-documents", also=("question",))
    day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.StartServing(counter="1")

    assert day.refuses(asked.CallNext(counter="1")) == "more_here"


def test_of_those_booked_for_the_same_time_the_first_to_come_is_called_first(day):
    """Numbers are no texts, so K999 goes before K1000; and another device's count says nothing."""
    starts_at = day.now + timedelta(minutes=10)
    codes = ("AAAA-BBBB", "CCCC-DDDD", "EEEE-FFFF")
    booked = {"zone": "sued", "service": "advice", "starts_at": starts_at}
    day >> asked.AddBookings(bookings=tuple(Booking(code=code, **booked) for code in codes))
    day.room.last_number["K"] = 998
    for code in codes[:2]:
        day >> asked.CheckIn(code=code, token=day.token())
    day.later(minutes=1)
    day.ask(asked.CheckIn(code=codes[2], token=day.token()), "website")

    in_order = [ticket.number for ticket in day.room.line_at("5", day.now)]
    assert in_order == ["K999", "K1000", f"{day.room.zone.letter}001"]
    assert called(day >> asked.CallNext(counter="5")) == ["K999"]
