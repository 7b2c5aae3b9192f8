def test_an_idle_clerk_calls_whoever_comes(theatre):
    """The visitor is called the moment the ticket is there, and once the visit ends, the next."""
    theatre.visitor("08:10", pause_s=60)
    theatre.visitor("08:12")
    theatre.clerk("1", "08:00-12:00")

    assert theatre.play() == [
        "08:00 CounterOpened",
        "08:10 TicketIssued",
        "08:10 TicketCalled",
        "08:10 ServingStarted",
        "08:12 TicketIssued",
        "08:20 ServingFinished",
        "08:21 TicketCalled",
        "08:21 ServingStarted",
        "08:31 ServingFinished",
        "12:00 CounterClosed",
    ]


def test_whoever_has_been_idle_longest_calls_first(theatre):
    """Of two free counters the one that waits longer is woken."""
    theatre.visitor("08:10")
    theatre.visitor("08:30")
    theatre.clerk("1", "08:00-12:00")
    theatre.clerk("2", "08:00-12:00")
    theatre.play()

    assert [ticket.counter for ticket in theatre.stage.room.tickets.values()] == ["1", "2"]


def test_only_a_clerk_who_takes_the_service_is_woken(theatre):
    """A counter without the skill stays idle."""
    theatre.visitor("08:10", service="advice", booked_for="08:10")
    theatre.clerk("1", "08:00-12:00")
    theatre.clerk("2", "08:05-12:00")
    theatre.play()

    assert [ticket.counter for ticket in theatre.stage.room.tickets.values()] == ["2"]


def test_a_break_begins_after_the_visit_and_is_taken_whole(theatre):
    """Nobody is left in front of the counter, and nobody is called in a break."""
    theatre.visitor("08:55")
    theatre.visitor("09:00")
    theatre.clerk("1", "08:00-12:00", breaks=("09:00-09:15",))

    assert theatre.play()[3:8] == [
        "08:55 ServingStarted",
        "09:00 TicketIssued",
        "09:05 ServingFinished",
        "09:05 CounterPaused",
        "09:20 CounterOpened",
    ]


def test_an_idle_clerk_takes_the_break_on_time(theatre):
    """A break does not wait for a visitor."""
    theatre.clerk("1", "08:00-09:00", breaks=("08:30-08:45",))

    assert theatre.play() == [
        "08:00 CounterOpened",
        "08:30 CounterPaused",
        "08:45 CounterOpened",
        "09:00 CounterClosed",
    ]


def test_a_shift_that_ends_while_the_zone_is_open_ends(theatre):
    """Colleagues go on; whoever waits is theirs."""
    theatre.visitor("08:00")
    theatre.visitor("08:00")
    theatre.clerk("1", "08:00-08:05")

    assert theatre.play()[-2:] == ["08:10 ServingFinished", "08:10 CounterClosed"]


def test_after_closing_the_line_is_emptied(theatre):
    """The last shift stays as long as somebody waits, but not for ever."""
    for _ in range(6):
        theatre.visitor("11:50")
    theatre.clerk("1", "08:00-12:00", stay_on_min=30)

    played = theatre.play()
    assert played[-1] == "12:30 CounterClosed"
    assert sum(1 for line in played if line.endswith("ServingFinished")) == 4


def test_a_faster_clerk_takes_less_time(theatre):
    """A visit takes its length divided by the speed."""
    theatre.visitor("08:00")
    theatre.clerk("1", "08:00-09:00", speed=2.0)

    assert "08:05 ServingFinished" in theatre.play()
