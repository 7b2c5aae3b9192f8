"""Broken hubs: each fault changes one thing in the hub's own process, and must be caught.

The changes are made before the program runs; the product has no switch for any of them. Each fault
is entered with the promise whose breach the checker must name.
"""

from tests.checker.broken import paper, rules, telling

_ALL = rules.FAULTS | paper.FAULTS | telling.FAULTS
FAULTS = {fault.__name__: (fault, breach) for fault, breach in _ALL.items()}
