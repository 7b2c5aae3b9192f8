from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting_room.pid_one import PidOne


@pytest.fixture
def pid_1(tmp_path: Path) -> Iterator[PidOne]:
    """Stand in for systemd in a folder."""
    one = PidOne(tmp_path)
    yield one
    one.close()
