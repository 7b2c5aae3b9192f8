"""What forecasts learn stays: over a kill, over a night, and over a row that cannot be read."""

import json
import logging
import sys
from datetime import date, timedelta

import pytest

from waiting_room.hub import report
from waiting_room.hub.memory import keep, remember
from waiting_room.hub.store import Store
from waiting_room.rules.booking import Booking
from waiting_room.rules.waiting_time import Forecaster

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def serve(stage, times):
    """Let so many people come, wait for a minute, and be served for one."""
    for _ in range(times):
        stage.walk_in()
        stage.later(minutes=1)
        stage.ask("call_next", counter="1")
        stage.later(minutes=1)
        stage.ask("finish_serving", counter="1")


def accuracy(stage):
    """Give what everybody may know of the forecasts, a minute later."""
    stage.later(minutes=1)
    stage.home.advance(3)
    view = stage.view("public/accuracy")
    return {name: view[name] for name in ("estimator", "all", "services")}


def test_after_a_kill_everything_learned_today_is_there_again(stage):
    """It is learned once more from the journal, and not twice."""
    serve(stage, 25)
    before = accuracy(stage)
    stage.kill()
    stage.start()

    assert before["all"]["tickets"] == 25
    assert accuracy(stage) == before


def test_after_an_orderly_end_it_goes_on_the_next_day(stage):
    """A hub that was shut down in the evening knows in the morning what it knew."""
    serve(stage, 25)
    stage.hub.close()
    stage.later(days=1)
    stage.start()

    assert stage.view("public/accuracy")["all"]["tickets"] == 25


def test_an_orderly_end_at_noon_counts_nothing_twice(stage):
    """What was kept at noon is not added to what the journal tells again."""
    serve(stage, 25)
    stage.hub.close()
    stage.start()
    stage.ask("open_counter", counter="1")
    serve(stage, 5)

    assert accuracy(stage)["all"]["tickets"] == 30


def kept_at_the_end(stage):
    """End the hub in order; gives what it knew."""
    stage.hub.close()
    store = Store(stage.folder / "sued.sqlite")
    store.open(only_read=True)
    kept = store.shelf.last_before(date.max)
    store.close()
    return kept


def test_what_is_booked_in_the_course_of_a_day_is_rebuilt_in_its_course(stage):
    """Waits that were told before the booking came are those that the next hub learns from."""
    for _ in range(6):
        stage.walk_in()
    stage.kill()
    starts_at = stage.now + timedelta(minutes=5)
    booking = {"zone": "sued", "service": "question", "starts_at": starts_at}
    stage.start(tuple(Booking(code=f"CITY-000{one}", **booking) for one in range(3)))
    serve(stage, 12)

    live = kept_at_the_end(stage)
    stage.start()
    assert kept_at_the_end(stage) == live
    stage.start()


def test_a_hub_that_runs_for_days_keeps_each_evening(stage):
    """A kill on the second day loses nothing of the first."""
    serve(stage, 25)
    stage.later(days=1)
    stage.ask("open_counter", counter="1")
    serve(stage, 5)
    stage.kill()
    stage.start()

    assert accuracy(stage)["all"]["tickets"] == 30


def test_a_clock_set_back_during_visits_stops_no_hub(stage):
    """It serves on, and the next one learns the same from the journal."""
    for _ in range(25):
        stage.walk_in()
        stage.ask("call_next", counter="1")
        stage.ask("start_serving", counter="1")
        stage.later(hours=-1)
        stage.ask("finish_serving", counter="1")
        stage.later(hours=1, minutes=1)
    assert [stage.walk_in()["ok"] for _ in range(3)] == [True] * 3
    before = accuracy(stage)
    stage.kill()
    stage.start()

    assert before["all"]["tickets"] == 25
    assert accuracy(stage) == before


def test_too_few_tickets_tell_of_people_and_are_not_shown(stage):
    """Nineteen are no statistics."""
    serve(stage, 19)

    assert (accuracy(stage)["all"], accuracy(stage)["services"]) == (None, [])


@pytest.fixture
def store(tmp_path):
    """A store of its own."""
    store = Store(tmp_path / "a.sqlite")
    store.open()
    yield store
    store.close()


def test_only_two_evenings_are_kept(store):
    """Today's, and the one that today began with."""
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        store.shelf.put(day, day.isoformat())
    store.shelf.put(WEDNESDAY, "again")

    assert store.shelf.last_before(date.max) == "again"
    assert store.shelf.last_before(WEDNESDAY) == TUESDAY.isoformat()
    assert store.shelf.last_before(TUESDAY) is None


@pytest.mark.parametrize("row", ["", "{", "[]", '{"zone": "b"}'])
def test_a_row_that_cannot_be_read_is_left_aside_with_a_line_in_the_log(store, row, caplog):
    """Forecasts begin anew, and the hub starts all the same."""
    store.shelf.put(MONDAY, row)
    with caplog.at_level(logging.WARNING):
        forecaster = remember(store, "a", TUESDAY)

    assert forecaster.accuracy().zone is None
    assert "forecasts begin anew" in caplog.text


def test_a_row_of_an_older_shape_is_left_aside_and_the_hub_goes_on(stage, caplog):
    """It chose an estimator that is no more, and lengths fell into fewer bins."""
    stage.kill()
    older = json.loads(Forecaster().keep("sued"))
    older["meaning"]["estimators"].append("guess")
    older["meaning"]["length_edges"].pop()
    older["knowledge"]["choice"] = {
        "in_use": "guess", "errors": {"guess": {"mean": 1, "weight": 200, "memory": 1500}}
    }  # fmt: skip
    older["knowledge"]["learned"]["visits"]["law"]["counts"] = [1.0, 2.0]
    before = Store(stage.folder / "sued.sqlite")
    before.open()
    before.shelf.put(MONDAY - timedelta(days=1), json.dumps(older))
    before.close()
    stage.start()

    assert "forecasts begin anew" in caplog.text
    assert [stage.walk_in()["ok"] for _ in range(3)] == [True] * 3


def test_what_another_zone_learned_is_not_believed(store, caplog):
    """A file that was copied from another zone begins anew."""
    keep(store, "b", MONDAY, Forecaster())
    remember(store, "a", TUESDAY)

    assert 'learned for "b"' in caplog.text


def test_the_report_says_how_true_waits_came(stage, monkeypatch, capsys):
    """In a sentence for people."""
    serve(stage, 25)
    stage.hub.close()
    arguments = ["report", "--data", str(stage.folder), "--zone-id", "sued"]
    monkeypatch.setattr(sys, "argv", arguments)
    report.main()
    stage.start()

    assert "Told waits, held against 25 called tickets:" in capsys.readouterr().out
