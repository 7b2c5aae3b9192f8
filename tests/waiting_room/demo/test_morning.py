from collections import Counter

from waiting_room.demo.morning import LANGUAGE_MIX, SERVICE_MIX, morning


def test_the_same_seed_brings_the_same_people():
    """A morning can be played again."""
    assert morning(7, 120, ["A"]) == morning(7, 120, ["A"])
    assert morning(7, 120, ["A"]) != morning(8, 120, ["A"])


def test_people_come_in_order_and_within_the_morning():
    """Nobody comes before opening or after the end."""
    times = [visitor.at_min for visitor in morning(1, 270, [])]

    assert times == sorted(times)
    assert times[0] > 0
    assert times[-1] < 270


def test_the_mix_is_that_of_a_city():
    """Most languages and all services come; a few do not answer their call."""
    people = [visitor for seed in range(20) for visitor in morning(seed, 270, [])]
    languages = Counter(visitor.language for visitor in people)

    assert set(languages) == set(LANGUAGE_MIX)
    assert {visitor.service for visitor in people} == set(SERVICE_MIX)
    assert languages.most_common(1)[0][0] == "de"
    assert 0.04 < sum(not visitor.comes for visitor in people) / len(people) < 0.12


def test_a_booking_is_used_once():
    """Each code belongs to one visitor."""
    codes = [f"CODE-{n:04}" for n in range(10)]
    used = [visitor.code for visitor in morning(1, 270, codes) if visitor.code]

    assert used == codes[: len(used)]
    assert used
