"""The zone of the kiosk's tests: a small one with a service of every kind, and its bookings."""

from datetime import UTC, datetime, timedelta

from waiting_room.rules.booking import Booking
from waiting_room.rules.hours import Hours
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.zone import Zone
from waiting_room.words import LANGUAGES

BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday, nine o'clock in the zone."""


def zone_of(printer: str = "none:", scanner: str = "none:") -> Zone:
    """Give a small zone with a service of every kind."""
    return Zone.model_validate(
        {
            "id": "sued",
            "name": {"de": "Eingangszone Süd", "en": "Reception South"},
            "languages": list(LANGUAGES),
            "public_url": "https://warten.example.org/",
            "hours": {"mon": ["08:00-12:30"], "thu": ["08:00-12:30"]},
            "services": [
                {
                    "id": "papers",
                    "name": {"de": "Unterlagen abgeben", "en": "Hand in papers", "ar": "تسليم"},
                    "service_min": 4,
                    "bring": {"de": "Ausweis", "en": "ID", "ar": "الهوية", "uk": "Паспорт"},
                    "wait_in": {
                        "de": "Wartebereich B",
                        "en": "waiting area B",
                        "ar": "منطقة الانتظار ب",
                        "uk": "Зал очікування Б",
                        "tr": "Bekleme alanı B, ışıklı",
                    },
                },
                {
                    "id": "question",
                    "name": {"de": "Frage", "en": "Question"},
                    "walk_in_until": "08:30",
                },
                {
                    "id": "advice",
                    "name": {"de": "Beratung", "en": "Advice"},
                    "walk_in": False,
                    "booking": {"early_min": 30, "late_min": 15},
                },
            ],
            "counters": [
                {"id": "1", "name": {"de": "Schalter 1"}, "services": ["papers", "advice"]}
            ],
            "devices": [
                {
                    "id": "kiosk-1",
                    "role": "kiosk",
                    "letter": "K",
                    "printer": printer,
                    "scanner": scanner,
                },
                {"id": "counter-1", "role": "counter"},
            ],
        }
    )


def zone_of_all_hours() -> Zone:
    """Give the same zone, open all the time."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hours = Hours.model_validate({day: ["00:00-24:00"] for day in days})
    return zone_of().model_copy(update={"hours": hours})


def booking(code: str, minutes: float, **changes: object) -> Booking:
    """Give a booking that starts so many minutes after the beginning."""
    starts_at = BEGAN + timedelta(minutes=minutes)
    fields = {"zone": "sued", "service": "advice", "starts_at": starts_at, "language": "en"}
    return Booking.model_validate({"code": code, **fields, **changes})


BOOKINGS = (
    booking("AAAA-0001", 10),
    booking("AAAA-0002", 120),
    booking("AAAA-0003", -60),
    booking("AAAA-0004", 60 * 24 * 3),
    booking("AAAA-0005", 10, cancelled=True),
    booking("AAAA-0006", 10, zone="nord"),
    booking("AAAA-0007", 10, language="ar"),
)


SIGNED = set(SignedBooking.model_fields)
