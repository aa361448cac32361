"""Strategies of scikit-activeml as learners: repeatable, counted, right where they asked, and refused by name."""

from __future__ import annotations

import itertools
import pickle
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import Membership, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Inconsistent, UnknownName
from qlearn.evidence.remaining import confirmed
from qlearn.evidence.trial import Broken, Trial, judge, thrifty
from qlearn.geometry.directions import angle
from qlearn.learners.linear.uncertainty_sampling import pool_of
from qlearn.peers.activeml import STRATEGIES, UNFIT, learner, strategies
from qlearn.peers.pools import as_learner
from qlearn.testing import check_learner

SLOW = ("BALD", "MonteCarlo", "QueryByCommittee", "Clue", "DropQuery")


def test_all_of_their_pool_is_there_or_told_why_not() -> None:
    from skactiveml import pool

    theirs = {name for name in pool.__all__ if isinstance(getattr(pool, name), type)}
    assert theirs == {strategy.kind for strategy in STRATEGIES.values()} | {name.partition("-")[0] for name in UNFIT}
    assert not set(STRATEGIES) & set(UNFIT)
    assert len(STRATEGIES) == 22


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_obeys_every_law(name: str) -> None:
    """Its counts, its guarantee, the same questions on its own record while another dialogue was held, any budget."""
    theirs, concept = learner(f"activeml.{name}"), HalfSpace(np.array([2.0, -1.0, 0.5]))
    few = 4 if name.startswith(SLOW) else 5
    trial = Trial(theirs, concept, {"pool": 8, "labels": few})
    ratio, done = judge(trial, lambda: Trial(theirs, HalfSpace(-concept.w), {"pool": 8, "labels": few}).run())
    assert ratio == 1
    assert done.turns[0].answer != done.turns[1].answer, "from the third label on it chose"
    assert len({turn.query.key() for turn in done.turns}) == few, "no row twice"
    assert confirmed(done.learning, done.hypothesis, done.turns).holds
    thrifty(trial, done, [0, few - 1])


@pytest.mark.parametrize("name", STRATEGIES)
def test_rows_that_are_there_twice_are_no_obstacle(name: str) -> None:
    """On a line the pool holds two rows only, time and again, and in the end all of it is labelled."""
    done = run(learner(f"activeml.{name}")(d=1, pool=5, labels=5, seed=3), teachers.Honest(HalfSpace(np.array([-3.0]))))
    assert done.ledger == {"membership": 5}
    assert done.turns[0].answer != done.turns[1].answer, "from the third label on it chose"
    assert done.hypothesis.w[0] < 0


def test_one_of_them_is_verified_like_ours() -> None:
    """The theorem, attacked, and the laws of conduct, a fresh process among them."""
    found = check_learner(find("activeml.RandomSampling"))
    assert found.verdict.holds
    assert found.verdict.best_ratio == 1
    assert "fresh process" in found.laws


def test_theirs_and_ours_ask_about_the_same_pool() -> None:
    """And uncertain rows teach more than any, theirs like ours."""
    off = {"linear.uncertainty_sampling": 0.0, "activeml.UncertaintySampling": 0.0, "activeml.RandomSampling": 0.0}
    pool = {x.tobytes() for x in pool_of(5, 500, 0)}
    for seed in range(3):
        target = HalfSpace(np.random.default_rng(seed).normal(size=5))
        for name in off:
            done = run(find(name)(d=5, pool=500, labels=40), teachers.Honest(target))
            assert done.ledger == {"membership": 40}
            assert {turn.query.points.tobytes() for turn in done.turns} <= pool
            off[name] += angle(done.hypothesis.w, target.w)
    ours, theirs, random = off.values()
    assert max(ours, theirs) < 0.05 < random / 4


def test_a_seed_is_another_pool_and_other_choices() -> None:
    def asked(name: str, seed: int) -> bytes:
        target = HalfSpace(np.array([1.0, 2, 3]))
        done = run(find(name)(d=3, pool=30, labels=7, seed=seed), teachers.Honest(target))
        return b"".join(turn.query.key() for turn in done.turns)

    for name in ("activeml.RandomSampling", "activeml.QueryByCommittee"):
        assert asked(name, 1) == asked(name, 1) != asked(name, 2)


@settings(max_examples=25)
@given(st.integers(1, 5), st.integers(1, 20), st.integers(0, 99), st.data())
def test_a_strategy_of_ones_own_is_right_where_it_asked(d: int, pool: int, seed: int, data: Any) -> None:
    def choosing(seed: int) -> Any:
        coins = np.random.default_rng(seed)
        return lambda rows, labels: int(coins.choice(np.flatnonzero(np.isnan(labels))))

    labels = data.draw(st.integers(1, pool))
    target = HalfSpace(np.random.default_rng(seed).normal(size=d))
    done = run(as_learner("mine.any", choosing)(d=d, pool=pool, labels=labels, seed=seed), teachers.Honest(target))
    assert done.ledger == {"membership": labels}
    points = np.concatenate([turn.query.points for turn in done.turns])
    assert (done.hypothesis(points) == target(points)).all()
    first = np.concatenate([turn.answer for turn in done.turns])
    both = next((k for k in range(labels) if len(set(first[: k + 1].tolist())) == 2), labels)
    assert (points[:both] == pool_of(d, pool, seed)[:both]).all(), "its first rows, until both labels were heard"


def test_faults_are_noticed() -> None:
    target = HalfSpace(np.array([1.0, -1.0]))
    for wrong in (0, -1, 99):
        stuck = as_learner("mine.stuck", lambda seed, i=wrong: lambda rows, labels: i)(d=2, pool=9, labels=9)
        with pytest.raises(BadArgument, match=f"chose row {wrong}, which is no unlabelled row"):
            run(stuck, teachers.Honest(target))
    calls = itertools.count()
    forgetful = as_learner("mine", lambda seed: lambda rows, labels: int(np.flatnonzero(np.isnan(labels))[next(calls) % 2]))
    with pytest.raises(Broken, match="repeatable"):
        judge(Trial(forgetful, target, {"pool": 9, "labels": 8}))
    with pytest.raises(Inconsistent, match="no half-space through 0"):
        run(find("activeml.RandomSampling")(d=2, pool=30, labels=30), teachers.Function(lambda X: X[:, 0] * X[:, 1] >= 0))
    for how in ({"labels": 0}, {"labels": 9}, {"pool": 0}, {"d": 0}):
        with pytest.raises(BadArgument):
            run(find("activeml.RandomSampling")(**{"d": 2, "pool": 8, "labels": 3, **how}), teachers.Honest(target))


def test_names_are_found_and_unknown_ones_refused() -> None:
    assert find("activeml.CoreSet") is learner("activeml.CoreSet") is strategies()["activeml.CoreSet"]
    assert not any(name.startswith("activeml.") for name in qlearn.catalogue())
    assert find("activeml.RandomSampling+memo").theorem.bounds[0].kind is Membership
    assert pickle.loads(pickle.dumps(learner("activeml.Quire"))) is learner("activeml.Quire")
    with pytest.raises(UnknownName, match=r"did you mean activeml\.UncertaintySampling"):
        find("activeml.UncertainSampling")
    with pytest.raises(UnknownName, match="no strategy of scikit-activeml is called"):
        learner("RandomSampling")


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skactiveml", None)
    learning = find("activeml.RandomSampling")(d=2, pool=9, labels=3)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'qlearn\[activeml\]'"):
        run(learning, teachers.Honest(HalfSpace(np.array([1.0, -1.0]))))
