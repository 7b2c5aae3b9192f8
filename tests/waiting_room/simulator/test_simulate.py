import json
import os
import re
import subprocess
import sys

import pytest

from waiting_room.rules.calling import POLICIES
from waiting_room.simulator.__main__ import main
from waiting_room.simulator.scenario import RECEPTION

PNG = b"\x89PNG\r\n"


@pytest.fixture
def simulate(monkeypatch, capsys):
    """Run the command; gives what it printed."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["wartemarke simulate", *map(str, arguments)])
        assert main() == 0
        return capsys.readouterr()

    return run


def refused(simulate, capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        simulate(*arguments)
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_all_policies_are_compared_on_the_same_days(simulate):
    """Without further words the standard zone is played under every policy there is."""
    printed = simulate("--days", 2)

    assert printed.out.startswith("Reception: 2 days from 2026-01-12 to 2026-01-13, seed 1\n")
    for policy in POLICIES:
        assert f"\n{policy}, as staffed " in printed.out
    assert "counters busy: Counter 1: " in printed.out
    assert "\n  Question about my decision " in printed.out
    assert printed.err == ""  # the progress bar is for terminals


def test_the_same_seed_prints_the_same(simulate):
    """What was printed can be printed again; another seed is another sample."""
    first = simulate("--days", 1, "--policy", "fifo", "--seed", 5).out

    assert first.startswith("Reception: 1 day on 2026-01-12, seed 5\n")
    assert simulate("--days", 1, "--policy", "fifo", "--seed", 5).out == first
    assert simulate("--days", 1, "--policy", "fifo", "--seed", 6).out != first


def test_machines_read_json(simulate):
    """One object says what was played; each variant has waits by group, by hour, and the line."""
    printed = simulate("--days", 10, "--policy", "fifo", "--one-more", "9-11:question", "--json")

    report = json.loads(printed.out)
    plain, more = report.pop("variants")
    assert report == {
        "zone": "reception",
        "seed": 1,
        "days": 10,
        "first_day": "2026-01-12",
        "last_day": "2026-01-23",
    }
    assert plain["against_first"] is None
    against = more["against_first"]
    assert against["low_min"] < against["mean_min"] < against["high_min"]
    assert re.findall(r"\d\.\d{4,}", printed.out) == []
    assert (plain["staffing"], more["staffing"]) == ("as staffed", "one more 9-11:question")
    assert plain["waits"]["all"]["called"] > 100
    assert set(plain["waits"]) >= {"booked", "walk-in", "question"}
    assert plain["by_hour"]["9"]["p50_min"] <= plain["by_hour"]["9"]["p90_min"]
    assert max(plain["line"].values()) > 1
    assert "more-1" in more["busy"]


def test_whoever_reads_only_the_beginning_gets_no_fault():
    """A pipe that is closed early, as `head` does, ends the program quietly."""
    unread, written = os.pipe()
    os.close(unread)
    command = [sys.executable, "-m", "waiting_room.simulator", "--days", "1", "--policy", "fifo"]
    ended = subprocess.run(command, stdout=written, stderr=subprocess.PIPE, check=False)
    os.close(written)

    assert (ended.returncode, ended.stderr) == (0, b"")


def test_pictures_and_page_are_whole_by_themselves(simulate, tmp_path):
    """Three pictures in the folder, and the same three inside a page that loads nothing."""
    plots, html = tmp_path / "plots", tmp_path / "page.html"
    simulate("--days", 2, "--one-more", "9-11", "--plots", plots, "--html", html)

    names = {"comparison.png", "line-by-hour.png", "waits-by-hour.png"}
    assert {file.name for file in plots.iterdir()} == names
    assert all(file.read_bytes().startswith(PNG) for file in plots.iterdir())
    page = html.read_text("utf-8")
    assert page.count('src="data:image/png;base64,') == 3
    assert re.findall(r'(?:src|href)="(?!data:)|https?:|@import|url\(', page) == []
    assert "$" not in page
    assert page.count("one more 9-11") >= len(POLICIES)


def test_wrong_use_is_a_sentence(simulate, capsys, tmp_path):
    """A zone without habits, habits that do not fit, hours that make no sense: code 2."""
    zone = RECEPTION / "zone.toml"
    said = refused(simulate, capsys, "--zone", zone)
    assert "--habits" in said
    said = refused(simulate, capsys, "--zone", tmp_path / "nothing.toml")
    assert "cannot read" in said

    habits = tmp_path / "habits.toml"
    text = (RECEPTION / "habits.toml").read_text("utf-8")
    of_another = text.replace("[counters.6]", "[counters.7]").replace(
        "walk_ins", "booked.taken = 1\nwalk_ins", 1
    )
    habits.write_text(of_another, "utf-8")
    said = refused(simulate, capsys, "--zone", zone, "--habits", habits)
    assert "remove [counters.7] from the habits, or write this counter in the zone" in said
    assert "[services.hand-in-documents] from the habits, or give the service `booking`" in said

    habits.write_text(text.replace("sick = 0.05", "sick = 5"), "utf-8")
    said = refused(simulate, capsys, "--zone", zone, "--habits", habits)
    assert "counters → 1 → sick" in said

    assert "must come after" in refused(simulate, capsys, "--one-more", "11-9")
    assert "number from 1 on" in refused(simulate, capsys, "--days", "0")


def test_one_more_counter_after_closing_is_named(simulate):
    """It is played all the same, because clerks stay on for those who still wait."""
    always = ("--days", 1, "--policy", "fifo", "--one-more")

    assert "one more 18-19: the zone is always closed then" in simulate(*always, "18-19").err
    assert simulate(*always, "15-17").err == ""


def test_a_zone_that_never_opens_is_named(simulate, capsys, tmp_path):
    """There is nothing to play."""
    zone = tmp_path / "zone.toml"
    closed = re.sub(r'= \["08:00-16:00"\]', "= []", (RECEPTION / "zone.toml").read_text("utf-8"))
    zone.write_text(closed, "utf-8")

    said = refused(simulate, capsys, "--zone", zone, "--habits", RECEPTION / "habits.toml")
    assert "never open" in said


def test_habits_that_bring_nobody_are_named(simulate, capsys, tmp_path):
    """Without a single call there is nothing to compare."""
    habits = tmp_path / "habits.toml"
    habits.write_text("services = {}\ncounters = {}\npatience.lasts.mean_min = 60\n", "utf-8")

    assert "nobody was called" in refused(simulate, capsys, "--habits", habits)


def test_a_folder_that_cannot_be_written_is_a_fault(simulate, capsys, tmp_path):
    """The file system's no is a sentence and code 1."""
    taken = tmp_path / "taken"
    taken.write_text("", "utf-8")

    with pytest.raises(SystemExit) as stopped:
        simulate("--days", 1, "--policy", "fifo", "--plots", taken)

    assert stopped.value.code == 1
    assert f"cannot write {taken}" in capsys.readouterr().err
