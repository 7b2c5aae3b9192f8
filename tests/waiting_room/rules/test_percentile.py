import pytest

from waiting_room.rules.percentile import percentile


@pytest.mark.parametrize(("share", "minutes"), [(0.0, 1), (0.5, 6), (0.9, 10), (1.0, 10)])
def test_a_share_of_people_waited_no_longer(share, minutes):
    """Whatever their order, and for everybody it is the longest wait."""
    assert percentile([10, 3, 7, 1, 5, 9, 2, 8, 4, 6], share) == minutes
