"""The sample units start what there is, with options that there are, and as the guide says."""

import argparse
import configparser
import importlib
import re
import shlex
import sys
from pathlib import Path

import pytest

from waiting_room.__main__ import PROGRAMS

FOLDER = Path(__file__).parent.parent / "docs" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
AUTOSTART = FOLDER / "wartemarke-counter.desktop"
INSTALLED = "/usr/local/bin/wartemarke"
SCREENS = ("cage", "-d", "--")


class Understood(Exception):
    """A program has understood its arguments and would begin."""


def service(unit: Path) -> configparser.SectionProxy:
    """Read a unit's service; of a key that stands there twice, the last."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign] # keys are spelt as systemd does
    read.read(unit, "utf-8")
    return read["Service"]


def command(unit: Path) -> list[str]:
    """Give what a unit or a desktop starts, from `wartemarke` on."""
    found = re.search(r"^Exec(?:Start)?=(.+)$", unit.read_text("utf-8"), flags=re.MULTILINE)
    assert found is not None
    words = shlex.split(found[1])
    return words[words.index(INSTALLED) :]


@pytest.mark.parametrize("unit", [*UNITS, AUTOSTART], ids=lambda unit: unit.stem)
def test_each_unit_starts_a_program_that_understands_it(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a unit starts takes every option that it is given, by its own parser."""
    parse = argparse.ArgumentParser.parse_args

    def stop_then(parser: argparse.ArgumentParser, words: object = None) -> None:
        parse(parser)
        raise Understood

    _, program, *words = command(unit)
    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", stop_then)
    monkeypatch.setattr(sys, "argv", [program, *words])
    with pytest.raises(Understood):
        importlib.import_module(f"{PROGRAMS[program][0]}.__main__").main()
    assert unit.stem == f"wartemarke-{program}"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_is_started_again_for_ever(unit: Path) -> None:
    """Whatever ends is started again; what is watched lives by a limit and says that it is up."""
    of = service(unit)
    assert of["Restart"] == "always"
    assert "StartLimitIntervalSec=0" in unit.read_text("utf-8")
    assert of["ProtectSystem"] == "strict"
    assert ("WatchdogSec" in of) == (of["Type"] == "notify")


@pytest.mark.parametrize("name", ["kiosk", "display"])
def test_what_has_a_screen_is_alone_on_it(name: str) -> None:
    """cage shows the program without a title bar, and systemd hears it beneath cage."""
    of = service(FOLDER / f"wartemarke-{name}.service")
    assert tuple(shlex.split(of["ExecStart"].removeprefix("/usr/bin/"))[:3]) == SCREENS
    assert of["NotifyAccess"] == "all"
    assert "PAMName" not in of  # it would take the program out of this unit, and its word with it
    assert "QT_WAYLAND_DISABLE_WINDOWDECORATION=1" in of["Environment"].split()
    assert "QT_QPA_PLATFORM=wayland" in of["Environment"].split()


def test_the_guide_names_each_sample() -> None:
    """Whoever installs a zone is led to every file of the folder."""
    guide = (FOLDER.parent / "install.md").read_text("utf-8")
    assert [file.name for file in FOLDER.iterdir() if file.name not in guide] == []
