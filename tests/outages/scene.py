"""The scene: a zone with three kiosks, two counters and a wall, its bookings, and its begin."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from waiting_room.rules.booking import Booking
from waiting_room.rules.hours import WEEKDAYS
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.zone import Zone
from waiting_room.wire.signature import Signer, new_private_key

ALWAYS = {day: ["00:00-24:00"] for day in WEEKDAYS}
KIOSKS = ("kiosk-1", "kiosk-2", "kiosk-3")
LETTERS = "KLM"
COUNTERS = {"counter-1": "1", "counter-2": "2"}
WALL = "wall"
SIGNER = Signer(new_private_key())
TOKEN_SIGNS = "abcdefghijklmnopqrstuvwxyz234567"
BOOKED_AHEAD_MIN = (-5, 0, 2, 5, 8, 12, 15, 20, 25, 30)

ZONE = Zone.model_validate(
    {
        "id": "sued",
        "name": {"de": "Eingangszone Süd"},
        "hours": ALWAYS,
        "services": [
            {"id": "question", "name": {"de": "Frage"}, "service_min": 1},
            {
                "id": "papers",
                "name": {"de": "Unterlagen"},
                "service_min": 1,
                "tickets_per_day": 12,
                "walk_in_hours": {day: ["00:00-12:30"] for day in WEEKDAYS},
            },
            {"id": "advice", "name": {"de": "Beratung"}, "walk_in": False, "booking": {}},
        ],
        "counters": [
            {"id": "1", "name": {"de": "1"}, "services": ["question", "papers", "advice"]},
            {"id": "2", "name": {"de": "2"}, "services": ["question", "advice"]},
        ],
        "devices": [
            *(
                {"id": kiosk, "role": "kiosk", "letter": letter}
                for kiosk, letter in zip(KIOSKS, LETTERS, strict=True)
            ),
            *({"id": counter, "role": "counter"} for counter in COUNTERS),
            {"id": WALL, "role": "display"},
        ],
    }
)


@dataclass(frozen=True)
class Scene:
    """When a story begins, and what makes that moment special."""

    name: str
    begins_at: datetime


SCENES = (
    Scene("an ordinary morning", datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
    Scene("shortly before a service closes", datetime(2026, 11, 23, 11, 29, 35, tzinfo=UTC)),
    Scene("shortly before the day ends", datetime(2026, 11, 23, 2, 59, 35, tzinfo=UTC)),
)


def bookings(scene: Scene) -> list[Booking]:
    """Give the visitors who are booked around the beginning of a scene."""
    return [
        Booking(
            code=f"BOOK-{place:04}",
            zone=ZONE.id,
            service="advice",
            starts_at=scene.begins_at.replace(second=0) + timedelta(minutes=minutes),
            language="de",
        )
        for place, minutes in enumerate(BOOKED_AHEAD_MIN)
    ]


def signed(booking: Booking) -> str:
    """Write the code that stands on a booking's confirmation."""
    fields = SignedBooking.model_fields
    said = {name: value for name, value in booking.model_dump().items() if name in fields}
    return SIGNER.sign(SignedBooking.model_validate(said))
