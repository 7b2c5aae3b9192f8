"""The plan of a run: who asks what, in which order, drawn from a seed before anything is asked.

Nothing in it depends on an answer, so that a seed is a plan.
"""

from tests.checker.clerk import scripts
from tests.checker.draws import Draws
from tests.checker.history import Operation
from tests.checker.scene import COUNTERS
from tests.checker.visitors import Visitors

RUSH, CALM = 0.34, 0.08
"""How many of the operations are visitors', by turns."""

TURN = 300
TOO_OLD, TWICE, THRICE, LATE_AGAIN = 0.004, 0.08, 0.02, 0.04
"""How many operations come too late, are repeated at once, and are repeated late."""


def plan(seed: int, operations: int) -> list[Operation]:
    """Draw a plan; an operation that stands in it twice is to be sent twice."""
    draws = Draws(seed)
    visitors = Visitors(draws)
    clerks = [scripts(draws, counter) for counter in COUNTERS]
    plan: list[Operation] = []
    again: dict[int, list[Operation]] = {}
    for place in range(operations):
        rush = place // TURN % 2 == 0
        if draws.chance(RUSH if rush else CALM):
            operation = visitors.somebody()
        else:
            operation = next(draws.random.choice(clerks))
        if draws.chance(TOO_OLD):
            operation.age_ms, operation.ttl_ms = 5001, 5000
        plan += [operation] * (1 + draws.chance(TWICE) + draws.chance(THRICE))
        if draws.chance(LATE_AGAIN):
            again.setdefault(place + draws.random.randint(5, 400), []).append(operation)
        plan += again.pop(place, [])
    return plan
