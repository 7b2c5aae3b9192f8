"""How long to leave alone what fails: twice as long each time, until it works again."""


class Backoff:
    """The next wait in seconds, from a first one up to a longest one."""

    def __init__(self, first_s: float, at_most_s: float) -> None:
        self._first_s = first_s
        self._at_most_s = at_most_s
        self._next_s = first_s

    def wait_s(self) -> float:
        """Give how long to wait now; the wait after it is twice as long."""
        wait_s = self._next_s
        self._next_s = min(2 * wait_s, self._at_most_s)
        return wait_s

    def works(self) -> None:
        """Begin with the first wait again."""
        self._next_s = self._first_s
