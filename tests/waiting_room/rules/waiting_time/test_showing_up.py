from waiting_room.rules.waiting_time.showing_up import ShowingUp


def test_who_waits_long_is_missing_more_often():
    """Also before anything was seen."""
    showing_up = ShowingUp()

    assert showing_up.missing(60, booked=False) < showing_up.missing(45 * 60, booked=False)


def test_it_is_learned_by_length_of_wait_and_by_booking():
    """Walk-ins who waited an hour never came; nothing else is believed to have changed."""
    showing_up = ShowingUp()
    before = showing_up.missing(3600, booked=True), showing_up.missing(60, booked=False)
    for _ in range(100):
        showing_up.add(3600, booked=False, missed=True)

    assert showing_up.missing(3600, booked=False) > 0.9
    assert (showing_up.missing(3600, booked=True), showing_up.missing(60, booked=False)) == before


def test_patience_ends_faster_where_more_are_missing():
    """The rate is that of the share missing after half an hour, and never without end."""
    showing_up = ShowingUp()
    before = showing_up.leaving_per_s
    for _ in range(10_000):
        showing_up.add(1800, booked=False, missed=True)

    assert before < showing_up.leaving_per_s < 1
