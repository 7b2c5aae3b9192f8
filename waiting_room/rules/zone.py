"""Zone: one reception area as its users configure it, with services, counters and devices."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator, model_validator

from waiting_room.rules.addresses import Printer, Scanner
from waiting_room.rules.counter import Clerk, Counter
from waiting_room.rules.hours import Hours, day_of, end_of_day
from waiting_room.rules.service import Service
from waiting_room.rules.shape import Language, Name, Shape, Texts

Letter = Annotated[str, StringConstraints(pattern=r"^[A-WYZ]$")]
"""The letter before a number names who issued it; X is kept for emergency labels."""

Url = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]
"""An address on the web, whole."""


class Role(StrEnum):
    """What a device is; its rights on the broker and at the hub follow from it."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    DISPLAY = "display"
    WEBSITE = "website"


class Links(Shape):
    """Pages that the law asks of whoever runs public pages; empty for none."""

    imprint: Url = ""
    privacy: Url = ""
    accessibility: Url = ""


class Device(Shape):
    """One program on the broker; its id is its user name there, its name is what people read."""

    id: Name
    name: Texts = Field(default_factory=dict)
    role: Role
    letter: Letter | None = None
    printer: Printer = "none:"
    scanner: Scanner = "none:"


class Calling(Shape):
    """How tickets are called.

    `head_start_min` is by how much an emergency goes first, and so how long anybody can be
    overtaken; `again_after_s` how long a number that nobody answered is left alone; `overrun_min`
    how far past closing the last visit may be expected to end before tickets stop.
    """

    policy: Literal["due-date", "accumulating", "fifo"] = "due-date"
    head_start_min: int = Field(default=120, ge=0)
    max_calls: int = Field(default=3, ge=1)
    no_show_after_s: int = Field(default=120, ge=1)
    again_after_s: int = Field(default=300, ge=0)
    overrun_min: int = Field(default=30, ge=0)


class Zone(Shape):
    """A zone with everything its file says."""

    id: Name
    name: Texts
    timezone: str = "Europe/Berlin"
    languages: tuple[Language, ...] = ("de", "en")
    day_starts: time = time(4)
    address: str = ""
    letter: Letter = "A"
    public_url: Url = ""
    links: Links = Links()
    hours: Hours = Hours()
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    clerks: tuple[Clerk, ...] = ()
    calling: Calling = Calling()
    devices: tuple[Device, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, raw: Any) -> Any:
        """Accept the shape of a zone file, where `[zone]` stands beside `[[service]]`."""
        if not isinstance(raw, dict) or not isinstance(raw.get("zone"), dict):
            if isinstance(raw, dict) and {"service", "counter"} & set(raw):
                raise ValueError("write id, name and what else is the zone's own under [zone]")
            return raw
        flat = {key: value for key, value in raw.items() if key != "zone"} | raw["zone"]
        for plural, single in (
            ("services", "service"),
            ("counters", "counter"),
            ("clerks", "clerk"),
            ("devices", "device"),
        ):
            if single in flat:
                flat[plural] = flat.pop(single)
        return flat

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError(f'"{name}" is no time zone; write one like "Europe/Berlin"') from None
        return name

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        services = {service.id for service in self.services}
        for counter in self.counters:
            if len(set(counter.services)) < len(counter.services):
                raise ValueError(f'counter "{counter.id}" names a service twice')
            for service in counter.services:
                if service not in services:
                    raise ValueError(
                        f'counter "{counter.id}" takes "{service}", which is no service here'
                    )
            for service in counter.second_choice_min:
                if service not in counter.services:
                    raise ValueError(
                        f'counter "{counter.id}" has "{service}" as its second choice, but does '
                        "not take it"
                    )
        for what, ids in (
            ("service", [service.id for service in self.services]),
            ("counter", [counter.id for counter in self.counters]),
            ("clerk", [clerk.id for clerk in self.clerks]),
            ("device", [device.id for device in self.devices]),
        ):
            twice = {one for one in ids if ids.count(one) > 1}
            if twice:
                raise ValueError(f"{what} {', '.join(sorted(twice))} is there twice")
        self._letters_differ()
        if "hub" in {device.id for device in self.devices}:
            raise ValueError('a device cannot be called "hub": that name is the hub\'s own')
        return self

    def _letters_differ(self) -> None:
        whose = {self.letter: "the zone's own (letter under [zone]; A if there is none)"}
        for device in self.devices:
            if device.letter is None:
                continue
            if device.letter in whose:
                raise ValueError(
                    f'letter {device.letter} is there twice: as device "{device.id}"\'s, and as '
                    f"{whose[device.letter]}"
                )
            whose[device.letter] = f'device "{device.id}"\'s'

    @property
    def letters(self) -> set[str]:
        """Every letter that numbers can have here."""
        return {self.letter} | {device.letter for device in self.devices if device.letter}

    def letter_of(self, device: str) -> str:
        """Give the letter of the numbers that a device gives out: its own, or else the zone's."""
        own = (one.letter for one in self.devices if one.id == device)
        return next(own, None) or self.letter

    def walk_in_hours(self, service: Service) -> Hours:
        """Work out when a service takes walk-ins."""
        hours = self.hours
        if service.walk_in_hours is not None:
            hours = hours.within(service.walk_in_hours)
        return hours if service.walk_in_until is None else hours.until(service.walk_in_until)

    def day_of(self, now: datetime) -> date:
        """Tell which day of the zone a moment belongs to."""
        return day_of(now, self.timezone, self.day_starts)

    def end_of_day(self, now: datetime) -> datetime:
        """Tell on the zone's clock when the day of a moment ends."""
        return end_of_day(now, self.timezone, self.day_starts)

    def midnight(self, day: date) -> datetime:
        """Give the moment from which the seconds of a day count.

        It is twelve hours before noon: on the two days on which clocks are changed at night, that
        is not midnight, but what the clocks show from then on is right.
        """
        noon = datetime.combine(day, time(12), ZoneInfo(self.timezone))
        return noon.astimezone(UTC) - timedelta(hours=12)

    def local(self, now: datetime) -> datetime:
        """Give a moment on the zone's own clock."""
        return now.astimezone(ZoneInfo(self.timezone))
