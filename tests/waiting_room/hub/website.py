"""The website's side of the booking desk, as the tests of bookings ask it."""

from typing import Any

TODAY_ELEVEN = "2026-11-23T10:00:00+00:00"
TOMORROW = "2026-11-24"
EIGHT, HALF_PAST = f"{TOMORROW}T07:00:00+00:00", f"{TOMORROW}T07:30:00+00:00"
ANNA, BEN = "a" * 26, "b" * 26


class Desk:
    """Asks a stage's hub."""

    def __init__(self, stage: Any) -> None:
        self.stage = stage

    def ask(self, name, **fields):
        return self.stage.ask(name, "website", **fields)

    def ok(self, name, **fields):
        reply = self.ask(name, **fields)
        assert reply["ok"], reply
        return reply["result"]

    def refused(self, name, **fields):
        reply = self.ask(name, **fields)
        assert not reply["ok"], reply
        return reply["error"]["code"]

    def book(self, token=ANNA, starts_at=EIGHT, **fields):
        self.ok("reserve_slot", service="advice", starts_at=starts_at, token=token)
        return self.ok("book", token=token, **fields)

    def free(self, day=TOMORROW):
        slots = self.ok("free_slots", service="advice", day=day)["slots"]
        return {slot["starts_at"]: slot["free"] for slot in slots}

    def check_in(self, code, token="t" * 26):
        return self.stage.ask("check_in", "kiosk-1", code=code, token=token)
