def test_a_newcomer_stands_behind_everybody(one_counter):
    """Two wait; who would come now has two people ahead, and no ticket."""
    one_counter.walk_in("a")
    one_counter.walk_in("a")
    place = one_counter.question("a").place

    assert (place.before, place.here, place.booked, place.kind) == (2, False, False, "a")


def test_a_ticket_stands_where_it_does(one_counter):
    """The first of two has nobody ahead, and has been waiting since it came."""
    first = one_counter.walk_in("a")
    came_at = one_counter.now
    one_counter.later(minutes=5)
    one_counter.walk_in("a")
    place = one_counter.question("a", first).place

    assert (place.before, place.here, place.since) == (0, True, came_at)
