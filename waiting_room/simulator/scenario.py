"""Scenario: a zone and its habits from files; the standard one is shipped."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from waiting_room.rules.faults import what_is_wrong
from waiting_room.rules.zone import Zone
from waiting_room.simulator.habits import Habits
from waiting_room.wire.settings import read_zone, stop

RECEPTION = Path(__file__).parent / "reception"
"""The folder of the standard scenario."""


def reception() -> tuple[Zone, Habits]:
    """Give the standard scenario."""
    zone = read_zone(RECEPTION / "zone.toml")
    return zone, read_habits(RECEPTION / "habits.toml", zone)


def read_habits(file: Path, zone: Zone) -> Habits:
    """Read the habits of a zone's people; on a fault say what to do and end with exit code 2."""
    try:
        habits = Habits.model_validate(tomllib.loads(file.read_text("utf-8")))
    except ValidationError as error:
        stop(f"{file} does not describe habits: {what_is_wrong(error)}")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        stop(f"cannot read {file}: {error}")
    if unfit := habits.unfit_for(zone):
        stop(f"{file} speaks of what the zone does not have: {'; '.join(unfit)}")
    return habits
