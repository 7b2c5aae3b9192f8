from kiosk.backoff import Backoff


def test_each_wait_is_twice_the_one_before_up_to_the_longest():
    """Until it works again: then the first one comes again."""
    backoff = Backoff(2, 15)
    assert [backoff.wait_s() for _ in range(5)] == [2, 4, 8, 15, 15]
    backoff.works()
    assert backoff.wait_s() == 2
