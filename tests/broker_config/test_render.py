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


def steps(said):
    return [line.strip() for line in said.splitlines() if line.startswith("  ")]


def test_the_next_steps_are_commands_a_shell_understands(words, tls_folder, capsys):
    """Nothing in them breaks the shell's grammar, and none is about TLS that was not asked for."""
    main(words)
    plain = steps(capsys.readouterr().out)
    main([*words, "--tls-folder", str(tls_folder)])
    all_steps = steps(capsys.readouterr().out)

    assert len(plain) == 5
    assert set(plain) < set(all_steps)
    assert all_steps[-1] == "systemctl restart mosquitto"
    subprocess.run(["sh", "-n"], input="\n".join(all_steps), text=True, check=True)


def test_hub_and_website_find_their_files_where_their_units_look(words, tmp_path, capsys):
    """They run on the broker's machine, as a user who may not read what root has written."""
    main(words)
    devices = tmp_path / "broker" / "devices"
    command = "install -o wartemarke -g wartemarke -m 0400"
    wanted = f"{command} {devices}/hub.toml {devices}/website.toml /etc/wartemarke"
    assert wanted in steps(capsys.readouterr().out)


def test_with_tls_mosquitto_may_read_its_key(words, tls_folder, capsys):
    """What openssl has made is readable by root alone, and Mosquitto is another user."""
    main([*words, "--tls-folder", str(tls_folder)])
    key = tls_folder / "server.key"
    assert f"chgrp mosquitto {key} && chmod 0640 {key}" in steps(capsys.readouterr().out)


def test_with_tls_every_device_knows_whose_certificate_to_believe(words, tmp_path, tls_folder):
    """Each file names the authority's certificate where the steps and the guide put it."""
    main([*words, "--tls-folder", str(tls_folder)])
    files = list((tmp_path / "broker" / "devices").iterdir())
    assert len(files) == 6
    assert {str(read_settings(file).ca) for file in files} == {"/etc/wartemarke/ca.crt"}

    main(words)
    assert {read_settings(file).ca for file in files} == {None}


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
