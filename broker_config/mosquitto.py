"""Mosquitto: renders its configuration, its access list and its password file for a zone."""

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from broker_config.credentials import Credentials, private_folder, write_private
from broker_config.rights import is_loopback, rights_in
from waiting_room.rules.zone import Zone
from waiting_room.wire.topics import Rights

INSTALLED = Path("/etc/mosquitto/wartemarke")
"""Where the access list and the password file are copied on the broker's machine."""

TLS_FILES = ("ca.crt", "server.crt", "server.key")

LIMITS = {
    "max_packet_size": 1 << 20,
    "max_inflight": 1_000,
    "max_queued": 20_000,
    "max_queued_bytes": 64 * 1024 * 1024,
    "max_connections": 500,
}

# 2.0.11 reads any count; more rounds would slow down each connect and protect nothing, because
# the passwords are 192 random bits.
ROUNDS = 101
SALT_BYTES = 12  # 2.0.11 refuses any other length


class CannotRender(Exception):
    """These options would make a broker that must not be; says why and what to do."""


@dataclass(frozen=True)
class Place:
    """Where Mosquitto listens, and where it finds and keeps its files.

    Raises CannotRender when passwords would travel over a network in the clear, or when a file
    for TLS is missing.
    """

    host: str = "127.0.0.1"
    port: int = 1883
    tls: Path | None = None
    allow_plain: bool = False
    files: Path = INSTALLED
    data: Path = Path("/var/lib/mosquitto")
    user: str = "mosquitto"

    def __post_init__(self) -> None:
        if self.tls is None and not is_loopback(self.host) and not self.allow_plain:
            raise CannotRender(
                f"{self.host} can be reached from the network, where passwords and names would "
                "travel in the clear; give --tls-folder, or say --allow-plain"
            )
        if self.tls is not None:
            missing = [name for name in TLS_FILES if not (self.tls / name).is_file()]
            if missing:
                raise CannotRender(f"there is no {', '.join(missing)} in {self.tls}")


def render(zone: Zone, credentials: Credentials, folder: Path, place: Place) -> tuple[Path, ...]:
    """Write `mosquitto.conf`, `acl` and `passwords` into a folder; gives what was written."""
    texts = {
        "mosquitto.conf": configuration(zone.id, place),
        "acl": access_list(rights_in(zone)),
        "passwords": password_file(credentials.passwords),
    }
    private_folder(folder)
    for name, text in texts.items():
        write_private(folder / name, text)
    return tuple(folder / name for name in texts)


def configuration(zone: str, place: Place) -> str:
    """Fill the template; its comments say why each line is there."""
    text = files("broker_config").joinpath("mosquitto.conf").read_text("utf-8")
    return Template(text).substitute(
        LIMITS,
        zone=zone,
        host=place.host,
        port=place.port,
        files=place.files,
        data=place.data,
        user=place.user,
        tls="" if place.tls is None else _tls(place.tls),
    )


def access_list(users: Iterable[Rights]) -> str:
    """Write every user's rights; what is not written here is forbidden."""
    blocks = [
        "\n".join(
            [
                f"user {rights.user}",
                *(f"topic write {topic}" for topic in rights.write),
                *(f"topic read {topic}" for topic in rights.read),
            ]
        )
        for rights in users
    ]
    return "\n\n".join(["# Derived from the devices' roles; never edited.", *blocks]) + "\n"


def password_file(passwords: Mapping[str, str]) -> str:
    """Write the password file as Mosquitto reads it."""
    return "".join(f"{user}:{hashed(password)}\n" for user, password in passwords.items())


def hashed(password: str, salt: bytes | None = None) -> str:
    """Hash a password in Mosquitto's format 7, PBKDF2 over SHA-512."""
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _tls(folder: Path) -> str:
    folder = folder.absolute()
    return (
        f"cafile {folder / 'ca.crt'}\n"
        f"certfile {folder / 'server.crt'}\n"
        f"keyfile {folder / 'server.key'}\n"
        "tls_version tlsv1.2"
    )
