import sys
from textwrap import dedent

import pytest

from tests.power_cuts.steps import FolderSynced, Made, Removed, Resized, Said, Synced, Wrote
from tests.power_cuts.tracing import NotUnderstood, read_trace, trace

pytestmark = pytest.mark.journey


@pytest.fixture
def steps_of(tmp_path):
    """Run a program in a folder of its own and give its steps."""
    folder = tmp_path / "data"
    folder.mkdir()

    def run(program):
        begin = f"import mmap, os\nos.chdir({str(folder)!r})\n"
        begin += f"file = os.open({str(folder / 'a')!r}, os.O_RDWR | os.O_CREAT)\n"
        trace([sys.executable, "-c", begin + dedent(program)], tmp_path / "trace")
        return list(read_trace(tmp_path / "trace", folder, known=()))

    return run


def test_every_change_is_seen_in_its_order(steps_of):
    """With its bytes, its place, and what was said between."""
    assert steps_of(
        """
        os.pwrite(file, b"\\0\\"x" * 40000, 5)
        os.fdatasync(file)
        os.write(1, b"told")
        os.ftruncate(file, 7)
        os.fsync(os.open(os.getcwd(), os.O_RDONLY))
        os.unlink(os.getcwd() + "/a")
        """
    ) == [
        Made("a"),
        Wrote("a", 5, b'\0"x' * 40000),
        Synced("a"),
        Said("told"),
        Resized("a", 7),
        FolderSynced(),
        Removed("a"),
    ]


@pytest.mark.parametrize(
    "program",
    [
        'os.write(file, b"x")',
        'os.rename("a", "b")',
        'os.rename(os.getcwd() + "/a", os.getcwd() + "/b")',
        'os.pwritev(file, [b"x"], 0)',
        "os.ftruncate(file, 10); mmap.mmap(file, 10)",
        'os.open(os.getcwd() + "/a", os.O_RDWR | os.O_TRUNC)',
        "os.posix_fallocate(file, 0, 10)",
    ],
)
def test_a_change_that_is_not_understood_ends_the_reading(steps_of, program):
    """Nothing that could change a file is passed over in silence."""
    with pytest.raises(NotUnderstood):
        steps_of(program)
