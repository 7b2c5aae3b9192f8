import subprocess
import sys

import pytest

from waiting_room.__main__ import PROGRAMS, main


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["wartemarke", *arguments])
    return main()


def test_without_a_program_the_programs_are_listed(monkeypatch, capsys):
    """Wrong use is code 2, help is code 0, and both list everything."""
    assert run(monkeypatch) == 2
    assert run(monkeypatch, "--help") == 0
    said = capsys.readouterr().out
    assert all(name in said for name in PROGRAMS)


def test_an_unknown_program_is_named(monkeypatch, capsys):
    """A misspelt program is quoted, with the list."""
    assert run(monkeypatch, "kisok") == 2
    assert 'no program "kisok"' in capsys.readouterr().err


def test_the_version_is_told(monkeypatch, capsys):
    """--version prints name and number."""
    assert run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("wartemarke 0.")


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_has_help(program):
    """Each program can be started by name and tells its options."""
    command = [sys.executable, "-m", "waiting_room", program, "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)

    assert f"usage: wartemarke {program}" in told.stdout
