"""`wartemarke broker render`, as somebody types it."""

import subprocess

import pytest

from broker_config.__main__ import main
from waiting_room.wire.settings import read_settings


def ends(words):
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


@pytest.fixture
def words(zone_file, tmp_path):
    return ["render", "--config", str(zone_file), "--folder", str(tmp_path / "broker")]


def test_it_says_what_was_written_and_what_to_do_next(words, tmp_path, capsys):
    """Every file is named, and so is every step to put it into service."""
    assert main(words) == 0
    said = capsys.readouterr().out
    written = [
        line.removeprefix("wrote ") for line in said.splitlines() if line.startswith("wrote")
    ]
    files = {str(file) for file in (tmp_path / "broker").rglob("*") if file.is_file()}
    assert set(written) == files
    assert "/etc/mosquitto/mosquitto.conf" in said
    assert "systemctl restart mosquitto" in said


def test_the_next_steps_are_commands_a_shell_understands(words, capsys):
    """Nothing in them breaks the shell's grammar."""
    main(words)
    steps = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert len(steps) == 4
    subprocess.run(["sh", "-n"], input="\n".join(steps), text=True, check=True)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--host", "10.0.0.1"], "in the clear"),
        (["--host", "0.0.0.0"], "name the broker's with --reach"),
        (["--host", "0.0.0.0", "--reach", "broker"], "in the clear"),
        (["--tls-folder", "/nonexistent"], "there is no ca.crt"),
        (["--port", "0"], "a port is a number from 1 to 65535"),
        (["--config", "/nonexistent.toml"], "cannot read"),
    ],
)
def test_a_wrong_use_is_a_sentence_and_writes_nothing(words, more, sentence, tmp_path, capsys):
    """Exit code 2, before any password is made."""
    assert ends([*words, *more]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "broker").exists()


def test_without_a_zone_there_is_nothing_to_render(capsys):
    """The sentence asks for --config."""
    assert ends(["render"]) == 2
    assert "--config" in capsys.readouterr().err


def test_devices_are_told_the_name_they_reach_the_broker_by(words, tmp_path):
    """Where it listens and what devices call it may differ."""
    assert main([*words, "--host", "0.0.0.0", "--reach", "broker.example", "--allow-plain"]) == 0
    settings = read_settings(tmp_path / "broker" / "devices" / "wall-1.toml")
    assert settings.host == "broker.example"
    assert "listener 1883 0.0.0.0" in (tmp_path / "broker" / "mosquitto.conf").read_text()


@pytest.mark.parametrize("words", [["--help"], ["render", "--help"], ["--version"]])
def test_help_and_version_are_there(words):
    """Both commands explain themselves."""
    assert ends(words) == 0
