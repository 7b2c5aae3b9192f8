"""The translator: lets `qsTr` in QML read the product's own catalogues."""

from PySide6.QtCore import QObject, QTranslator

from waiting_room.words import Catalogue


class CatalogueTranslator(QTranslator):
    """Answers Qt's requests for a translation from a gettext catalogue."""

    def __init__(self, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        """Tell Qt that it is worth asking."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Say one message; the context of a message is not used: one text, one meaning."""
        return self._words.say(source)
