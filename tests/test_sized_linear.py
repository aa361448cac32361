"""Targets of the sizes asked for, of the classes that learners of half-spaces, kernels and trees learn."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn.catalogue import Learner, catalogue
from qlearn.choices import Coins
from qlearn.classes import Sized
from qlearn.concepts.affine import SoftmaxModels
from qlearn.concepts.boxes import UnionsOfBoxes
from qlearn.concepts.drawn_half_spaces import DrawnHalfSpaces
from qlearn.concepts.half_spaces import HalfSpaces, IntegerHalfSpaces
from qlearn.concepts.kernel_margins import KernelSums, margin_square
from qlearn.concepts.margin_half_spaces import MarginHalfSpaces
from qlearn.concepts.mixtures import Mixtures
from qlearn.concepts.polynomial_thresholds import SeededPolynomials, well_spread
from qlearn.concepts.pool_half_spaces import PoolHalfSpaces
from qlearn.concepts.rbf_networks import RbfNetworks
from qlearn.concepts.short_grid_half_spaces import ShortGridHalfSpaces, squares
from qlearn.concepts.sparse_half_spaces import SparseHalfSpaces
from qlearn.concepts.sparse_polynomials import SparsePolynomials
from qlearn.concepts.tree_classes import Trees
from qlearn.errors import BadArgument, Failed
from qlearn.evidence.trial import Trial, hold
from qlearn.formulas import exactly

ELSEWHERE = {"GridThresholds", "LyingThresholds", "IntervalThresholds", "IntegerThresholds"}
LEARNERS = [
    learner
    for name, learner in catalogue().items()
    if name.startswith(("linear.", "kernels.", "trees.")) and type(learner.theorem.learns).__name__ not in ELSEWHERE
]


def called(learns: Any) -> str:
    """One name for classes that differ in `small` and `medium` only."""
    return f"{type(learns).__name__}: {learns}, {len(learns.scales)} scales"


CLASSES: dict[str, Any] = {called(learner.theorem.learns): learner.theorem.learns for learner in LEARNERS}
LEVEL = {name for name in CLASSES if "of R^2" in name or "PolynomialThresholds" in name}  # no bound has a size of theirs
NUMBERS = {"g", "R", "X", "sigma", "sigmahat"}  # the sizes that need not be whole


def promised(name: str, concept: Any) -> bool:
    """What the class's learners rely on, and the docstring of `of_size` says of the draw."""
    told = [np.array([concept.given[end]]) for end in ("positive", "negative") if end in concept.given]
    if told and concept(np.concatenate(told)).tolist() != [True, False]:
        return False
    return bool(PROMISES.get(name.partition(":")[0], lambda c: True)(concept))


def _spread(points: Any) -> bool:
    return len(set(points)) == len(points)


def _through_the_middle(c: Any) -> bool:
    middle, reach = float(c.w.sum() / 2 + c.b), float(np.abs(c.w).sum() / 4)
    return abs(middle) <= reach and c.given["low"] == (0.0,) * len(c.w) and c.given["high"] == (1.0,) * len(c.w)


def _keeps_its_margin(c: Any) -> bool:
    points, square = [tuple(map(int, x)) for x in c.points], sum(a * a for a in c.w)
    kept = [(sum(a * b for a, b in zip(c.w, x, strict=True)) ** 2, sum(b * b for b in x)) for x in points]
    return _spread(points) and any(c.w) and all(f >= c.g**2 * square and x <= c.R**2 for f, x in kept)


def _mixes(c: Any) -> bool:
    dots = [abs(sum(a * b for a, b in zip(c.w, x, strict=True))) for x in c.points]
    return _spread(c.points) and min(dots) >= c.g * sum(map(abs, c.w)) > 0 and max(map(abs, sum(c.points, ()))) <= c.X


def _parted(c: Any) -> bool:
    """No two leaves in succession are alike, whatever the order of the cells: it is that of the tree, or the other one."""
    return len(c.cells) == c.sizes["L"] and all(a != b for a, b in pairwise(c.cells.label.tolist()))


def _disjoint(c: Any) -> bool:
    meet = np.maximum(c.low[:, None], c.low) <= np.minimum(c.high[:, None], c.high)
    return len(c.low) == c.given["k"] == int(meet.all(axis=2).sum())


PROMISES: Mapping[str, Callable[[Any], Any]] = {
    "HalfSpaces": lambda c: abs(np.linalg.norm(c.lifted) - 1) < 1e-12,
    "SparseHalfSpaces": lambda c: abs(np.linalg.norm(c.w) - 1) < 1e-12,
    "KnownHalfSpaces": lambda c: c.given["target"] == tuple(c.w.tolist()),
    "DrawnHalfSpaces": lambda c: 0 <= c.sigma <= c.given.get("sigmahat", c.sigma),
    "IntegerHalfSpaces": lambda c: 0 < np.abs(c.w).max() <= c.given["W"] and (c.w == np.rint(c.w)).all(),
    "BoxHalfSpaces": _through_the_middle,
    "SeededPolynomials": lambda c: well_spread(c),
    "GridHalfSpaces": lambda c: c(c.domain.points()).any() if (c.N + 1) ** len(c.w) <= 1000 else True,
    "GridPolynomials": lambda c: c(c.domain.points()).any() if (c.N + 1) ** c.d <= 1000 else True,
    "ShortGridHalfSpaces": lambda c: squares(c.w, c.b) <= c.S,
    "PoolHalfSpaces": lambda c: _spread(c.pool) and c(c.domain.points()).any(),
    "MarginHalfSpaces": _keeps_its_margin,
    "Mixtures": _mixes,
    "KernelSums": lambda c: margin_square(c.centres, c.weights, c.p, c.points) >= c.g**2 and _spread(c.points),
    "SparsePolynomials": lambda c: len(c.terms) == c.T,
    "RbfNetworks": lambda c: all(Fraction(1, 2) <= abs(a) <= 2 for a in c.weights) and abs(c.b) <= 1,
    "BoxesAround": lambda c: c(np.array([c.given["start"]])).all() and (c.low <= c.high).all(),
    "AnyBoxes": lambda c: (c.low <= c.high).all() and len(c.low) == 1,
    "UnionsOfBoxes": _disjoint,
    "Trees": _parted,
    "NamedTrees": _parted,
    "RegressionTrees": lambda c: c.sizes["K"] == c.sizes["L"],
}


def agrees(concept: Any, asked: Mapping[str, Any]) -> bool:
    """Whether the concept has exactly the sizes asked for; a highest exponent that nobody is told is no size."""
    has = {**concept.given, **concept.sizes, "m": len(getattr(concept, "points", ()))}
    known = {name: value for name, value in asked.items() if value is not None and (name != "p" or "p" in has)}
    return all(exactly(has[name]) == exactly(value) for name, value in known.items())


def settled(learner: Learner[..., Any]) -> dict[str, Any]:
    return {name: values[0] for name, values in learner.theorem.settings.items()}


@pytest.mark.parametrize("name", CLASSES)
def test_every_scale_is_drawn_exactly_and_again_by_the_same_coins(name: str) -> None:
    learns = CLASSES[name]
    assert isinstance(learns, Sized)
    assert len(learns.scales) in ((1,) if "of R^2" in name else (5, 6, 7))
    for sizes in learns.scales:
        concept, again = (learns.of_size(Coins(7), **sizes) for _ in range(2))
        assert agrees(concept, sizes)
        assert promised(name, concept)
        assert concept.key() == again.key()
        assert concept.given.keys() == again.given.keys()
    others = {learns.of_size(Coins(seed), **learns.scales[-1]).key() for seed in range(8)}
    assert len(others) >= 6


@pytest.mark.parametrize("name", sorted(CLASSES.keys() - LEVEL))
def test_bounds_grow_along_the_scales(name: str) -> None:
    learns = CLASSES[name]
    targets, steady, grown = [learns.of_size(Coins(0), **sizes) for sizes in learns.scales], 0, 0
    for learner in (learner for learner in LEARNERS if called(learner.theorem.learns) == name):
        learnings = [Trial(learner, target, settled(learner)).learning.sizes(target) for target in targets]
        for bound in learner.theorem.bounds:
            if set(bound.sizes) <= set(learnings[0]):
                first, last = (bound.at(**sizes) for sizes in (learnings[0], learnings[-1]))
                steady, grown = steady + (first == last), grown + (first < last)
                assert first <= last
    assert grown > 0
    assert grown >= steady


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
@pytest.mark.parametrize("step", [0, 1])
def test_learners_hold_at_the_first_scales(learner: Learner[..., Any], step: int) -> None:
    learns: Any = learner.theorem.learns
    sizes = learns.scales[min(step, len(learns.scales) - 1)]
    trial = Trial(learner, learns.of_size(Coins(3, step), **sizes), settled(learner), "random", seed=5)
    try:
        done, heard = trial.run()
    except Failed:
        assert not learner.theorem.certain
        return
    hold(trial, done)
    assert heard == dict(done.ledger)


@pytest.mark.parametrize("name", CLASSES)
@settings(max_examples=15)
@given(data=st.data())
def test_any_sizes_are_drawn_exactly_or_refused(name: str, data: st.DataObject) -> None:
    learns = CLASSES[name]
    numbers = st.sampled_from((-1, 0, "1/10", Fraction(1, 3), 1, "5/2", 7))
    asked: dict[str, Any] = {}
    for size, parameter in list(inspect.signature(learns.of_size).parameters.items())[1:]:
        drawn = numbers if size in NUMBERS else st.integers(0, 3 if size == "p" else 6)
        asked[size] = data.draw(drawn if parameter.default is parameter.empty else st.one_of(st.just(parameter.default), drawn))
    seed = data.draw(st.integers(0, 99))
    try:
        concept = learns.of_size(Coins(seed), **asked)
    except BadArgument:
        return
    assert agrees(concept, asked)
    assert promised(name, concept)
    assert learns.of_size(Coins(seed), **asked).key() == concept.key()


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_no_size_is_refused_by_name(name: str) -> None:
    learns = CLASSES[name]
    for size in list(inspect.signature(learns.of_size).parameters)[1:]:
        for bad in ("nonsense", -1, "1/0", float("nan"), float("inf"), *(() if size in NUMBERS else (1.5, True, "2"))):
            with pytest.raises(BadArgument, match=size):
                learns.of_size(Coins(0), **{**learns.scales[0], size: bad})


REFUSED: list[tuple[Any, dict[str, Any], str]] = [
    (HalfSpaces(), {"d": 0}, "d is an integer, at least 1; got 0"),
    (HalfSpaces(dimensions=(2, 2)), {"d": 3}, "from 2 to 2; got 3"),
    (SparseHalfSpaces(), {"d": 3, "s": 4}, "s is an integer, from 1 to 3; got 4"),
    (DrawnHalfSpaces(told=True), {"d": 2, "sigma": "1/2", "sigmahat": "1/3"}, "at least that, got 1/2 and 1/3"),
    (DrawnHalfSpaces(told=True), {"d": 2, "sigma": 0}, "sigmahat above 0"),
    (DrawnHalfSpaces(), {"d": 2, "sigmahat": 1}, "told no sigmahat"),
    (PoolHalfSpaces(largest=2), {"n": 4, "d": 3}, "from 1 to 2; got 3"),
    (PoolHalfSpaces(), {"n": 10**6 + 2, "d": 1}, "has 1000001"),
    (Mixtures(), {"n": 4, "g": "3/2"}, "at most X"),
    (Mixtures(), {"n": 3, "g": 1, "m": 9}, "has 8; take fewer"),
    (MarginHalfSpaces(), {"d": 3, "g": 1}, "below R"),
    (MarginHalfSpaces(), {"d": 2, "g": "1/2", "R": 1, "m": 50}, "m = 50 are asked for; take more room"),
    (MarginHalfSpaces(), {"d": 64, "g": 99, "R": 100, "m": 5}, "only 0 differ"),
    (ShortGridHalfSpaces(), {"d": 2, "S": 0}, "S is an integer, from 1"),
    (KernelSums(), {"d": 4, "g": "2/3"}, "the best margin at d = 4, p = 2, R = 1 is 1/2"),
    (KernelSums(), {"d": 4, "R": "1/2"}, "at least R = 1|R = 1 to"),
    (SeededPolynomials(), {"d": 1, "p": 2}, "degree p = 2 in d = 1"),
    (RbfNetworks(), {"d": 1, "k": 22}, "has 21; take fewer"),
    (SparsePolynomials(), {"n": 1, "T": 5, "p": 3}, "has 4; take fewer"),
    (SoftmaxModels(classes=2), {"d": 2, "K": 3}, "have 2 classes"),
    (Trees(), {"L": 5, "d": 2, "N": 2}, "L = 5 leaves are asked for"),
    (UnionsOfBoxes(), {"k": 3, "d": 2, "N": 2}, "has 4 points; take fewer"),
]


@pytest.mark.parametrize(("learns", "sizes", "says"), REFUSED, ids=lambda value: str(value)[:40])
def test_where_there_is_no_such_target_the_message_says_why(learns: Any, sizes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        learns.of_size(Coins(0), **sizes)


def test_large_targets_are_drawn_too() -> None:
    tree = Trees().of_size(Coins(0), L=1000, d=10, K=3)
    assert (tree.sizes["L"], tree.sizes["K"], len(np.unique(tree.label))) == (1000, 3, 3)
    assert Trees().of_size(Coins(0), L=1024, d=5, N=4).sizes["s"] == 15  # every point a leaf: all cuts there are
    assert HalfSpaces(homogeneous=False).of_size(Coins(0), d=1000).sizes["d"] == 1000
    assert len(Mixtures().of_size(Coins(0), n=500, g="1/9").points) == 100
    assert len(MarginHalfSpaces().of_size(Coins(0), d=100, R=1000, g=50, m=300).points) == 300


def test_roots_that_floats_round_down_are_roots() -> None:
    for r, p in ((4, 3), (5, 3), (3, 5), (10, 15)):
        assert KernelSums().of_size(Coins(0), d=2, p=p, R=r**p).points == ((r, 0), (0, r))
        assert KernelSums().of_size(Coins(0), d=1, p=p, R=r**p - 1).points == ((r - 1,),)


def test_integer_weights_are_not_all_0() -> None:
    assert {float(IntegerHalfSpaces().of_size(Coins(seed), d=1, W=1).w[0]) for seed in range(40)} == {-1.0, 1.0}


def test_directions_are_as_likely_as_their_opposites() -> None:
    found = np.array([HalfSpaces(homogeneous=False).of_size(Coins(seed), d=2).lifted for seed in range(400)])
    assert (np.abs(found.mean(axis=0)) < 0.15).all()
    assert (np.abs((found**2).mean(axis=0) - 1 / 3) < 0.06).all()


def test_a_tree_of_three_leaves_leans_either_way_alike() -> None:
    left = [int(Trees().of_size(Coins(seed), L=3).left[1] == -1) for seed in range(200)]  # the second node is the root's left
    features = [int(Trees().of_size(Coins(seed), L=2, d=3).feature[0]) for seed in range(200)]
    cuts = [float(Trees().of_size(Coins(seed), L=2, d=1).threshold[0]) for seed in range(200)]
    assert 70 <= sum(left) <= 130
    assert min(np.bincount(features, minlength=3)) >= 45
    assert 0.4 < np.mean(cuts) < 0.6
    assert np.quantile(cuts, 0.1) < 0.2
    assert np.quantile(cuts, 0.9) > 0.8


def test_unions_of_intervals_need_as_many_as_they_say() -> None:
    for seed in range(20):
        union = UnionsOfBoxes().of_size(Coins(seed), k=5, d=1, N=12)
        labels = union(union.axes.points()).astype(int)
        assert int((np.diff(labels, prepend=0) == 1).sum()) == 5
