"""Staff are told which numbers the hub refused: somebody may stand there with one."""

from counter.health import troubles
from counter.sentences import shown_number as shown
from kiosk.dispenser import REFUSED_FOR_S
from waiting_room.rules.commands import CheckIn
from waiting_room.wire.token import mint_token
from waiting_room.words import catalogue

from .place import Place
from .visitor import Visitor


def test_numbers_that_are_not_in_line(visitor: Visitor, place: Place) -> None:
    """Counters read the last three of them, that there are more, and each for an hour."""

    def refuse(number: str) -> str:
        """Give a number to a booking that the hub's book does not know any more."""
        slip = CheckIn(code="ZZZZ-9999", token=mint_token(), number=number, printed_at=place.now())
        place.opened[0].give(slip, None)
        return told()

    def told() -> str:
        visitor.wait(1.1)
        return "".join(troubles(catalogue("en"), place.hub._health.view())[:1])

    def not_in_line(*numbers: str) -> str:
        return f"Not in line: {', '.join(numbers)} (kiosk-1). Please ask who holds such a number."

    assert told() == ""
    assert refuse("K091") == not_in_line(shown("K091"))
    visitor.wait(REFUSED_FOR_S / 2)
    refuse("K092")
    assert refuse("K093") == not_in_line(*map(shown, ("K091", "K092", "K093")))
    assert refuse("K094") == not_in_line("…", *map(shown, ("K092", "K093", "K094")))
    visitor.wait(REFUSED_FOR_S / 2)
    assert told() == not_in_line(*map(shown, ("K092", "K093", "K094")))
    visitor.wait(REFUSED_FOR_S / 2)
    assert told() == ""


def test_labels_while_the_hub_is_there(visitor: Visitor, place: Place) -> None:
    """A kiosk that the hub gives no numbers says so, until it gets some."""

    def told() -> list[str]:
        visitor.wait(1.1)
        return [one for one in troubles(catalogue("en"), place.hub._health.view()) if "X" in one]

    numbers = place.opened[0].numbers
    before = place.room.last_number["K"]
    place.room.last_number["K"] = 99_999
    while numbers.left:
        numbers.take()
    assert told() == [
        "kiosk-1 gives out only numbers that begin with X: it gets no others. Please tell your IT."
    ]
    place.room.last_number["K"] = before
    visitor.wait(10)
    assert told() == []
