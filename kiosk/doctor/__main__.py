"""`wartemarke doctor`: examine this machine, one sentence for each finding."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from hardware.printer import open_printer
from hardware.scanner import INSTALL_READER, NoReader, open_scanner
from kiosk.doctor import disk, machine, memory, plugged, printing, scanning, zone
from kiosk.doctor.broker import look_at_broker
from kiosk.doctor.finding import Finding, Sign, look, wrong
from waiting_room.wire.settings import DATA, DONE, FAULT, Settings, parser, read_settings

SCAN_S = 30.0


def main() -> int:
    """Examine, and say what is wrong; 1 if anything is."""
    asked = options().parse_args()
    environment = dict(os.environ)
    # The letters of the test slip are drawn without a screen, also where there is one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication(sys.argv[:1])
    settings = read_settings(asked.config) if asked.config else None
    found = []
    for finding in Examination(asked, settings, environment).findings():
        found.append(finding)
        if not asked.json:
            print(finding.line(), flush=True)
    app.shutdown()
    is_well = all(one.sign is not Sign.WRONG for one in found)
    if asked.json:
        print(json.dumps({"well": is_well, "findings": [vars(one) for one in found]}, indent=2))
    return DONE if is_well else FAULT


def options() -> argparse.ArgumentParser:
    """Give the command's options."""
    asked = parser("doctor", "Say in sentences what is wrong with this kiosk, and what to do.")
    asked.add_argument("--data", type=Path, default=DATA, help=f"the kiosk's folder ({DATA})")
    asked.add_argument("--printer", metavar="URL", help="a printer other than the zone's")
    asked.add_argument("--scanner", metavar="URL", help="a scanner other than the zone's")
    asked.add_argument("--print", action="store_true", help="print a test slip")
    asked.add_argument(
        "--scan", type=float, nargs="?", const=SCAN_S, metavar="S", help="wait for a scan (30 s)"
    )
    asked.add_argument("--json", action="store_true", help="for machines")
    return asked


class Examination:
    """One examination, from the machine itself to the paper and the scanner."""

    def __init__(
        self, asked: argparse.Namespace, settings: Settings | None, environment: dict[str, str]
    ) -> None:
        self._asked = asked
        self._settings = settings
        self._environment = environment
        self._known = memory.Remembered()

    def findings(self) -> Iterator[Finding]:
        """Examine one after the other, and find."""
        yield from machine.look_at_user()
        yield machine.look_at_screen(self._environment)
        yield machine.look_at_drawing(self._environment)
        yield machine.look_at_letters()
        yield from machine.look_at_others()
        yield from disk.look_at_disk(self._asked.data)
        if self._settings is not None:
            yield from self._zone(self._settings, self._asked.config)
        if self._known.runs:
            yield from self._not_tried()
        else:
            yield from self._printer()
            yield from self._scanner()

    def _not_tried(self) -> Iterator[Finding]:
        """Say what was asked for, and cannot be done beside a kiosk that runs."""
        first = "stop it first: systemctl stop wartemarke-kiosk"
        if self._asked.print:
            yield wrong("test slip", "it was not printed: the kiosk program has the printer", first)
        if self._asked.scan:
            yield wrong("scan", "nothing was read: the kiosk program has the scanner", first)

    def _zone(self, settings: Settings, file: Path) -> Iterator[Finding]:
        """Examine what a settings file names; a kiosk that runs is not disturbed."""
        journal = self._asked.data / f"{settings.client}.sqlite"
        yield from memory.look_at_journal(journal, self._known)
        unusable = look_at_broker(settings, file, as_itself=not self._known.runs)
        if unusable is not None:
            yield unusable
        elif not self._known.runs:
            heard = asyncio.run(zone.hear(settings))
            self._known.zone = heard.zone or self._known.zone
            self._known.device = heard.device or self._known.device
            yield from zone.look_at_heard(heard, settings, file)

    def _printer(self) -> Iterator[Finding]:
        device = self._known.device
        url = self._asked.printer or (device.printer if device else "")
        if not url:
            yield from plugged.list_printers()
            return
        try:
            printer = open_printer(url)
        except ValueError as error:
            yield wrong("printer", str(error).rstrip("."), "correct the zone's file")
            return
        hindered = plugged.look_at_files("printer", url)
        if hindered is not None:
            yield hindered
            yield from plugged.list_printers()
            return
        yield printing.look_at_state(printer.state(), url)
        if self._asked.print:
            first = self._known.zone.languages[0] if self._known.zone else "de"
            yield printing.print_trial(printer, (first, "ar"))
        printer.close()

    def _scanner(self) -> Iterator[Finding]:
        device = self._known.device
        url = self._asked.scanner or (device.scanner if device else "")
        if not url:
            yield from plugged.list_scanners()
            return
        if url == "none:":
            yield look("scanner", "there is none, as the zone's file says", "nothing, if meant so")
            return
        try:
            scanner = open_scanner(url)
        except NoReader:
            yield wrong("scanner", f"{url} is read by what is not installed here", INSTALL_READER)
            return
        except ValueError as error:
            yield wrong("scanner", str(error).rstrip("."), "correct the zone's file")
            return
        hindered = plugged.look_at_files("scanner", url)
        if hindered is not None:
            yield hindered
            yield from plugged.list_scanners()
        else:
            yield scanning.look_at_scanner(scanner, url)
            if self._asked.scan:
                print("hold a code under the scanner now", file=sys.stderr, flush=True)
                scan = scanning.wait_for_scan(scanner, self._asked.scan)
                yield scanning.look_at_scan(scan, self._known.zone)
        scanner.close()


if __name__ == "__main__":
    sys.exit(main())
