"""Line: the waiting tickets of a service, or those sent to one counter or clerk."""

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence

from waiting_room.rules.calling import Rank, Standing


class Lane:
    """Tickets that differ only in how long they have stood, the longest first.

    Every policy agrees with this order, at any time, so it is kept once and for all; joining and
    leaving cost the logarithm of the lane's length.
    """

    def __init__(self) -> None:
        self._standing: list[Standing] = []

    def __len__(self) -> int:
        return len(self._standing)

    @property
    def standing(self) -> Sequence[Standing]:
        """Everybody in the lane, the longest standing first."""
        return self._standing

    def join(self, standing: Standing) -> None:
        """Take a place."""
        insort(self._standing, standing)

    def leave(self, standing: Standing) -> None:
        """Give up a place; AssertionError if nobody stands there."""
        place = bisect_left(self._standing, standing)
        found = self._standing[place : place + 1]
        assert found == [standing], f"{standing.number} does not stand in this line"
        del self._standing[place]

    def before(self, rank: Rank, rank_of: Callable[[Standing], Rank]) -> int:
        """Count who ranks before a rank."""
        return bisect_left(self._standing, rank, key=rank_of)


class Line:
    """The waiting tickets of a service: walk-ins and booked visitors, each in a lane of its own."""

    def __init__(self) -> None:
        self.walk_in, self.booked = Lane(), Lane()

    def __len__(self) -> int:
        return len(self.walk_in) + len(self.booked)

    @property
    def lanes(self) -> tuple[Lane, Lane]:
        """Both lanes."""
        return self.walk_in, self.booked

    def lane(self, *, booked: bool) -> Lane:
        """Give the lane a ticket belongs to."""
        return self.booked if booked else self.walk_in
