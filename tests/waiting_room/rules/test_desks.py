from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.counter import CounterStatus


def test_a_counter_with_visitors_of_its_own_does_not_close(day):
    """Whoever was sent here alone is called first."""
    day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.TransferTicket(counter="1", to_counter="4")

    assert day.refuses(asked.CloseCounter(counter="4")) == "sent_here"


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


def test_only_an_open_counter_pauses(day):
    """A closed counter is opened first; one that pauses may say another reason."""
    day >> asked.CloseCounter(counter="1")
    assert day.refuses(asked.PauseCounter(counter="1")) == "counter_not_open"

    day >> asked.OpenCounter(counter="1")
    day >> asked.PauseCounter(counter="1", reason="lunch")
    day >> asked.PauseCounter(counter="1", reason="fire drill")
    assert day.room.desks["1"].status is CounterStatus.PAUSED
    assert day.room.desks["1"].reason == "fire drill"


def test_opening_what_is_open_is_no_news(day):
    """Opening twice and closing twice change nothing the second time."""
    assert day >> asked.OpenCounter(counter="1") == []
    assert day >> asked.CloseCounter(counter="1") == [happened.CounterClosed(counter="1")]
    assert day >> asked.CloseCounter(counter="1") == []
    assert day.room.desks["1"].status is CounterStatus.CLOSED


def test_a_clerk_sits_at_one_counter(day_with_clerks):
    """Opening a second counter for the same clerk names the first."""
    day = day_with_clerks
    day >> asked.OpenCounter(counter="1", clerk="maria")

    assert day.refuses(asked.OpenCounter(counter="2", clerk="maria")) == "sits_elsewhere"
    assert day.refuses(asked.OpenCounter(counter="2", clerk="nobody")) == "unknown_clerk"
    day >> asked.CloseCounter(counter="1")
    day >> asked.OpenCounter(counter="2", clerk="maria")
    assert day.room.counter_of("maria") == "2"


def test_a_clerk_for_whom_somebody_waits_stays(day_with_clerks):
    """Neither closing nor handing the counter over leaves a visitor behind."""
    day = day_with_clerks
    day >> asked.OpenCounter(counter="4", clerk="maria")
    day.walk_in()
    day >> asked.CallNext(counter="1")
    day >> asked.TransferTicket(counter="1", to_clerk="maria")

    assert day.refuses(asked.CloseCounter(counter="4")) == "sent_here"
    assert day.refuses(asked.OpenCounter(counter="4", clerk="omar")) == "sent_here"
