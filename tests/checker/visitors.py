"""Visitors as the plan draws them: at a kiosk, with a booking, and on the website."""

from tests.checker.draws import Draws
from tests.checker.history import Operation
from tests.checker.scene import BOOKINGS, CHECK_INS, KIOSKS, WEBSITE, code


def somebody(draws: Draws) -> Operation:
    """Draw what one visitor does."""
    kiosk = draws.random.choice(KIOSKS)
    match draws.random.choices(("kiosk", "booked", "website"), (60, 12, 28))[0]:
        case "booked":
            return check_in(draws)
        case "website":
            return on_the_website(draws)
    if draws.chance(0.02):
        return draws.ask(kiosk, "report_device", parts={"printer": "ok"})
    return draws.issue(kiosk)


def check_in(draws: Draws) -> Operation:
    """Somebody with a booking, mostly too early or too late."""
    booking = "ZZZZ-ZZZZ" if draws.chance(0.05) else code(draws.random.randrange(BOOKINGS))
    return draws.ask(CHECK_INS, "check_in", code=booking, token=draws.token())


def on_the_website(draws: Draws) -> Operation:
    """A ticket from afar, or its holder's wish to leave or to let others go first."""
    if draws.chance(0.25):
        return draws.issue(WEBSITE)
    name = draws.random.choice(("cancel_ticket", "delay_ticket", "delay_ticket"))
    if draws.chance(0.05):
        return draws.ask(WEBSITE, name, number=draws.number())
    token = draws.token() if draws.chance(0.03) else draws.known_token()
    places = draws.random.choice((1, None, 3, 20)) if name == "delay_ticket" else None
    operation = draws.ask(WEBSITE, name, token=token, places=places)
    return draws.expecting(operation, draws.number())
