"""A booking was moved to an earlier day: the paper of before, with its good signature, is none."""

import shutil

from tests.waiting_room.hub.website import EIGHT
from waiting_room.hub.hub import FORGET_EVERY_S

FAR = "2026-12-03T07:00:00+00:00"
"""Ten days after the day on which it is booked, and nine after `EIGHT`."""


def test_a_paper_of_before_after_a_restart(desk, stage):
    """A hub that begins long after the visit still knows that the booking was moved."""
    booking = desk.book(starts_at=FAR)
    desk.ok("move_booking", code=booking["code"], starts_at=EIGHT)
    stage.later(days=9)
    stage.home.advance(FORGET_EVERY_S)  # what is so long over is in no seat book any more
    stage.walk_in()
    stage.kill()
    stage.start()
    stage.later(days=1, minutes=-75)

    assert desk.check_in(booking["signed"])["error"]["code"] == "other_day"


def test_a_paper_of_before_after_a_restore(desk, stage, tmp_path):
    """The seat book knows it, where the room's file is an older copy; nor does it unlearn it."""
    booking = desk.book(starts_at=FAR)
    stage.kill()
    shutil.copy(stage.folder / "sued.sqlite", tmp_path / "copy.sqlite")
    stage.start()
    moved = desk.ok("move_booking", code=booking["code"], starts_at=EIGHT)
    stage.later(days=3)
    stage.walk_in()
    stage.kill()
    for file in stage.folder.glob("sued.sqlite*"):
        file.unlink()
    shutil.copy(tmp_path / "copy.sqlite", stage.folder / "sued.sqlite")
    stage.start(restored=True)

    assert desk.ok("find_booking", code=booking["code"])["starts_at"] == moved["starts_at"]
    stage.later(days=7, minutes=-75)
    assert desk.check_in(booking["signed"])["error"]["code"] == "other_day"
