from waiting_room.rules.waiting_time.averages import Average


def test_an_average_starts_from_what_is_assumed():
    """Ten assumed tens and ten twenties that were seen make fifteen."""
    average = Average(10.0, 10.0, 100.0)
    for _ in range(10):
        average.add(20.0)

    assert abs(average.mean - 15.0) < 1e-9


def test_an_average_forgets():
    """After many memories' worth of another value nothing is left of the first."""
    average = Average(10.0, 10.0, 20.0)
    for _ in range(200):
        average.add(30.0)

    assert abs(average.mean - 30.0) < 0.01
