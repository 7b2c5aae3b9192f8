"""Recording: one life of a program, with every change of its files, from first to last."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.power_cuts.disk import Disk
from tests.power_cuts.life import Life
from tests.power_cuts.steps import Step
from tests.power_cuts.tracing import read_trace, trace

Files = dict[str, bytes]


@dataclass(frozen=True)
class Recording:
    """What lay in the folder before a life and after it, and the steps between."""

    life: Life
    before: Files
    steps: list[Step]
    after: Files


class Incomplete(Exception):
    """The steps do not lead to what lies on the disk: something was overlooked."""


def record(module: str, folder: Path, life: Life, before: Files, fault: str) -> Recording:
    """Let a program live in a new folder, and see that nothing it did was overlooked."""
    data, written = folder / "data", folder / "trace"
    put(before, data)
    trace([sys.executable, "-m", module, str(data), life.tell(), fault], written)
    steps = list(read_trace(written, data, known=before))
    disk = Disk(before)
    for step in steps:
        disk.do(step)
    after = files_in(data)
    if disk.whole() != after:
        raise Incomplete(f"life {life.number} of {module}")
    return Recording(life, before, steps, after)


def put(files: Files, folder: Path) -> None:
    """Lay files into a new folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def files_in(folder: Path) -> Files:
    """Read all files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}
