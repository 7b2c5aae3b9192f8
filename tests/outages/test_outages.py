import pytest

from tests.outages.mutants import MUTANTS, broken
from tests.outages.trial import play

SEEDS = 1000


def test_no_outage_breaks_a_promise(portion):
    """Whatever happens to machines, disks, clocks and cables, and to several at once."""
    for seed in portion(list(range(1, SEEDS + 1))):
        trial = play(seed)
        assert not trial.complaints, trial.told()


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_caught(mutant):
    """Each one breaks the promise that it should, in a story in which the product keeps it."""
    caught = MUTANTS[mutant]
    assert not play(caught.seed).complaints
    with broken(mutant):
        assert caught.promise in {one.promise for one in play(caught.seed).complaints}


def test_a_seed_is_one_story():
    """Played again it is the same to the last line, so that a complaint can be looked into."""
    assert play(7).story == play(7).story
