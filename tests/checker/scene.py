"""The scene of a run: the zone, the book, and a day whose clock runs three hundred times faster.

In two seconds of load the rests end, targets and head starts overtake each other, held tickets
come back, and steps get too old to be undone.
"""

import csv
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
DAY_BEGINS = datetime(2026, 11, 23, 5, 0, tzinfo=BERLIN).astimezone(UTC)
DAY_STARTS = timedelta(hours=4)
"""When a day starts in a zone that says nothing else; until then it is still yesterday."""

SPEED = 300
BEAT_S = 0.2
"""How often the hub beats, on the clock of the machine: every minute of its day."""

BOOKINGS = 300
FIRST_BOOKING_MIN = -25
"""Bookings begin a minute after each other, the first of them before the day does."""

ZONE_ID = "sued"
LETTERS = {"kiosk-1": "K", "kiosk-2": "L", "kiosk-3": "M"}
ZONES_LETTER = "A"
KIOSKS = tuple(LETTERS)
CHECK_INS = "kiosk-3"
WEBSITE, WALL = "website", "wall-1"
COUNTERS = tuple("12345678")
CLIENTS = (*LETTERS, WEBSITE, *(f"counter-{counter}" for counter in COUNTERS))
"""The twelve who ask."""

QUOTA = 12
"""How many tickets the service `photo` has."""

COLUMNS = ("code", "zone", "service", "starts_at", "minutes", "language", "needs", "cancelled")


class Scene:
    """A folder with all that the programs of a run read, write and say."""

    def __init__(self, folder: Path, policy: str) -> None:
        self.logs = folder / "logs"
        self.logs.mkdir(parents=True)
        self.broker = folder / "broker"
        self.data = folder / "data"
        self.zone_file = folder / "zone.toml"
        self.bookings_file = folder / "bookings.csv"
        text = Path(__file__).with_name("zone.toml").read_text("utf-8")
        self.zone_file.write_text(text.replace('"due-date"', f'"{policy}"'), "utf-8")
        self._write_bookings()

    @property
    def journal_file(self) -> Path:
        """The hub's file."""
        return self.data / f"{ZONE_ID}.sqlite"

    def zone(self) -> dict[str, Any]:
        """Read the zone as it stands in its file, without anything of the product."""
        return tomllib.loads(self.zone_file.read_text("utf-8"))

    def _write_bookings(self) -> None:
        """Write the book; of twenty bookings one is tomorrow's, one elsewhere, one cancelled."""
        with self.bookings_file.open("w", encoding="utf-8", newline="") as opened:
            rows = csv.writer(opened)
            rows.writerow(COLUMNS)
            for place in range(BOOKINGS):
                starts_at = DAY_BEGINS + timedelta(minutes=FIRST_BOOKING_MIN + place)
                starts_at += timedelta(days=place % 20 == 7)
                zone = "nord" if place % 20 == 13 else ZONE_ID
                cancelled = place % 20 == 17
                when = starts_at.isoformat()
                rows.writerow([code(place), zone, "advice", when, 20, "de", "", cancelled])


def code(place: int) -> str:
    """Give the code of one booking."""
    return f"B{place:03}-TEST"
