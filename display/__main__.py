"""`wartemarke display`: wire the wall and run it."""

import sys
from pathlib import Path

from display.board import BoardScreen
from display.chime import Chime
from waiting_room.rules.zone import Role
from waiting_room.ui.home import QtHome
from waiting_room.ui.run import add_options, run
from waiting_room.wire.link import Link
from waiting_room.wire.settings import parser


def main() -> int:
    """Run the wall until it is told to end."""
    options = parser("display", "Show the called numbers on a wall.")
    add_options(options)
    options.add_argument("--mute", action="store_true", help="no chime")
    asked = options.parse_args()
    chime = Chime(mute=asked.mute)

    def make_screen(link: Link, home: QtHome) -> BoardScreen:
        return BoardScreen(link, home, chime, language=asked.language)

    return run(
        asked,
        qml=Path(__file__).parent / "qml",
        module="Display",
        make_screen=make_screen,
        role=Role.DISPLAY,
    )


if __name__ == "__main__":
    sys.exit(main())
