from waiting_room.rules.waiting_time.choice import TRIED, Choice


def held(choice, answers, times, actual_s=600.0):
    for _ in range(times):
        choice.learn(answers, actual_s)
    return choice.in_use


def test_the_better_one_is_chosen_once_it_is_tried():
    """Not on its first lucky day."""
    choice = Choice("first")
    answers = {"first": 900.0, "better": 650.0}

    assert held(choice, answers, int(TRIED) - 1) == "first"
    assert held(choice, answers, 2) == "better"


def test_the_one_in_use_stays_while_another_is_hardly_better():
    """Nobody is switched for half a second."""
    assert held(Choice("first"), {"first": 700.0, "other": 699.5}, 500) == "first"


def test_one_that_gets_worse_is_left():
    """What was best for a month is given up once it is far off."""
    choice = Choice("first")
    held(choice, {"first": 610.0, "other": 650.0}, 1000)

    assert held(choice, {"first": 1200.0, "other": 650.0}, 300) == "other"


def test_a_silent_one_is_not_judged():
    """Whoever does not know is asked again next time."""
    choice = Choice("first")
    held(choice, {"first": 700.0, "silent": None}, 300)

    assert choice.order() == ["first"]


def test_the_others_stand_ready_by_their_errors():
    """The order in which they are asked when the first one is silent."""
    choice = Choice("first")
    held(choice, {"first": 610.0, "worst": 900.0, "second": 700.0}, 10)

    assert choice.order() == ["first", "second", "worst"]
