"""The scenery: the example zone, set up so that it is open now and fits on one machine."""

import csv
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "example" / "zone.toml"
OBSERVER = "demo"
"""The demo's own client: it reads what staff may read, and writes nothing."""

ALWAYS = "\n".join(
    f'{day} = ["00:00-24:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Place:
    """Where the demo's parts are."""

    folder: Path
    broker_port: int
    website_port: int
    scanner: str
    printer: str = ""

    @property
    def zone_file(self) -> Path:
        """The zone as it is played here."""
        return self.folder / "zone.toml"

    @property
    def bookings_file(self) -> Path:
        """Today's bookings."""
        return self.folder / "bookings.csv"

    @property
    def paper(self) -> Path:
        """Where printed tickets come out."""
        return self.folder / "paper"

    @property
    def url(self) -> str:
        """Where the website is."""
        return f"http://127.0.0.1:{self.website_port}"

    def device_file(self, device: str) -> Path:
        """A device's settings, as the broker made them."""
        return self.folder / "broker" / "devices" / f"{device}.toml"


def write_zone(place: Place, counters: Sequence[str]) -> None:
    """Write the example zone with hours that are now, devices that are here, and its own URL."""
    text = EXAMPLE.read_text("utf-8")
    text = re.sub(r"\[hours\].*?(?=\n\[\[)", f"[hours]\n{ALWAYS}\n", text, flags=re.DOTALL)
    text = re.sub(r"walk_in_until = .*\n", "", text)
    text = text.split("[[device]]")[0]
    text = re.sub(r"public_url = .*\n", f'public_url = "{place.url}"\n', text)
    devices = [
        'id = "kiosk-1"\nname = { de = "Terminal am Eingang", en = "Kiosk at the entrance" }\n'
        f'role = "kiosk"\nletter = "K"\n'
        f'printer = "{place.printer or f"virtual:{place.paper}"}"\nscanner = "{place.scanner}"',
        'id = "wall-1"\nrole = "display"',
        'id = "website"\nrole = "website"',
        f'id = "{OBSERVER}"\nrole = "counter"',
        *(f'id = "counter-{counter}"\nrole = "counter"' for counter in counters),
    ]
    text += "\n".join(f"[[device]]\n{device}\n" for device in devices)
    place.zone_file.write_text(text, "utf-8")


def write_bookings(place: Place, now: datetime, count: int) -> list[str]:
    """Write bookings that begin in the next minutes; gives their codes."""
    codes = []
    with place.bookings_file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["code", "zone", "service", "starts_at", "minutes", "language", "needs"])
        for turn in range(count):
            sign = "".join(secrets.choice(CODE_SIGNS) for _ in range(8))
            codes.append(f"{sign[:4]}-{sign[4:]}")
            starts = (now + timedelta(minutes=turn % 20)).isoformat(timespec="seconds")
            service = ("new-application", "question")[turn % 2]
            language = ("de", "ar", "uk", "tr", "en")[turn % 5]
            rows.writerow([codes[-1], "sued", service, starts, 20, language, ""])
    return codes
