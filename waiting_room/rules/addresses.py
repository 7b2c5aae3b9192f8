"""Addresses of printers and scanners: their forms, as far as a zone's file can tell what can be.

What opens them is in `hardware`, which the rules do not know; it refuses what only it can judge.
"""

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import AfterValidator

USB_ID = "[0-9a-fA-F]{4}:[0-9a-fA-F]{4}"
HOST = r"(\[[^\]]+\]|[^\[\]:/?\s]+)"
PORT = "0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"

PRINTERS = {
    "network": (rf"{HOST}(:{PORT})?", "network:192.0.2.7:9100"),
    "usb": (rf"{USB_ID}(:.+)?", "usb:04b8:0e15"),
    "serial": ("/.+", "serial:/dev/ttyUSB0"),
    "file": ("/.+", "file:/dev/usb/lp0"),
    "virtual": (".+", "virtual:FOLDER"),
    "none": ("", "none:"),
}
"""What follows a printer's kind, its options left out, and what such an address looks like."""

SCANNERS = {
    "usb": (USB_ID, "usb:0c2e:0206"),
    "serial": ("/.+", "serial:/dev/ttyACM0"),
    "keyboard": (rf"{USB_ID}|/.+", "keyboard:05e0:1200"),
    "camera": (".+", "camera:046d:0825"),
    "virtual": (".+", "virtual:PIPE"),
    "none": ("", "none:"),
}


def _one_of(forms: Mapping[str, tuple[str, str]]) -> Callable[[str], str]:
    """Give the check that lets an address of these forms pass, and says what else to write."""

    def check(url: str) -> str:
        kind, colon, rest = url.partition(":")
        if not colon or kind not in forms:
            *others, last = (f'"{example}"' for _, example in forms.values())
            raise ValueError(f'write {", ".join(others)} or {last}, not "{url}"')
        pattern, example = forms[kind]
        place = rest if kind == "none" else rest.partition("?")[0]
        if not re.fullmatch(pattern, place):
            raise ValueError(f'write it like "{example}", not "{url}"')
        return url

    return check


Printer = Annotated[str, AfterValidator(_one_of(PRINTERS))]
Scanner = Annotated[str, AfterValidator(_one_of(SCANNERS))]
