"""The wait as it is told: on the ticket, in the reply, in the views, and later if it must be."""


def waiting(stage, number):
    """Give a ticket's entry in its line's view."""
    stage.home.advance(3)
    line = stage.view("view/line/question")["tickets"]
    return next(ticket for ticket in line if ticket["number"] == number)


def test_what_is_told_on_arrival_stays_with_the_ticket(stage):
    """Reply, ticket and line say the same, in whole minutes."""
    stage.walk_in()
    reply = stage.walk_in()["result"]

    assert list(stage.room.tickets["K002"].promised_s) == reply["wait_s"]
    assert all(second % 60 == 0 for second in reply["wait_s"])
    assert waiting(stage, "K002")["wait_s"] == reply["wait_s"]
    assert waiting(stage, "K002")["later"] is False


def test_a_wait_that_became_longer_is_said_to_be_later(stage):
    """The only counter pauses; the upper end stands until it cannot be kept, then it is said."""
    stage.walk_in()
    until = stage.walk_in()["result"]["wait_s"][1]
    stage.ask("pause_counter", counter="1")
    for minute in range(5, 120, 5):
        stage.later(minutes=5)
        seen = waiting(stage, "K002")
        if seen["later"]:
            break
        assert minute * 60 + seen["wait_s"][1] <= until

    assert seen["later"]
    assert minute * 60 + seen["wait_s"][1] > until
