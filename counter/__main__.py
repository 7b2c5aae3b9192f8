"""`wartemarke counter`: wire the clerk's window and run it."""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings

from counter.desk import DeskScreen
from waiting_room.rules.zone import Role
from waiting_room.ui.home import QtHome
from waiting_room.ui.run import add_options, run
from waiting_room.wire.link import Link
from waiting_room.wire.settings import parser

COMPACT = "980x360"
"""Beside or below the case file, never over it."""


def main() -> int:
    """Run the clerk's window until it is closed."""
    options = parser("counter", "Call, serve and send on, at one counter.")
    add_options(options)
    options.add_argument("--counter", default="", metavar="ID", help="else the clerk chooses one")
    options.add_argument("--clerk", default="", metavar="ID", help="who sits here; else it asks")
    asked = options.parse_args()
    asked.window = asked.window or COMPACT

    def make_screen(link: Link, home: QtHome) -> DeskScreen:
        memory = QSettings("wartemarke", "counter")
        return DeskScreen(
            link, home, memory, counter=asked.counter, clerk=asked.clerk, language=asked.language
        )

    return run(
        asked,
        qml=Path(__file__).parent / "qml",
        module="Counter",
        make_screen=make_screen,
        role=Role.COUNTER,
    )


if __name__ == "__main__":
    sys.exit(main())
