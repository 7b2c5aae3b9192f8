"""Line: the waiting tickets of a service, or those sent to one counter, in calling order."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from waiting_room.rules.calling import Rank


class Line:
    """Ranks kept in order; joining and leaving cost the logarithm of the line's length."""

    def __init__(self) -> None:
        self._ranks: list[Rank] = []

    def __len__(self) -> int:
        return len(self._ranks)

    def __iter__(self) -> Iterator[str]:
        """Go through the numbers, the next one first."""
        return (rank[-1] for rank in self._ranks)

    def join(self, rank: Rank) -> None:
        """Take a place in line."""
        insort(self._ranks, rank)

    def leave(self, rank: Rank) -> None:
        """Give up a place; AssertionError if nobody stands there."""
        place = self.place(rank)
        assert self._ranks[place] == rank, f"{rank[-1]} does not stand in this line"
        del self._ranks[place]

    def place(self, rank: Rank) -> int:
        """Count who stands before a rank."""
        return bisect_left(self._ranks, rank)

    @property
    def ranks(self) -> Sequence[Rank]:
        """The ranks in order, the smallest first."""
        return self._ranks
