"""Rows: a list of plain records as a model that QML can repeat over without jumping."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
TOP = QModelIndex()


class Rows(QAbstractListModel):
    """A list of records with the same fields; only what differs is told to QML."""

    def __init__(self, *fields: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = fields
        self._rows: list[Mapping[str, Any]] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = TOP) -> int:
        """See QAbstractListModel."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See QAbstractListModel."""
        if not index.isValid() or not FIRST_ROLE <= role < FIRST_ROLE + len(self._fields):
            return None
        return self._rows[index.row()][self._fields[role - FIRST_ROLE]]

    def roleNames(self) -> dict[int, QByteArray]:
        """See QAbstractListModel."""
        return {
            FIRST_ROLE + place: QByteArray(field.encode())
            for place, field in enumerate(self._fields)
        }

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Mapping[str, Any]:
        return self._rows[row]

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these records from now on; rows that stay the same are left alone."""
        same = min(len(rows), len(self._rows))
        for place in range(same):
            if self._rows[place] != rows[place]:
                self._rows[place] = rows[place]
                self.dataChanged.emit(self.index(place), self.index(place))
        if len(rows) > same:
            self.beginInsertRows(QModelIndex(), same, len(rows) - 1)
            self._rows += rows[same:]
            self.endInsertRows()
        elif len(self._rows) > same:
            self.beginRemoveRows(QModelIndex(), same, len(self._rows) - 1)
            del self._rows[same:]
            self.endRemoveRows()
