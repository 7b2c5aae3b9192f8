from typing import Any

from PySide6.QtCore import QModelIndex

from waiting_room.ui.rows import FIRST_ROLE, Rows


def follow(rows: Rows) -> list[tuple[str, int]]:
    """Note what a view would be told."""
    told: list[tuple[str, int]] = []
    rows.dataChanged.connect(lambda top, bottom: told.append(("changed", top.row())))
    rows.rowsInserted.connect(lambda parent, first, last: told.append(("inserted", last)))
    rows.rowsRemoved.connect(lambda parent, first, last: told.append(("removed", first)))
    return told


def test_only_what_differs_is_told(qapp: Any) -> None:
    """Rows that stay the same are left alone; the others change, come or go."""
    rows = Rows("name")
    told = follow(rows)
    rows.show([{"name": "a"}, {"name": "b"}])
    rows.show([{"name": "a"}, {"name": "c"}])
    rows.show([{"name": "a"}])
    rows.show([{"name": "a"}])
    assert told == [("inserted", 1), ("changed", 1), ("removed", 1)]


def test_fields_are_roles(qapp: Any) -> None:
    """QML reads each field by its name, and nothing under another role."""
    rows = Rows("number", "counter")
    rows.show([{"number": "K042", "counter": "4"}])
    assert [bytes(name.data()) for name in rows.roleNames().values()] == [b"number", b"counter"]
    assert rows.data(rows.index(0), FIRST_ROLE + 1) == "4"
    assert rows.data(rows.index(0), FIRST_ROLE + 2) is None
    assert rows.data(QModelIndex(), FIRST_ROLE) is None


def test_a_list_has_no_branches(qapp: Any) -> None:
    """A row has no rows below it."""
    rows = Rows("name")
    rows.show([{"name": "a"}])
    assert (rows.rowCount(), rows.rowCount(rows.index(0)), len(rows)) == (1, 0, 1)
    assert rows[0]["name"] == "a"
