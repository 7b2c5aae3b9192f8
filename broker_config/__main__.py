"""wartemarke broker: runs the embedded broker, or renders what Mosquitto needs."""

import argparse
import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from broker_config.credentials import CannotKeep, keep_credentials
from broker_config.embedded import Embedded
from broker_config.mosquitto import INSTALLED, CannotRender, Place, render
from broker_config.process import CannotStart, WrongPlace
from waiting_room.rules.zone import Zone
from waiting_room.wire.settings import DATA, DONE, FAULT, WRONG_USE, parser, read_zone, stop

FOLDER = DATA / "broker"
SETTINGS = Path("/etc/wartemarke")
CA = SETTINGS / "ca.crt"
"""Where each program, on whichever machine, finds the broker's authority."""

EVERY_INTERFACE = frozenset({"0.0.0.0", "::"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the broker until SIGINT or SIGTERM, or render; gives the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _render(words[1:]) if words[:1] == ["render"] else _run(words)
    except (CannotKeep, CannotRender, WrongPlace) as error:
        stop(str(error))
    except (CannotStart, OSError) as error:
        stop(str(error), FAULT)


def _run(words: list[str]) -> int:
    options = parser(
        "broker",
        "Run a broker for this machine until SIGINT or SIGTERM. "
        "For a broker on the network, see: wartemarke broker render --help",
    )
    _add_places(options)
    given = options.parse_args(words)
    broker = Embedded(_zone(given), given.folder, given.port, host=given.host)
    asked: list[int] = []

    def end(number: int, frame: object) -> None:
        asked.append(number)
        broker.ask_to_stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    try:
        broker.start()
    except CannotStart:
        if asked:
            return DONE
        raise
    if broker.credentials.added or broker.credentials.removed:
        print(broker.credentials.said())
    print(
        f"ready on {broker.host}:{broker.port}; settings in {broker.credentials.folder}", flush=True
    )
    # Whoever asked before there was a process was not heard by it.
    code = None if asked else broker.wait()
    if not asked:
        stop(f"the broker ended with code {code}; see {broker.log}", FAULT)
    broker.stop()
    return DONE


def _render(words: list[str]) -> int:
    options = parser(
        "broker render", "Write the files Mosquitto needs, and every device's settings."
    )
    _add_places(options)
    options.add_argument(
        "--reach",
        metavar="HOST",
        help="name under which devices reach the broker (default: --host)",
    )
    options.add_argument(
        "--tls-folder", type=Path, metavar="DIR", help="with ca.crt, server.crt and server.key"
    )
    options.add_argument(
        "--allow-plain", action="store_true", help="listen to the network without TLS"
    )
    given = options.parse_args(words)
    zone = _zone(given)
    if given.reach is None and given.host in EVERY_INTERFACE:
        stop(f"{given.host} is no address devices can reach; name the broker's with --reach")
    place = Place(given.host, given.port, given.tls_folder, given.allow_plain)
    reach = given.reach or given.host
    ca = CA if given.tls_folder else None
    credentials = keep_credentials(zone, given.folder, host=reach, port=given.port, ca=ca)
    written = render(zone, credentials, given.folder, place)
    print(credentials.said())
    for file in (*written, *map(credentials.file, credentials.passwords)):
        print(f"wrote {file}")
    print(next_steps(zone, given.folder.absolute(), given.tls_folder))
    return DONE


def next_steps(zone: Zone, folder: Path, tls_folder: Path | None) -> str:
    """Tell what to do with the files, as commands for root on the machine of broker and hub."""
    conf, acl, passwords, devices = (
        shlex.quote(str(folder / name))
        for name in ("mosquitto.conf", "acl", "passwords", "devices")
    )
    websites = (device.id for device in zone.devices if device.role == "website")
    here = " ".join(f"{devices}/{user}.toml" for user in ("hub", *websites))
    steps = [
        f"install -d -o root -g mosquitto -m 0750 {INSTALLED}",
        f"install -o root -g mosquitto -m 0640 {acl} {passwords} {INSTALLED}",
        f"install -o root -g root -m 0644 {conf} /etc/mosquitto/mosquitto.conf",
        f"install -o wartemarke -g wartemarke -m 0400 {here} {SETTINGS}",
    ]
    bring = "its own file"
    if tls_folder is not None:
        key, ca = (
            shlex.quote(str(tls_folder.absolute() / name)) for name in ("server.key", "ca.crt")
        )
        # Mosquitto reads the key as its own user; what openssl has made is root's alone.
        steps += [
            f"chgrp mosquitto {key} && chmod 0640 {key}",
            f"install -o root -g root -m 0644 {ca} {CA}",
        ]
        bring = f"{CA} and its own file"
    lines = "".join(f"  {step}\n" for step in [*steps, "systemctl restart mosquitto"])
    return f"""
Next, as root on the broker's machine, which is the hub's, too:
{lines}Then bring each device {bring} from {devices}, and no other."""


def _add_places(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--folder", type=Path, default=FOLDER, metavar="DIR", help=f"default: {FOLDER}"
    )
    options.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    options.add_argument("--port", type=_port, default=1883, help="default: 1883")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def _zone(given: argparse.Namespace) -> Zone:
    if given.config is None:
        stop("name the zone's file with --config", WRONG_USE)
    return read_zone(given.config)


if __name__ == "__main__":
    sys.exit(main())
