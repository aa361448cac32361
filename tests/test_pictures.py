"""The pictures say what the run says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from qlearn import Equivalence, Membership, find, run, teachers
from qlearn.concepts.conjunctions import Conjunctions
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.tables import CUBE, Tables
from qlearn.concepts.thresholds import GridThresholds
from qlearn.errors import BadArgument, Undecided
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.finite.halving import halving
from qlearn.learners.finite.twenty_questions import twenty_questions
from qlearn.learners.linear.bisection import bisection, bisection_grid
from qlearn.learners.linear.pivot_ratio import pivot_ratio
from qlearn.learners.linear.spherical_bisection import spherical_bisection
from qlearn.report.cones import area, clipped, cone, cuts, frame
from qlearn.report.pictures import bound_used, limits, portrait, survivors, version_space

mpl.use("Agg")

DRAWN = [
    (elimination(n=4), teachers.Adversary(Conjunctions(), n=4), Equivalence, 5),
    (bit_clearing(n=3), teachers.Adversary(Conjunctions(), n=3), Membership, 3),
    (halving(CUBE), teachers.Adversary(Tables(), table=CUBE), Equivalence, 4),
    (bisection_grid(N=20), teachers.Adversary(GridThresholds(), N=20), Membership, 5),
    (twenty_questions(N=8), teachers.Adversary(twenty_questions.theorem.learns, N=8), Membership, 6),  # one lie
]


@pytest.mark.parametrize(("learning", "teacher", "kind", "limit"), DRAWN, ids=[case[0].learner.name for case in DRAWN])
def test_a_portrait_draws_the_version_space_and_the_bound(learning: Any, teacher: Any, kind: Any, limit: int) -> None:
    done = run(learning, teacher)
    possible, names = survivors(done)
    assert possible.shape == (len(names), len(done.turns) + 1)
    assert possible[:, 0].all()
    assert possible[:, -1].sum() == 1, "the dialogue ended with one concept left"
    assert (np.diff(possible.astype(int), axis=1) <= 0).all(), "what is ruled out stays out"
    target = teacher.witness
    assert (limit in [number for _, number, _ in limits(done, kind.kind, target)]) or learning.learner is halving
    figure = portrait(done, kind, target)
    left, right = figure.axes
    assert len(left.patches) == possible.size
    assert right.lines[0].get_ydata()[-1] == done.ledger[kind] == limit


def test_each_picture_takes_axes_of_ones_own() -> None:
    done = run(elimination(n=2), teachers.Adversary(Conjunctions(), n=2))
    left, right = Figure().subplots(1, 2)
    assert version_space(done, axes=left) is left
    assert bound_used(done, "equivalence", axes=right) is right


def test_what_cannot_be_drawn_says_so() -> None:
    with pytest.raises(Undecided, match="concept by concept"):
        survivors(run(bisection(0, 1, "1/8"), teachers.Function(lambda X: X[:, 0] >= 0.3)))
    with pytest.raises(Undecided, match="too many to draw"):
        version_space(run(elimination(n=8), teachers.Adversary(Conjunctions(), n=8)))


def test_the_readmes_picture_is_there_and_small() -> None:
    picture = Path(__file__).parent.parent / "docs" / "elimination.png"
    assert 10_000 < picture.stat().st_size < 120_000


@pytest.mark.parametrize("learner", [spherical_bisection, pivot_ratio], ids=lambda learner: learner.name)
def test_a_cone_is_cut_down_to_the_angle_and_keeps_its_target(learner: Any) -> None:
    target = HalfSpace(np.array([2.0, -1.0, 1.5]))
    done = run(learner(d=3, eps="1/20"), teachers.Honest(target))
    basis, found = frame(done.hypothesis.w), list(cuts(done))
    at = basis @ target.w
    for cut in found:
        assert cut.line @ at >= 0
        assert area(cut.after) < area(cut.before)
        both = area(cut.after) + area(clipped(cut.before, -cut.line))
        assert both == pytest.approx(area(cut.before)), "a cut loses nothing"
    assert np.linalg.norm(found[-1].after, axis=1).max() <= np.tan(0.05), "the hypothesis is at the origin of the map"
    sheets = cone(done, target, panels=6).axes
    assert [len(axes.patches) for axes in sheets] == [2] * 6 + [0] * 2
    assert "turn 1," in sheets[0].get_title(loc="left")


def test_other_cones_are_not_drawn() -> None:
    for learning in (pivot_ratio(d=2, eps="1/20"), find("linear.pivot_ratio+homogeneous")(d=2, eps="1/20")):
        with pytest.raises(BadArgument, match="homogeneous half-spaces of R"):
            cone(run(learning, teachers.Honest(HalfSpace(np.array([2.0, -1.0])))))
