"""`wartemarke kiosk`: wire the touch screen at the door and run it."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk.clocks import Clocks
from kiosk.devices import Devices
from kiosk.dispenser import Dispenser
from kiosk.journal import Journal
from kiosk.visit import VisitScreen
from waiting_room.rules.zone import Role
from waiting_room.ui.home import QtHome
from waiting_room.ui.run import add_options, run
from waiting_room.wire.link import Link
from waiting_room.wire.settings import DATA, parser


def main() -> int:
    """Run the kiosk until it is told to end."""
    options = parser("kiosk", "Give out numbers at a touch screen.")
    add_options(options)
    options.add_argument("--printer", metavar="URL", help="a printer other than the zone's")
    options.add_argument("--scanner", metavar="URL", help="a scanner other than the zone's")
    options.add_argument(
        "--data", type=Path, default=DATA, help=f"folder of this kiosk's journal ({DATA})"
    )
    asked = options.parse_args()
    clocks = Clocks()

    def make_screen(link: Link, home: QtHome) -> VisitScreen:
        devices = Devices(link, home, printer=asked.printer, scanner=asked.scanner)
        app = QCoreApplication.instance()
        assert app is not None, "a screen is made within an application"
        app.aboutToQuit.connect(devices.close)
        dispenser = Dispenser(link, home, Journal(asked.data / f"{link.client}.sqlite"), clocks)
        app.aboutToQuit.connect(dispenser.close)
        return VisitScreen(link, home, devices, dispenser, clocks, asked.language)

    return run(
        asked,
        qml=Path(__file__).parent / "qml",
        module="Kiosk",
        make_screen=make_screen,
        role=Role.KIOSK,
    )


if __name__ == "__main__":
    sys.exit(main())
