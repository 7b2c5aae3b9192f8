"""Settings: what a program needs to reach its broker, from a file or `WARTEMARKE_…` variables."""

import argparse
import secrets
import ssl
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from waiting_room.rules.faults import faults
from waiting_room.rules.shape import Name
from waiting_room.rules.zone import Zone
from waiting_room.wire.home import Home
from waiting_room.wire.life import last_will
from waiting_room.wire.link import Link
from waiting_room.wire.mqtt import MqttConnection

DATA = Path("wartemarke-data")
"""Where programs keep what they keep, unless they are told another folder."""

DONE, FAULT, WRONG_USE = 0, 1, 2
"""Exit codes of every program."""


def _host(text: str) -> str:
    """Pass what can be a machine's name: each program would end at another one, again and again."""
    try:
        can_be = text.isprintable() and bool(text.encode("idna"))
    except UnicodeError:
        can_be = False
    if not can_be:
        raise ValueError(f"“{text}” can be no machine's name; write its name or address")
    return text


class Settings(BaseSettings):
    """Who a program is, and where its broker is; variables win over the file."""

    model_config = SettingsConfigDict(env_prefix="WARTEMARKE_", extra="forbid")
    zone: Name
    client: Name
    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    port: int = Field(1883, gt=0, lt=65536)
    password: str | None = None
    ca: Path | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read variables first, then the file that `--config` names."""
        file = init_settings.init_kwargs.pop("file", None)  # type: ignore[attr-defined] # always an InitSettingsSource
        sources: list[PydanticBaseSettingsSource] = [init_settings, env_settings]
        if file is not None:
            sources.append(TomlConfigSettingsSource(settings_cls, file))
        return tuple(sources)


def parser(program: str, purpose: str) -> argparse.ArgumentParser:
    """Give the options that every program has."""
    options = argparse.ArgumentParser(prog=f"wartemarke {program}", description=purpose)
    options.add_argument("--config", type=Path, metavar="FILE", help="settings as TOML")
    options.add_argument(
        "--version", action="version", version=f"wartemarke {version('wartemarke')}"
    )
    return options


def read_settings(file: Path | None) -> Settings:
    """Read a device's settings; on a fault say what to do and end with exit code 2."""
    try:
        if file is not None:
            file.open("rb").close()
        return Settings(file=file)  # type: ignore[call-arg] # taken out by settings_customise_sources
    except ValidationError as error:
        stop(
            f"the settings are not complete: {'; '.join(faults(error, Settings))}. "
            "Name the device's file with --config, or set WARTEMARKE_ZONE, WARTEMARKE_CLIENT, …"
        )
    except OSError as error:
        stop(f"cannot read {file}: {error.strerror}")
    except tomllib.TOMLDecodeError as error:
        stop(f"cannot read {file}: {error}")


def read_zone(file: Path) -> Zone:
    """Read a zone file; on faults say what to do, each on its line, and end with exit code 2."""
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        stop(f"cannot read {file}: {error.strerror}")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        stop(f"cannot read {file}: {error}")
    try:
        return Zone.model_validate(raw)
    except ValidationError as error:
        said = "".join(f"\n- {fault}" for fault in faults(error, Zone, raw))
        stop(f"{file} does not describe a zone:{said}")


def stop(sentence: str, code: int = WRONG_USE) -> NoReturn:
    """End the program with one sentence for the person who started it."""
    print(f"wartemarke: {sentence}", file=sys.stderr)
    raise SystemExit(code)


def trusted(ca: Path | None) -> ssl.SSLContext | None:
    """Read whose certificates to believe, None without TLS; on a fault say what to do and end."""
    if ca is None:
        return None
    where = "bring ca.crt from the broker's machine, or correct ca in this program's settings"
    try:
        return ssl.create_default_context(cafile=ca)
    except ssl.SSLError:
        stop(f"there is no certificate in {ca}; {where}")
    except OSError as error:
        stop(f"cannot read {ca}: {error.strerror}; {where}")


def make_link(settings: Settings, home: Home) -> Link:
    """Wire a device's link over MQTT."""
    nonce = secrets.token_hex(8)
    connection = MqttConnection(
        home,
        client=settings.client,
        host=settings.host,
        port=settings.port,
        password=settings.password,
        tls=trusted(settings.ca),
        will=last_will(settings.zone, settings.client, nonce),
    )
    return Link(connection, home, zone=settings.zone, client=settings.client, nonce=nonce)
