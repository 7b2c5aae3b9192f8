"""Theory: what queueing theory says of stationary lines, as exact sums over the number of people.

Both models are birth-death processes: people come at one rate, each of the counters serves at
another, and in the second model each who waits leaves at a third. A state's probability follows
from its neighbour's, and an arrival finds the states as time does (PASTA).

Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges" (1917); C. Palm, "Research on telephone traffic carried by full
availability groups" (1957); O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with
impatient customers", Manufacturing & Service Operations Management 4 (2002).
"""

from dataclasses import dataclass

NEGLIGIBLE = 1e-14
"""States rarer than this share of what was summed so far are left out."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an arrival may expect; the mean wait is that of all, served or not, in rate's time."""

    wait: float
    p_wait: float
    p_leave: float


def erlang_a(arriving: float, serving: float, counters: int, leaving: float = 0.0) -> Expected:
    """Solve M/M/n+M: whoever waits leaves after an exponential time; all rates per same time.

    Where nobody leaves it is M/M/c, which Erlang C solves. ValueError if then more work comes than
    the counters can do.
    """
    if not leaving and arriving >= serving * counters:
        raise ValueError("the line would grow for ever")
    weight, total, waiting, people_waiting = 1.0, 1.0, 0.0, 0.0
    people = 0
    while True:
        people += 1
        in_line = max(0, people - counters)
        weight *= arriving / (min(people, counters) * serving + in_line * leaving)
        total += weight
        if people >= counters:
            waiting += weight
            people_waiting += in_line * weight
        if people > counters + arriving / serving and weight * people < NEGLIGIBLE * total:
            break
    mean_line = people_waiting / total
    return Expected(
        wait=mean_line / arriving,  # Little's law
        p_wait=waiting / total,
        p_leave=leaving * mean_line / arriving,
    )
