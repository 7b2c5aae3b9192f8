"""An onlooker: keeps what the hub shows and announces, until nothing changes any more."""

from typing import Any

Content = dict[str, Any]

SEATS = 3
"""Wall, counter and website: each may read views that the others may not."""


class Onlooker:
    """Looks through the eyes of three devices.

    A beat is published before the views of its moment. So when two beats in a row have the same
    seq on a connection, the views heard on it until then are of that seq.
    """

    def __init__(self) -> None:
        self.calls: list[Content] = []
        self.views: dict[str, Content] = {}
        self.settled = False
        self._beats: dict[str, list[Content]] = {}

    def watch(self, device: str) -> None:
        """Look through the eyes of one more device."""
        self._beats[device] = []

    @property
    def hears_a_hub(self) -> bool:
        """Whether there has been a beat."""
        return any(self._beats.values())

    @property
    def last_beats(self) -> list[Content]:
        """The last two beats, which have the same seq once all is settled."""
        return next(iter(self._beats.values()))[-2:]

    def heard(self, device: str, what: str, content: Content) -> None:
        """Keep what a device hears, unless all is settled."""
        if self.settled:
            return
        if what == "hub":
            self._beat(self._beats[device], content)
        elif what == "event/ticket_called":
            self.calls.append(content)
        else:
            self.views[what] = content

    def _beat(self, beats: list[Content], content: Content) -> None:
        # A retained beat comes once more after a second, and a last will is none.
        if content["up"] and content not in beats[-1:]:
            beats.append(content)
        last = [[beat["seq"] for beat in heard[-2:]] for heard in self._beats.values()]
        self.settled = len(last) == SEATS and all(two == last[0][:1] * 2 for two in last)
