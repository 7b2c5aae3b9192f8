"""Passwords are made once, kept, and readable by their owner alone."""

import stat

import pytest

from broker_config.credentials import CannotKeep, keep_credentials
from waiting_room.wire.settings import read_settings

HERE = {"host": "127.0.0.1", "port": 1883}


def without(zone, *gone):
    left = tuple(device for device in zone.devices if device.id not in gone)
    return zone.model_copy(update={"devices": left})


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_every_device_and_the_hub_get_a_password_of_their_own(zone, tmp_path):
    """No two passwords are alike, and each is long."""
    kept = keep_credentials(zone, tmp_path / "broker", **HERE)
    assert set(kept.passwords) == {"hub", *(device.id for device in zone.devices)}
    assert len(set(kept.passwords.values())) == len(kept.passwords)
    assert all(len(password) >= 32 for password in kept.passwords.values())
    assert set(kept.added) == set(kept.passwords)


def test_a_devices_file_is_what_its_program_reads(zone, tmp_path):
    """A file holds the settings of that device and nothing less."""
    kept = keep_credentials(zone, tmp_path, host="broker.example", port=8883)
    settings = read_settings(kept.file("kiosk-1"))
    assert (settings.zone, settings.client) == ("sued", "kiosk-1")
    assert (settings.host, settings.port) == ("broker.example", 8883)
    assert settings.password == kept.passwords["kiosk-1"]


def test_only_the_owner_can_read_them(zone, tmp_path):
    """The folder is 0700 and every file in it 0600."""
    kept = keep_credentials(zone, tmp_path / "broker", **HERE)
    assert mode(tmp_path / "broker") == mode(kept.folder) == 0o700
    assert {mode(file) for file in kept.folder.iterdir()} == {0o600}


def test_a_folder_that_was_there_keeps_its_mode(zone, tmp_path):
    """Naming a shared folder does not lock everybody else out of it."""
    tmp_path.chmod(0o755)
    keep_credentials(zone, tmp_path, **HERE)
    assert mode(tmp_path) == 0o755


def test_running_again_keeps_the_passwords_and_says_what_changed(zone, tmp_path):
    """New devices are added, devices that are gone lose their file, the rest stays."""
    first = keep_credentials(without(zone, "wall-1"), tmp_path, **HERE)
    second = keep_credentials(without(zone, "kiosk-2"), tmp_path, **HERE)
    assert (second.added, second.removed) == (("wall-1",), ("kiosk-2",))
    assert not second.file("kiosk-2").exists()
    for user in set(first.passwords) - {"kiosk-2"}:
        assert second.passwords[user] == first.passwords[user]
    assert second.said() == "credentials: new: wall-1; removed: kiosk-2; 4 kept"


def test_another_address_keeps_the_password(zone, tmp_path):
    """When the broker moves, the files follow and the passwords stay."""
    first = keep_credentials(zone, tmp_path, **HERE)
    second = keep_credentials(zone, tmp_path, host="10.0.0.1", port=8883)
    assert second.passwords == first.passwords
    assert read_settings(second.file("hub")).host == "10.0.0.1"


def test_a_variable_does_not_become_everybodys_password(zone, tmp_path, monkeypatch):
    """WARTEMARKE_PASSWORD is one program's own and is not read here."""
    first = keep_credentials(zone, tmp_path, **HERE)
    monkeypatch.setenv("WARTEMARKE_PASSWORD", "of-one-program")
    assert keep_credentials(zone, tmp_path, **HERE).passwords == first.passwords


def test_another_zones_credentials_are_not_touched(zone, tmp_path):
    """A folder of another zone is refused, and nothing in it changes."""
    kept = keep_credentials(zone, tmp_path, **HERE)
    before = {file: file.read_text() for file in kept.folder.iterdir()}
    with pytest.raises(CannotKeep, match='belongs to zone "sued", not to "nord"'):
        keep_credentials(zone.model_copy(update={"id": "nord"}), tmp_path, **HERE)
    assert {file: file.read_text() for file in kept.folder.iterdir()} == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("zone = ", "cannot read"), ('zone = "sued"\n', "has no password"), ("", "belongs to zone")],
)
def test_a_damaged_file_is_named_and_not_overwritten(zone, tmp_path, text, sentence):
    """A file that cannot be read stops the work, because its password may be in use."""
    kept = keep_credentials(zone, tmp_path, **HERE)
    kept.file("wall-1").write_text(text)
    with pytest.raises(CannotKeep, match=f"{sentence}") as refusal:
        keep_credentials(zone, tmp_path, **HERE)
    assert "wall-1.toml" in str(refusal.value)
    assert kept.file("wall-1").read_text() == text
