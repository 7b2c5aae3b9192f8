"""Lists what on this machine could be a scanner, for whoever sets one up."""

import os
from pathlib import Path

from hardware.device_files import ROOT, DeviceFile, Kind, device_files, text_of
from hardware.found import Found

RETURN = 28
LETTER_A = 30


def found_scanners(root: Path = ROOT) -> list[Found]:
    """Serial lines on the USB, then keyboards, then cameras.

    A keyboard that people type on looks like a scanner that types, so whoever asks has to choose.
    """
    return [
        *(_found("usb", one) for one in device_files(Kind.SERIAL, root)),
        *(_found("keyboard", one) for one in device_files(Kind.KEYS, root) if _types(one)),
        *(_found("camera", one) for one in device_files(Kind.VIDEO, root) if _gives_pictures(one)),
    ]


def _found(kind: str, one: DeviceFile) -> Found:
    allowed = os.access(one.file, os.R_OK if kind == "keyboard" else os.R_OK | os.W_OK)
    return Found(f"{kind}:{one.usb_id}", one.name, one.file, allowed)


def _types(one: DeviceFile) -> bool:
    """Whether it has Return and letters; the kernel writes the lowest 64 keys last."""
    keys = int(text_of(one.sys / "device/capabilities/key").rpartition(" ")[2] or "0", 16)
    return bool(keys >> RETURN & 1 and keys >> LETTER_A & 1)


def _gives_pictures(one: DeviceFile) -> bool:
    """Whether it is the first of a camera's files; the others tell about its pictures."""
    return text_of(one.sys / "index") == "0"
