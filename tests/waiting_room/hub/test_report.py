import json
import sys

from waiting_room.hub import report


def test_a_day_is_counted_from_the_hubs_file(stage, monkeypatch, capsys):
    """Two tickets, one served after five minutes, one that did not come."""
    stage.walk_in()
    stage.walk_in()
    stage.later(minutes=5)
    stage.ask("call_next", counter="1")
    stage.ask("finish_serving", counter="1")
    stage.ask("call_next", counter="1")
    stage.ask("mark_no_show", counter="1")
    stage.kill()

    arguments = ["report", "--data", str(stage.folder), "--zone-id", "sued"]
    monkeypatch.setattr(sys, "argv", [*arguments, "--json"])
    assert report.main() == 0
    figures = json.loads(capsys.readouterr().out)
    stage.start()

    assert figures["issued"] == figures["called"] == 2
    assert (figures["served"], figures["no_show"], figures["open"]) == (1, 1, 0)
    assert figures["wait_p50_s"] == 300
    assert figures["numbers"] == ["K001", "K002"]


def test_the_report_is_a_sentence_for_people(stage, monkeypatch, capsys):
    """Without --json a person can read it."""
    stage.walk_in()
    stage.kill()
    arguments = ["report", "--data", str(stage.folder), "--zone-id", "sued"]
    monkeypatch.setattr(sys, "argv", arguments)
    report.main()
    stage.start()

    assert "2026-11-23: issued 1, called 0" in capsys.readouterr().out


def test_a_folder_without_a_file_is_said_to_be_so(tmp_path, monkeypatch, capsys):
    """The sentence says how to name the right folder."""
    import pytest

    arguments = ["report", "--data", str(tmp_path), "--zone-id", "sued"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit):
        report.main()

    assert "--data" in capsys.readouterr().err
