from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from waiting_room.ui.translator import CatalogueTranslator
from waiting_room.words import catalogue
from waiting_room.words.catalogue import Catalogue

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Next"
msgstr "Der Nächste"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A catalogue of one message."""
    (tmp_path / "de.po").write_text(PO, "utf-8")
    monkeypatch.setattr(import_module("waiting_room.words.catalogue"), "FOLDER", tmp_path)
    return Catalogue("de")


def test_qt_asks_the_catalogue(qapp: Any, german: Catalogue) -> None:
    """Qt's translate answers from the catalogue, whatever the context."""
    translator = CatalogueTranslator(german)
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("DeskPage", "Next") == "Der Nächste"
        assert QCoreApplication.translate("Main", "Next") == "Der Nächste"
        assert QCoreApplication.translate("Main", "Unknown") == "Unknown"
    finally:
        QCoreApplication.removeTranslator(translator)


def test_it_is_worth_asking(qapp: Any) -> None:
    """A translator is never empty, or Qt would not ask it."""
    assert not CatalogueTranslator(catalogue("en")).isEmpty()
