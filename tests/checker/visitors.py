"""Visitors as the plan draws them: at a kiosk, with a booking, and on the website."""

from tests.checker.draws import Draws
from tests.checker.history import Operation
from tests.checker.kiosk import Kiosk
from tests.checker.scene import CHECK_INS, KIOSKS, WEBSITE


class Visitors:
    """Everybody who comes, and the kiosks that they come to."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self._kiosks = {client: Kiosk(draws, client) for client in KIOSKS}
        self._codes = [draws.code()]

    def somebody(self) -> Operation:
        """Draw what one visitor does."""
        who = self.draws.random.choices(("kiosk", "booked", "website"), (60, 15, 25))[0]
        if who == "booked":
            return self.check_in()
        return self.on_the_website() if who == "website" else self._at_a_kiosk().somebody()

    def check_in(self) -> Operation:
        """Somebody with a booking, mostly too early or too late; at two kiosks now and then."""
        kiosk = self._at_a_kiosk() if self.draws.chance(0.4) else self._kiosks[CHECK_INS]
        match self.draws.random.choices(("hub", "slip", "second", "again"), (56, 22, 14, 8))[0]:
            case "slip":
                self._codes.append(self.draws.code())
                return kiosk.booked_slip(self._codes[-1])
            case "second":
                return kiosk.booked_slip(self.draws.random.choice(self._codes[-5:]))
            case "again":
                return kiosk.again()
        return kiosk.check_in(self.draws.code())

    def on_the_website(self) -> Operation:
        """A ticket from afar, or its holder's wish to leave or to let others go first."""
        draws = self.draws
        if draws.chance(0.03):
            return draws.own_number(WEBSITE)
        if draws.chance(0.25):
            return draws.issue(WEBSITE)
        name = draws.random.choice(("cancel_ticket", "delay_ticket", "delay_ticket"))
        if draws.chance(0.05):
            return draws.ask(WEBSITE, name, number=draws.foreseen.number())
        token = draws.token() if draws.chance(0.03) else draws.foreseen.ticket()[0]
        places = draws.random.choice((1, None, 3, 20)) if name == "delay_ticket" else None
        operation = draws.ask(WEBSITE, name, token=token, places=places)
        return draws.expecting(operation, draws.foreseen.number())

    def _at_a_kiosk(self) -> Kiosk:
        return self._kiosks[self.draws.random.choice(KIOSKS)]
