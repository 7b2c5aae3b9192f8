"""The broker: is it there, is it one, does it speak TLS as this device, and take it?"""

import socket
import ssl
from pathlib import Path

from broker_config.knock import ACCEPTED, greet
from kiosk.doctor.finding import Finding, wrong
from waiting_room.wire.settings import Settings

CONNECT_S = 5.0


def look_at_broker(settings: Settings, file: Path, *, as_itself: bool) -> Finding | None:
    """Say why the broker that a settings file names cannot be used; None if it can.

    Two with one name throw each other out: unless `as_itself`, a stranger knocks, and whether this
    device is taken is not asked.
    """
    host, where = settings.host, f"{settings.host}:{settings.port}"
    try:
        with socket.create_connection((host, settings.port), CONNECT_S) as line:
            if settings.ca is None:
                code = _greet(line, settings, as_itself=as_itself)
            else:
                context = ssl.create_default_context(cafile=settings.ca)
                with context.wrap_socket(line, server_hostname=host) as secret:
                    code = _greet(secret, settings, as_itself=as_itself)
    except socket.gaierror:
        return wrong("broker", f"nobody knows the name {host}", f"correct host in {file}")
    except ConnectionRefusedError:
        return wrong(
            "broker",
            f"{host} is there, but nothing listens on port {settings.port}",
            f"correct port in {file}, or start the broker there (systemctl status mosquitto, or "
            "for a trial wartemarke broker)",
        )
    except ssl.SSLCertVerificationError as error:
        return wrong(
            "broker",
            f"its certificate is not accepted: {error.verify_message}",
            f"in {file}: is ca the right certificate, and host the name in the broker's? Is this "
            "machine's clock right?",
        )
    except ssl.SSLError as error:
        return wrong(
            "broker",
            f"TLS cannot begin: {error.reason or error}",
            f"is there a certificate in {settings.ca}, and does {where} speak TLS?",
        )
    except FileNotFoundError:
        return wrong(
            "broker",
            f"there is no {settings.ca}, which {file} names as ca",
            "bring it from the broker's machine",
        )
    except OSError as error:
        return wrong(
            "broker",
            f"{where} does not answer: {error.strerror or error}",
            "look after cable, switch and firewall, and whether the broker has TLS as ca in "
            f"{file} says",
        )
    if code is None:
        return _no_broker(settings, file)
    if as_itself and code != ACCEPTED:
        return _not_taken(settings, file)
    return None


def _greet(line: socket.socket, settings: Settings, *, as_itself: bool) -> int | None:
    if not as_itself:
        return greet(line)
    name = settings.client
    user = None if settings.password is None else name
    return greet(line, client=name, user=user, password=settings.password)


def _no_broker(settings: Settings, file: Path) -> Finding:
    """Tell a broker that wants TLS from what is none."""
    where = f"{settings.host}:{settings.port}"
    if settings.ca is None and _speaks_tls(settings):
        return wrong(
            "broker",
            f"{where} wants TLS, and {file} names no ca",
            f'bring ca.crt from the broker\'s machine, and write ca = "…/ca.crt" into {file}',
        )
    return wrong(
        "broker",
        f"something answers at {where}, but it is no MQTT broker",
        f"correct host and port in {file}",
    )


def _speaks_tls(settings: Settings) -> bool:
    context = ssl.create_default_context()
    # Whose certificate it is does not matter: nothing is told to whoever has it.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((settings.host, settings.port), CONNECT_S) as line:
            context.wrap_socket(line, server_hostname=settings.host).close()
    except OSError:
        return False
    return True


def _not_taken(settings: Settings, file: Path) -> Finding:
    return wrong(
        "broker",
        f"it does not take {settings.client} with the password in {file}",
        f"bring devices/{settings.client}.toml from the broker's machine; if it is the same, "
        "install the rendered acl and passwords there once more, and restart the broker",
    )
