from random import Random

from tests.power_cuts.disk import Disk
from tests.power_cuts.steps import FolderSynced, Made, Removed, Resized, Synced, Wrote

OLD, NEW = b"o" * 4096, b"n" * 4096
MANY = 400


def found(disk):
    """Cut the power often, and give all that was ever found."""
    return [disk.after_a_cut(Random(number)) for number in range(MANY)]


def after(files, *steps):
    disk = Disk(files)
    for step in steps:
        disk.do(step)
    return disk


def test_what_is_synced_is_there():
    """A sync covers all bytes and the size, whatever is written after it."""
    disk = after({"a": b""}, Wrote("a", 0, NEW), Synced("a"), Wrote("a", 4096, NEW))
    assert all(files["a"][:4096] == NEW for files in found(disk))


def test_of_what_is_not_synced_any_sector_may_be_missing():
    """The first sector may be new and the last old, and the other way round."""
    disk = after({"a": OLD}, Wrote("a", 0, NEW))
    ends = {(files["a"][:1], files["a"][-1:]) for files in found(disk)}
    assert {(b"o", b"n"), (b"n", b"o"), (b"o", b"o"), (b"n", b"n")} <= ends


def test_a_later_write_into_a_sector_never_comes_before_an_earlier_one():
    """Two writes of one sector are there in their order; only a torn one is neither."""
    disk = after({"a": b"oo"}, Wrote("a", 0, b"n"), Wrote("a", 1, b"n"))
    whole = {files["a"] for files in found(disk) if set(files["a"]) <= set(b"on")}
    assert whole == {b"oo", b"no", b"nn"}


def test_bytes_that_were_not_to_change_stay():
    """A torn write may leave anything where it wrote, and nothing beside it."""
    disk = after({"a": OLD}, Wrote("a", 100, b"n" * 50))
    contents = [files["a"] for files in found(disk)]
    assert all(one[:100] + one[150:] == b"o" * 4046 for one in contents)
    assert any(set(one[100:150]) - set(b"on") for one in contents)


def test_a_file_that_grew_may_have_any_size_between():
    """Size and bytes are kept apart: a file may be long enough and empty."""
    disk = after({"a": b"o"}, Wrote("a", 4096, NEW))
    sizes = {len(files["a"]) for files in found(disk)}
    assert {1, 8192} < sizes
    assert any(files["a"][4096:] == bytes(4096) for files in found(disk))


def test_a_file_that_was_cut_may_have_either_size():
    """What was cut off may still be there until the file is synced."""
    disk = after({"a": OLD}, Resized("a", 10))
    assert {len(files["a"]) for files in found(disk)} >= {10, 4096}
    disk.do(Synced("a"))
    assert found(disk)[0]["a"] == OLD[:10]


def test_a_new_name_needs_a_sync_of_its_folder():
    """Bytes that are synced are of no use under a name that is not."""
    disk = after({}, Made("a"), Wrote("a", 0, NEW), Synced("a"))
    assert {"a" in files for files in found(disk)} == {True, False}
    disk.do(FolderSynced())
    assert all(files == {"a": NEW} for files in found(disk))


def test_a_removed_file_may_be_back_until_its_folder_is_synced():
    """With its bytes, even when another has taken its name."""
    disk = after({"a": OLD}, Removed("a"), Made("a"), Wrote("a", 0, NEW), Synced("a"))
    assert {files.get("a") for files in found(disk)} == {OLD, NEW, None}
