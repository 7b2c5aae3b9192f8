"""Choice: which estimator to believe, by how far off each was on the last tickets called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from waiting_room.rules.waiting_time.averages import Average

MEMORY = 1500.0
TRIED = 100.0
"""An estimator is not chosen before it was held against so many tickets."""

BETTER_BY = 0.99
"""The one in use stays until another's error is below this share of its own."""


@dataclass(slots=True)
class Choice:
    """The estimator in use, and the rolling mean absolute error of each, in seconds."""

    in_use: str
    errors: dict[str, Average] = field(default_factory=dict)

    def learn(self, answers: Mapping[str, float | None], actual_s: float) -> None:
        """Hold what each would have told against what came; one that was silent is not judged."""
        for name, answer in answers.items():
            if answer is not None:
                known = self.errors.setdefault(name, Average(0.0, 0.0, MEMORY))
                known.add(abs(answer - actual_s))
        tried = {name: one.mean for name, one in self.errors.items() if one.weight >= TRIED}
        if self.in_use in tried:
            best = min(tried, key=lambda name: tried[name])
            if tried[best] < tried[self.in_use] * BETTER_BY:
                self.in_use = best

    def order(self) -> list[str]:
        """List the estimators, the one in use first, then by error."""
        others = sorted(self.errors, key=lambda name: self.errors[name].mean)
        return [self.in_use, *(name for name in others if name != self.in_use)]
