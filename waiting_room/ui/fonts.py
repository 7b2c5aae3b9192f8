"""Fonts: the families that together have the letters of all languages."""

from PySide6.QtGui import QFontDatabase

NEEDED = ("Noto Sans", "Noto Sans Arabic")
FAMILIES = (*NEEDED, "DejaVu Sans")
"""The last has letters enough for a machine on which nobody has installed the others."""


def installed_families() -> list[str]:
    """Give those that are installed, the best first. Needs a QGuiApplication."""
    installed = set(QFontDatabase.families())
    return [family for family in FAMILIES if family in installed]


def missing_families() -> list[str]:
    """Give those that are needed and not installed. Needs a QGuiApplication."""
    installed = set(QFontDatabase.families())
    return [family for family in NEEDED if family not in installed]
