import logging

from waiting_room.wire.views import BoardView, CounterView


def test_an_older_view_never_replaces_a_newer_one(scene):
    """A late message with a lower generation or seq is dropped."""
    boards = []
    scene.link.watch(BoardView, lambda key, board: boards.append(board.next))
    for generation, seq, number in ((1, 5, "K005"), (1, 4, "K004"), (1, 5, "K055"), (2, 1, "K201")):
        scene.say("view/board", generation=generation, seq=seq, calls=[], next=[number])

    assert boards == [("K005",), ("K055",), ("K201",)]


def test_all_of_a_keyed_view_can_be_followed(scene):
    """With + as a key, each counter's view comes with its key; one that has ended is None."""
    seen = []
    scene.link.watch(CounterView, lambda key, view: seen.append((key, view and view.status)), "+")
    body = {"counter": "2", "status": "open", "reason": "", "ticket": None, "next": None,
            "waiting": 0, "line": [], "held": [], "missed": []}  # fmt: skip
    scene.say("view/counter/2", generation=1, seq=1, **body)
    scene.say("view/counter/2", generation=1, seq=2, gone=True)

    assert seen == [("2", "open"), ("2", None)]


def test_a_view_may_have_fields_that_are_not_known_yet(scene):
    """A newer hub may say more; an unreadable view is logged and changes nothing."""
    boards = []
    scene.link.watch(BoardView, lambda key, board: boards.append(board))
    scene.say("view/board", generation=1, seq=1, calls=[], next=[], colour="red")
    assert len(boards) == 1


def test_an_unreadable_view_is_logged_and_changes_nothing(scene, caplog):
    """A message that does not fit does not end the program."""
    boards = []
    scene.link.watch(BoardView, lambda key, board: boards.append(board))
    with caplog.at_level(logging.WARNING):
        scene.say("view/board", generation=1, seq=1, calls="many")

    assert boards == []
    assert "older than its hub" in caplog.text


def test_each_of_several_watchers_hears_a_view(scene):
    """One of a single counter's view, one of all; what is gone for ever is forgotten."""
    seen = []
    for who, key in (("one", "2"), ("all", "+"), ("other", "3")):
        scene.link.watch(CounterView, lambda key, view, who=who: seen.append((who, key)), key)
    body = {"counter": "2", "status": "open", "reason": "", "ticket": None, "next": None,
            "waiting": 0, "line": [], "held": [], "missed": []}  # fmt: skip
    scene.say("view/counter/2", generation=2, seq=9, **body)
    scene.hub.publish("wm/sued/view/counter/2", b"")
    scene.say("view/counter/2", generation=1, seq=1, **body)

    assert seen == [("one", "2"), ("all", "2")] * 2
