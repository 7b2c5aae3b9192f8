from collections import Counter
from datetime import timedelta

import pytest

from tests.checker.history import History, Operation
from tests.checker.journal import Commit, Row, broken_links
from tests.checker.kiosk import YESTERDAY_MS
from tests.checker.model.arriving import Forecast
from tests.checker.model.asked import Asked, split
from tests.checker.model.changes import NEW
from tests.checker.model.numbers import counted_on, highest
from tests.checker.model.order import ahead, line, why
from tests.checker.model.room import Room
from tests.checker.model.rules import answer
from tests.checker.onlooker import SEATS, Onlooker
from tests.checker.plan import plan
from tests.checker.scene import CLIENTS, DAY_BEGINS, KIOSKS, LETTERS, Scene
from tests.checker.window import Window, Windows


def operation(id):
    return Operation("counter-1", id, "recall", {"counter": "1"})


def heard(history, one, seq):
    history.heard(one.client, f'{{"id": "{one.id}", "ok": true, "seq": {seq}}}'.encode())


def test_an_operation_lies_after_what_was_answered_before_and_before_what_was_asked_after():
    """Two that were on their way at once may have happened in either order; others may not."""
    history, commits = History(), {}
    first, one, other, last = map(operation, "abcd")
    for together, seqs in (([first], [3]), ([one, other], [7, 5]), ([last], [9])):
        for asked in together:
            history.sent(asked)
        for asked, seq in zip(together, seqs, strict=True):
            heard(history, asked, seq)
            commits[asked.key] = Commit(seq, seq, DAY_BEGINS, asked.key, [])
    windows = Windows(history.operations.values(), commits)

    assert windows.of(first) == Window(0, 4)
    assert windows.of(one) == windows.of(other) == Window(3, 8)
    assert windows.of(last).low == 7


def test_a_row_that_was_changed_breaks_the_chain():
    """Its own hash does not fit any more, nor does the one that covers it."""
    rows = [Row(seq, DAY_BEGINS, "day_opened", "{}", "hub", "", b"") for seq in (1, 2)]
    assert [row.seq for row in broken_links(rows)] == [1, 2]


def test_a_seed_is_a_plan():
    """The same seed asks the same, another seed another; everybody asks, and some ask again."""
    drawn = plan(1, 2000)
    assert [str(one) for one in drawn] == [str(one) for one in plan(1, 2000)]
    assert [str(one) for one in drawn] != [str(one) for one in plan(2, 2000)]
    assert {one.client for one in drawn} == set(CLIENTS)
    assert len(set(map(id, drawn))) == 2000 < len(drawn)


def test_a_plan_tells_of_slips_in_every_way():
    """Offers, slips told again, by somebody else, of yesterday, with one number or one booking."""
    drawn = list(dict.fromkeys(plan(1, 6000)))
    issuing = [one for one in drawn if one.name in ("issue_ticket", "check_in")]
    slips = [one for one in issuing if "printed_at" in one.fields]
    tokens = Counter(one.fields["token"] for one in slips)
    numbers = Counter(one.fields["number"] for one in slips)
    codes = Counter(one.fields["code"] for one in slips if one.name == "check_in")

    assert any("number" in one.fields and one not in slips for one in issuing)
    assert any(one.ttl_ms is None and one not in slips for one in issuing)
    assert all(max(counted.values()) > 1 for counted in (tokens, numbers, codes))
    assert len(tokens) > len(numbers)
    assert any(one.age_ms == YESTERDAY_MS for one in slips)
    assert any(one.fields["number"].startswith("X") for one in slips)
    assert {one.client for one in slips} > set(KIOSKS)
    assert any("above" in one.fields for one in drawn if one.name == "lease_numbers")


def test_kiosks_tell_of_numbers_that_nobody_has_leased():
    """Slips and offers, of their own letter and of others', a little and far ahead of all."""
    drawn = dict.fromkeys(plan(1, 6000))
    told = [one for one in drawn if one.client in KIOSKS and "number" in one.fields]
    once = Counter(one.fields["number"] for one in told)
    kinds = {
        (
            "printed_at" in one.fields,
            one.fields["number"][0] == LETTERS[one.client],
            len(one.fields["number"]) == len("K12345"),
        )
        for one in told
        if once[one.fields["number"]] == 1 and one.fields["number"][0] in LETTERS.values()
    }
    assert len(kinds) == 8


def waiting(number, service, came_min):
    at = DAY_BEGINS + timedelta(minutes=came_min)
    return NEW | {
        "number": number,
        "service": service,
        "issued_by": "kiosk-1",
        "booking": None,
        "arrived_at": at,
        "stands_at": at,
        "then": [],
    }


@pytest.mark.parametrize(
    ("policy", "numbers", "code"),
    [
        ("due-date", ["K003", "K002", "K001"], "emergency"),
        ("accumulating", ["K001", "K003", "K002"], "longest"),
        ("fifo", ["K001", "K002", "K003"], "longest"),
    ],
)
def test_the_models_order_is_what_a_watch_says(tmp_path, policy, numbers, code):
    """An application is due at minute 4, papers at 1, an emergency at 3 less a head start of 3.

    At minute 3 the first has stood for the head start, which ends being overtaken by credit.
    """
    room = Room(Scene(tmp_path / "scene", policy).zone())
    tickets = [
        waiting("K001", "application", 0),
        waiting("K002", "papers", 1),
        waiting("K003", "emergency", 1),
    ]
    for ticket in tickets:
        room.commit([{"event": "ticket_issued", "ticket": ticket}], ticket["stands_at"])
    for counter in room.counters:
        room.commit([{"event": "counter_opened", "counter": counter, "clerk": None}], DAY_BEGINS)
    now = DAY_BEGINS + timedelta(minutes=3)
    in_order = line(room, "8", now)

    assert [ticket["number"] for ticket in in_order] == numbers
    assert [ahead(room, ticket, now) for ticket in in_order] == [0, 1, 2]
    assert why(room, in_order[0], "8", now)["code"] == code
    assert why(room, in_order[1], "8", now)["code"] == "chosen"


def test_the_models_numbers_are_numbers(tmp_path):
    """Of those who came at the same moment K999 is called before K1000; longer ones follow."""
    room = Room(Scene(tmp_path / "scene", "due-date").zone())
    for number in ("K1000", "K999B", "K999", "X9K2M"):
        ticket = waiting(number, "papers", 0)
        room.commit([{"event": "ticket_issued", "ticket": ticket}], DAY_BEGINS)
    for counter in room.counters:
        room.commit([{"event": "counter_opened", "counter": counter, "clerk": None}], DAY_BEGINS)

    in_order = [ticket["number"] for ticket in line(room, "8", DAY_BEGINS)]
    assert in_order == ["K999", "K1000", "K999B", "X9K2M"]


def test_the_models_letters_are_used_up_by_their_own_kiosks_alone(tmp_path):
    """By no single number far ahead; and whatever somebody has is left out."""
    room = Room(Scene(tmp_path / "scene", "due-date").zone())
    known = {"K003": "kiosk-2", "K900": "kiosk-2", "K002": "kiosk-1", "K1003": "kiosk-1"}
    for number, kiosk in known.items():
        ticket = waiting(number, "papers", 0) | {"issued_by": kiosk}
        room.commit([{"event": "ticket_issued", "ticket": ticket}], DAY_BEGINS)
    asked = Asked("lease_numbers", {}, "kiosk-1", DAY_BEGINS)
    _, (leased,) = split(answer(room, asked))

    assert highest(room, "K") == 2
    assert counted_on(room, "kiosk-1") == "K004"
    assert (leased["lease"]["first"], leased["lease"]["last"]) == (4, 103)


LEASE = {"letter": "K", "first": 1, "last": 100, "leased_at": DAY_BEGINS}


def slip(number, ago_min):
    """Ask the model about a slip, half an hour after its lease."""
    told = {"service": "papers", "token": "a" * 26, "number": number, "printed_at": "ever"}
    now, age_ms = DAY_BEGINS + timedelta(minutes=30), ago_min * 60_000
    return Asked("issue_ticket", told, "kiosk-1", now, age_ms=age_ms, ttl_ms=None)


@pytest.mark.parametrize(
    ("number", "ago_min", "minute"),
    [("K007", 0, 30), ("K007", 10, 20), ("K007", 50, 0), ("K101", 50, -20), ("X9K2M", 50, -20)],
)
def test_the_models_slips_are_as_old_as_they_can_be(tmp_path, number, ago_min, minute):
    """The hub's clock less their age, and of a leased number since the lease at most."""
    room = Room(Scene(tmp_path / "scene", "due-date").zone())
    room.commit([{"event": "numbers_leased", "device": "kiosk-1", "lease": LEASE}], DAY_BEGINS)
    codes, (issued,) = split(answer(room, slip(number, ago_min)))

    assert not codes
    assert issued["ticket"]["number"] == number
    assert issued["ticket"]["stands_at"] == DAY_BEGINS + timedelta(minutes=minute)


def test_the_models_day_is_over_at_four(tmp_path):
    """The run begins an hour later: what was printed before that hour is yesterday's."""
    room = Room(Scene(tmp_path / "scene", "due-date").zone())
    yesterday, _ = split(answer(room, slip("K007", ago_min=91)))
    today, _ = split(answer(room, slip("K007", ago_min=90)))

    assert (yesterday, today) == ({"day_over"}, set())


def test_what_the_hub_promises_is_nothing_or_a_span():
    """Any forecast will do, but not one that ends before it begins."""
    assert [Forecast() == told for told in (None, [300, 600], [0, 0])] == [True] * 3
    assert [Forecast() == told for told in ([600, 300], [-1, 5], 300)] == [False] * 3


def beat(seq, second):
    return {"up": True, "seq": seq, "at": f"{second}", "generation": 1}


def test_all_is_settled_once_every_seat_has_heard_two_beats_of_the_same_seq():
    """The retained beat that comes twice is one, and what is heard later is not kept."""
    onlooker = Onlooker()
    seats = [f"seat {place}" for place in range(SEATS)]
    for seat in seats:
        onlooker.watch(seat)
        onlooker.heard(seat, "hub", beat(7, 1))
        onlooker.heard(seat, "hub", beat(7, 1))
        assert not onlooker.settled
    onlooker.heard(seats[0], "view/board", {"seq": 7})
    for seat in seats:
        assert not onlooker.settled
        onlooker.heard(seat, "hub", beat(7, 2))
    onlooker.heard(seats[0], "view/board", {"seq": 8})

    assert onlooker.settled
    assert onlooker.views == {"view/board": {"seq": 7}}
