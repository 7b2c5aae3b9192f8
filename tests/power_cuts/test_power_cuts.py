from dataclasses import replace

import pytest

from tests.power_cuts.faults import FAULTS
from tests.power_cuts.kept import keep, read_kept
from tests.power_cuts.steps import FolderSynced, Synced
from tests.power_cuts.trial import LIVES, PROGRAMS, record_lives, try_cuts

pytestmark = pytest.mark.journey

SEED = 20261123
ALL, A_TENTH, FEW = 5_000, 500, 60
DOINGS = ("beginning", "works", "checkpoint", "ending")


@pytest.fixture(scope="module", params=PROGRAMS)
def name(request):
    """What is tried."""
    return request.param


@pytest.fixture(scope="module")
def lives(name):
    """Three lives of the sound program."""
    return record_lives(PROGRAMS[name], SEED)


def test_no_power_cut_loses_what_was_acknowledged(name, lives, gate, tmp_path):
    """Whatever is being done, what is left opens, is whole, and goes on; nothing told is gone."""
    outcome = try_cuts(PROGRAMS[name], lives, SEED, range(ALL if gate else A_TENTH))

    told = keep(tmp_path / "kept", name, lives, SEED, outcome.breaches) if outcome.breaches else []
    assert not told, "\n".join(told)
    everything = {(life, doing) for life in range(LIVES) for doing in DOINGS}
    assert set(outcome.images) == everything


def short(name):
    """A program that lives just long enough for a fault to be caught."""
    return replace(PROGRAMS[name], operations=120)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_program_that_keeps_less_than_it_says_is_caught(name, fault, tmp_path):
    """Fewer syncs, none, or an answer before its commit: acknowledged work is lost.

    What is kept of a breach shows the same breach again.
    """
    broken = record_lives(short(name), SEED, fault, lives=1)
    outcome = try_cuts(PROGRAMS[name], broken, SEED, range(FEW))
    assert any(breach.startswith("lost") for _, breach in outcome.breaches)

    keep(tmp_path / "kept", name, broken, SEED, outcome.breaches)
    first, _ = outcome.breaches[0]
    again = try_cuts(PROGRAMS[name], read_kept(tmp_path / "kept"), SEED, [first.number])
    assert again.breaches == outcome.breaches[:1]


def test_a_rollback_journal_is_as_safe(name):
    """Another way to keep the same promise passes, so that the check is of the promise."""
    other = record_lives(short(name), SEED, "rolls_back", lives=1)
    assert not try_cuts(PROGRAMS[name], other, SEED, range(FEW)).breaches


def of_the_wal(step):
    """Tell whether SQLite synced what it had committed."""
    return isinstance(step, Synced) and step.name.endswith("-wal")


def of_the_database(step):
    """Tell whether SQLite synced what it had put in its place, before the WAL begins anew."""
    return isinstance(step, Synced) and not step.name.endswith("-wal")


def of_the_folder(step):
    """Tell whether a name was synced."""
    return isinstance(step, FolderSynced)


@pytest.mark.parametrize("overlooked", [of_the_wal, of_the_database, of_the_folder])
def test_every_kind_of_sync_is_needed(name, lives, overlooked):
    """Were one overlooked by the recorder, or left out by SQLite, it would be seen."""
    steps = [step for step in lives[0].steps if not overlooked(step)]
    outcome = try_cuts(PROGRAMS[name], [replace(lives[0], steps=steps)], SEED, range(FEW))
    assert outcome.breaches
