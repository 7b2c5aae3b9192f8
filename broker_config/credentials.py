"""Credentials: one random password per device and one for the hub, created once and kept."""

import json
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from broker_config.rights import rights_in
from waiting_room.rules.zone import Zone

PASSWORD_BYTES = 24


class CannotKeep(Exception):
    """The folder cannot hold these credentials; says why."""


@dataclass(frozen=True)
class Credentials:
    """Every user's password, and what has changed since the last time."""

    folder: Path
    passwords: dict[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def file(self, user: str) -> Path:
        """Where the settings of a device, or of `hub`, are kept."""
        return self.folder / f"{user}.toml"

    def said(self) -> str:
        """Put into one sentence what has changed."""
        changes = [f"new: {', '.join(self.added)}"] if self.added else []
        changes += [f"removed: {', '.join(self.removed)}"] if self.removed else []
        kept = len(self.passwords) - len(self.added)
        return f"credentials: {'; '.join([*changes, f'{kept} kept'])}"


def keep_credentials(
    zone: Zone, folder: Path, *, host: str, port: int, ca: Path | None = None
) -> Credentials:
    """Bring `folder/devices/<id>.toml` up to date with the zone; passwords that exist stay.

    `host` and `port` are where devices reach the broker, and `ca` is where each of them has the
    certificate that the broker's is checked with, if it wants TLS. Raises CannotKeep when a file
    there is not readable or belongs to another zone, OSError when the disk says no.
    """
    devices = private_folder(private_folder(folder) / "devices")
    devices.chmod(0o700)
    known = {file.stem: _password(file, zone.id) for file in sorted(devices.glob("*.toml"))}
    users = [rights.user for rights in rights_in(zone)]
    passwords = {user: known.get(user) or secrets.token_urlsafe(PASSWORD_BYTES) for user in users}
    for user, password in passwords.items():
        fields: dict[str, str | int] = {
            "zone": zone.id,
            "client": user,
            "host": host,
            "port": port,
            "password": password,
        }
        if ca is not None:
            fields["ca"] = str(ca)
        # A JSON string or number is one in TOML, too.
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in fields.items()]
        write_private(devices / f"{user}.toml", "".join(lines))
    gone = tuple(user for user in known if user not in passwords)
    for user in gone:
        (devices / f"{user}.toml").unlink()
    return Credentials(devices, passwords, tuple(user for user in users if user not in known), gone)


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner may enter; one that was there stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read; a crash leaves the old one or the new one."""
    draft = file.with_name(f".{file.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _password(file: Path, zone: str) -> str:
    """Read the file itself: the Settings class would let a WARTEMARKE_PASSWORD win over it."""
    try:
        fields = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotKeep(f"cannot read {file}: {error}") from None
    if fields.get("zone") != zone:
        raise CannotKeep(
            f'{file} belongs to zone "{fields.get("zone")}", not to "{zone}"; '
            "name another folder with --folder"
        )
    password = fields.get("password")
    if not isinstance(password, str) or not password:
        raise CannotKeep(f"{file} has no password; remove the file and a new one is made")
    return password
