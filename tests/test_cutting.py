"""Learners that cut through a centre: what they certify, down to the finest angle, and what they never hear."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from qlearn import Learner, Membership, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.known_half_spaces import known
from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle
from qlearn.learners.linear import cutting
from qlearn.learners.linear.analytic_centre import AnalyticCentre, analytic_centre
from qlearn.learners.linear.chebyshev_centre import ChebyshevCentre, chebyshev_centre
from qlearn.learners.linear.hit_and_run import SampledCentre, hit_and_run
from qlearn.learners.linear.vsa import DiagonalCentre, FullCentre, vsa
from qlearn.learners.linear.vsa_truth_known import vsa_truth_known
from qlearn.transcript import Turn

LEARNERS: list[tuple[Learner[..., Any], dict[str, Any]]] = [
    (vsa, {}), (vsa, {"form": "diagonal"}), (analytic_centre, {}), (chebyshev_centre, {}), (hit_and_run, {})
]  # fmt: skip
NAMES = ["vsa, full", "vsa, diagonal", "analytic centre", "Chebyshev centre", "hit and run"]
each = pytest.mark.parametrize(("learner", "more"), LEARNERS, ids=NAMES)


def target(d: int, seed: int, spread: float = 1.0) -> HalfSpace:
    rng = np.random.default_rng(seed)
    return HalfSpace(rng.normal(size=d) * spread ** rng.normal(size=d))


def heard(turns: Any) -> tuple[Any, Any]:
    return np.concatenate([t.query.points for t in turns]), np.concatenate([t.answer for t in turns])


@each
@settings(max_examples=12)
@given(st.integers(1, 9), st.sampled_from(["1", "1/10", "1/10000", "1/1000000000"]), st.integers(0, 999), st.booleans())
def test_what_is_certified_is_so(learner: Any, more: Any, d: int, eps: str, seed: int, needle: bool) -> None:
    concept = target(d, seed, 1e6 if needle else 1.0)
    learning = learner(d=d, eps=eps, **more)
    done = run(learning, teachers.Honest(concept))
    points, labels = heard(done.turns)
    shown = confirmed(learning, done.hypothesis, done.turns)
    assert shown.holds
    assert angle(concept.w, done.hypothesis.w) <= shown.error <= float(Fraction(eps)) + 2.0**-44
    assert done.ledger.total <= learner.theorem.bounds[0].at(d=d, eps=Fraction(eps))
    rng = np.random.default_rng(seed)
    u = done.hypothesis.w / np.linalg.norm(done.hypothesis.w)
    for size in (0.3, 1.0, 2.0):
        other = HalfSpace(u + math.tan(min(shown.error, 1.0)) * size * rng.normal(size=d) / math.sqrt(d))
        if (other(points) == labels).all():
            assert angle(other.w, u) <= shown.error, "a half-space with these labels outside what was shown"


@each
def test_cuts_alone_suffice_down_to_the_finest_angle(learner: Any, more: Any) -> None:
    """And about as many as the ratios take, which know nothing of the target's law either."""
    for d, eps in ((3, Fraction(1, 10**6)), (8, Fraction(1, 1000)), (8, Fraction(1, 2**40))):
        learning = learner(d=d, eps=eps, **more)
        done = run(learning, teachers.Honest(target(d, 5)))
        assert confirmed(learning, done.hypothesis, done.turns).by.startswith("ellipsoid")
        assert done.ledger.total <= 1.25 * cutting.by_ratios(d, eps)


def test_a_centre_that_is_never_found_leaves_it_to_the_ratios() -> None:
    class Nowhere:
        def cut(self, rows: Any) -> Any:
            raise Undecided("not here")

    class Elsewhere(AnalyticCentre):
        """It asks the same again and again, so the cone stays as it is."""

        def cut(self, rows: Any) -> Any:
            return super().cut(rows[:3])

    for centre in (Nowhere(), Elsewhere()):
        done = run(cutting.cut_through(3, "1/100", centre), teachers.Honest(target(3, 7)))
        assert angle(target(3, 7).w, done.hypothesis.w) <= 0.01
        assert done.ledger.total <= cutting.capped.at(d=3, eps=Fraction(1, 100))


@each
def test_no_answers_contradict_each_other(learner: Any, more: Any) -> None:
    """A teacher who answers by a coin is heard like any other, and what is found agrees with every answer."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        said: dict[bytes, Any] = {}
        d = 2 + seed

        def coin(X: Any, rng: Any = rng, said: Any = said) -> Any:
            return np.array([said.setdefault(x.tobytes(), bool(rng.random() < 0.5)) for x in X])

        learning = learner(d=d, eps="1/1000", **more)
        done = run(learning, teachers.Function(coin))
        points, labels = heard(done.turns)
        assert (done.hypothesis(points) == labels).all()
        assert confirmed(learning, done.hypothesis, done.turns).holds


@each
def test_labels_turned_round_or_a_hypothesis_elsewhere_are_not_confirmed(learner: Any, more: Any) -> None:
    learning = learner(d=4, eps="1/1000", **more)
    done = run(learning, teachers.Honest(HalfSpace(np.array([1.0, -2.0, 0.3, 0.7]))))
    w = done.hypothesis.w
    assert not confirmed(learning, HalfSpace(-w), done.turns).holds
    assert not confirmed(learning, HalfSpace(w + 0.01 * np.eye(4)[2]), done.turns).holds
    points, labels = heard(done.turns)
    impossible = 0
    for i in range(len(points)):
        others = labels ^ (np.arange(len(points)) == i)
        rows = points * np.where(others, -1.0, 1.0)[:, None]
        margin = linprog([0, 0, 0, 0, -1], np.c_[rows, np.ones(len(rows))], np.zeros(len(rows)), bounds=[(-1, 1)] * 5)
        if margin.x[-1] < 1e-9:
            impossible += 1
            turns = [Turn(Membership(x[None]), np.array([said])) for x, said in zip(points, others, strict=True)]
            assert not confirmed(learning, done.hypothesis, turns).holds
    assert impossible > len(points) / 3


@each
def test_one_dimension_is_one_label_and_ties_are_points_of_the_half_space(learner: Any, more: Any) -> None:
    for w in (3.0, -1e-300):
        done = run(learner(d=1, eps="1/1000", **more), teachers.Honest(HalfSpace(np.array([w]))))
        assert (done.ledger.total, done.hypothesis.w.tolist()) == (1, [math.copysign(1, w)])
    for w in ([0.0, 0.0, -1.0], [1.0, 1.0, 1.0], [1.0, -1.0, 0.0], [1e-300, 1e300, 0.0]):
        learning = learner(d=3, eps="1/1000", **more)
        done = run(learning, teachers.Honest(HalfSpace(np.array(w))))
        assert angle(np.array(w), done.hypothesis.w) <= confirmed(learning, done.hypothesis, done.turns).error <= 1e-3


@each
def test_offsets_by_the_reduction(learner: Any, more: Any) -> None:
    concept = HalfSpace(np.array([1.0, -2.0, 1e-3]), 0.5)
    learning = find(f"{learner.name}+homogeneous")(d=3, eps="1/1000", centre=(1.0, 0.0, -1.0), **more)
    done = run(learning, teachers.Honest(concept))
    shown = confirmed(learning, done.hypothesis, done.turns)
    assert shown.holds
    assert angle(done.hypothesis.scaled(concept), done.hypothesis.direction) <= shown.error


@pytest.mark.parametrize("eps", [0, "2", 2.0**-41, "x"])
@each
def test_an_angle_that_is_none_is_refused(learner: Any, more: Any, eps: Any) -> None:
    with pytest.raises(BadArgument):
        run(learner(d=3, eps=eps, **more), teachers.Honest(target(3, 0)))
    with pytest.raises(BadArgument, match="d is an integer"):
        run(learner(d=0, eps="1/2", **more), teachers.Honest(target(3, 0)))


def test_an_ellipsoid_has_one_of_two_forms() -> None:
    with pytest.raises(BadArgument, match="'diagonal' or 'full', got 'round'"):
        run(vsa(d=2, eps="1/2", form="round"), teachers.Honest(target(2, 0)))  # type: ignore[arg-type]


CENTRES = {
    "full": FullCentre, "diagonal": DiagonalCentre, "analytic": AnalyticCentre, "Chebyshev": ChebyshevCentre,
    "sampled": lambda: SampledCentre(9, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", CENTRES)
def test_a_cut_stands_across_a_point_inside(name: str) -> None:
    centre, w = CENTRES[name](), target(9, 8).w
    rows = np.diag(np.where(w >= 0, 1.0, -1.0))
    for _ in range(60):
        cut = centre.cut(rows)
        assert np.linalg.norm(cut.centre) == pytest.approx(1, abs=1e-14)
        assert (rows @ cut.centre > 0).all()
        assert np.abs(cut.questions @ cut.centre).max() <= 1e-12
        np.testing.assert_allclose(cut.questions @ cut.questions.T, 1, atol=1e-12)
        for side in (1, -1):  # as far as it is said to reach, on both sides, roughly
            assert (rows @ (cut.centre + 0.5 * side * cut.reach * cut.questions[0]) > 0).all()
        rows = np.vstack([rows, np.where(cut.questions @ w >= 0, 1.0, -1.0)[:, None] * cut.questions])
    assert cut.reach < 0.2


def test_a_random_walk_is_another_for_another_seed() -> None:
    asked = [heard(run(hit_and_run(d=4, eps="1/10", seed=s), teachers.Honest(target(4, 1))).turns)[0] for s in (0, 0, 1)]
    assert asked[0].tobytes() == asked[1].tobytes()
    assert asked[0].tobytes() != asked[2].tobytes()


# told the truth


@pytest.mark.parametrize("k", [1, 3])
def test_the_truth_is_looked_at_only_to_stop(k: int) -> None:
    """Told another target, the learner asks the same, as long as it asks."""
    w = target(6, 2).w
    points = []
    for told in (w, -w, np.eye(6)[0]):
        learning = vsa_truth_known(d=6, eps="1/100", target=tuple(told.tolist()), k=k)
        done = run(learning, teachers.Honest(HalfSpace(w)))
        points.append(heard(done.turns)[0])
    for other in points[1:]:
        shorter = min(len(points[0]), len(other))
        assert (points[0][:shorter] == other[:shorter]).all()


@settings(max_examples=25)
@given(st.integers(1, 9), st.integers(1, 4), st.sampled_from(["1/2", "1/100", "1/100000"]), st.integers(0, 99))
def test_it_stops_at_the_first_centre_that_is_near(d: int, k: int, eps: str, seed: int) -> None:
    concept = known(target(d, seed))
    found = [
        run(vsa_truth_known(d=d, eps=e, target=concept.given["target"], k=k, seed=seed), teachers.Honest(concept))
        for e in (Fraction(eps), 2 * Fraction(eps))
    ]
    near, wide = (heard(done.turns)[0] for done in found)
    assert angle(concept.w, found[0].hypothesis.w) <= Fraction(eps)
    assert len(wide) <= len(near)
    assert (near[: len(wide)] == wide).all()
    labels = concept(near)
    if d > 1:
        first = int(np.flatnonzero(labels != labels[0])[0]) if (labels != labels[0]).any() else len(labels)
        assert all(len(t.answer) == 1 for t in found[0].turns[: first + 1]), "random points until both labels are seen"
        assert all(len(t.answer) == min(k, d - 1) for t in found[0].turns[first + 1 :])
    else:
        assert len(near) == 1


@pytest.mark.parametrize("seed", [14, 31, 39, 82])
def test_a_wide_cone_in_many_dimensions_is_no_end_of_the_cuts(seed: int) -> None:
    """Few labels in 64 dimensions: interior points once lost their path here, and the ratios were begun."""
    w = np.random.default_rng([0, 64]).normal(size=(100, 64))[seed]
    learning = vsa_truth_known(d=64, eps="1/5", target=tuple(w.tolist()), k=5, seed=seed)
    done = run(learning, teachers.Honest(HalfSpace(w)))
    assert done.ledger.total < 250
    assert angle(w, done.hypothesis.w) <= 0.2


@pytest.mark.parametrize("told", [(1.0,), (0.0, 0.0, 0.0), (1.0, 2.0, 3.0, 4.0), ((1.0, 2.0, 3.0),)])
def test_a_truth_that_is_none_is_refused(told: Any) -> None:
    with pytest.raises(BadArgument, match="3 numbers that are not all 0"):
        run(vsa_truth_known(d=3, eps="1/2", target=told), teachers.Honest(target(3, 0)))
    with pytest.raises(BadArgument, match="k is an integer"):
        run(vsa_truth_known(d=1, eps="1/2", target=(1.0,), k=0), teachers.Honest(target(1, 0)))
