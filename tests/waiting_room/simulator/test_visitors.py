def test_whoever_loses_patience_in_silence_is_missed_when_called(theatre):
    """The zone learns nothing until it calls, calls again, and gives up."""
    theatre.visitor("08:00", patience_s=1800)
    theatre.clerk("1", "09:00-10:00")

    assert theatre.play() == [
        "08:00 TicketIssued",
        "09:00 CounterOpened",
        "09:00 TicketCalled",
        "09:02 TicketCalled",
        "09:04 TicketMissed",
        "10:00 CounterClosed",
    ]


def test_a_zone_that_calls_once_calls_once(make_theatre):
    """The clerk waits as long, but does not call again."""
    theatre = make_theatre(calling={"max_calls": 1})
    theatre.visitor("08:00", patience_s=1800)
    theatre.clerk("1", "09:00-10:00")

    assert theatre.play()[2:4] == ["09:00 TicketCalled", "09:04 TicketMissed"]


def test_some_who_lose_patience_say_so(theatre):
    """Whoever cancels is not called any more."""
    theatre.visitor("08:00", patience_s=1800, cancels=True)
    theatre.clerk("1", "09:00-10:00")

    assert theatre.play() == [
        "08:00 TicketIssued",
        "08:30 TicketCancelled",
        "09:00 CounterOpened",
        "10:00 CounterClosed",
    ]


def test_whoever_is_called_in_time_does_not_leave(theatre):
    """Patience ends with the call, also for those who would have cancelled."""
    theatre.visitor("08:00", patience_s=300, cancels=True, walk_s=60)
    theatre.clerk("1", "08:00-09:00")

    assert theatre.play()[2:5] == [
        "08:00 TicketCalled",
        "08:01 ServingStarted",
        "08:11 ServingFinished",
    ]


def test_a_booked_visitor_who_is_too_early_waits_at_the_door(theatre):
    """The ticket is there as soon as the rules give it; patience begins at the booked time."""
    theatre.visitor("08:00", booked_for="09:00", patience_s=60)
    theatre.clerk("1", "09:00-10:00")

    assert theatre.play()[:4] == [
        "08:40 TicketIssued",
        "09:00 CounterOpened",
        "09:00 TicketCalled",
        "09:00 ServingStarted",
    ]


def test_a_booked_visitor_who_is_too_late_takes_a_ticket(theatre):
    """If the service takes walk-ins; whoever gets no ticket goes home."""
    theatre.visitor("09:30", booked_for="09:00")
    theatre.visitor("09:30", service="advice", booked_for="09:00")
    theatre.visitor("12:30")

    assert theatre.play() == ["09:30 TicketIssued"]
    assert theatre.stage.turned_away == 2
    assert [ticket.booked for ticket in theatre.stage.room.tickets.values()] == [False]
    assert list(theatre.stage.room.tickets) == ["K001"]
