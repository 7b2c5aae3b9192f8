"""The example's zone, as a file and as a zone."""

import tomllib
from pathlib import Path

import pytest

import waiting_room
from waiting_room.rules.zone import Zone


@pytest.fixture
def zone_file() -> Path:
    return Path(waiting_room.__file__ or "").with_name("example") / "zone.toml"


@pytest.fixture
def zone(zone_file: Path) -> Zone:
    return Zone.model_validate(tomllib.loads(zone_file.read_text("utf-8")))
