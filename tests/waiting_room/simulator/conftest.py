from datetime import date

import pytest

from waiting_room.simulator.scenario import reception

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def scenario():
    """The standard zone and its habits."""
    return reception()


@pytest.fixture
def monday():
    """A day on which the standard zone is open."""
    return MONDAY
