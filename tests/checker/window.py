"""Windows: between which states an operation must have happened, by what its clients saw in time.

No clock is compared. Whatever was answered before an operation was sent had happened before it,
and whatever was sent after its answer was heard happened after it. That is what linearizable means.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from tests.checker.history import NEVER, Key, Operation
from tests.checker.journal import Commit


class Window(NamedTuple):
    """The seq of the last event that came surely before, and of the last that can have."""

    low: int
    high: int


class Windows:
    """The windows of a run."""

    def __init__(self, operations: Iterable[Operation], commits: Mapping[Key, Commit]) -> None:
        heard, sent = [(-1, 0)], []
        for operation in operations:
            commit = commits.get(operation.key)
            if operation.reply is not None and operation.reply["ok"]:
                heard.append((operation.heard[0], operation.reply["seq"]))
            if commit is not None:
                sent.append((operation.sent[0], commit.first))
        heard.sort()
        sent.sort(reverse=True)
        self._heard = [moment for moment, _ in heard]
        self._highest = list(accumulate((seq for _, seq in heard), max))
        self._sent = [-moment for moment, _ in sent]
        self._lowest = list(accumulate((seq for _, seq in sent), min))

    def of(self, operation: Operation) -> Window:
        """Give the window of one operation."""
        low = self._highest[bisect_left(self._heard, operation.sent[0]) - 1]
        heard_at = operation.heard[0] if operation.heard else NEVER
        later = bisect_right(self._sent, -heard_at - 1)
        return Window(low, self._lowest[later - 1] - 1 if later else NEVER)
