"""Half-spaces of a grid by cutting planes: what holds after every step, in exact arithmetic; and what teachers cannot do."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs_checks.linear.centre_of_gravity import moment, volume
from proofs_checks.linear.ellipsoid_rounded import rounds_outwards, semidefinite, solved
from qlearn import Counterexample, Equivalence, find, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces
from qlearn.errors import BadAnswer, BadArgument, Failed, Inconsistent
from qlearn.geometry import cone_in_cube, inscribed
from qlearn.geometry.cone_in_cube import determinant
from qlearn.geometry.ellipsoids import Ellipsoid
from qlearn.learners.linear import random_centroid as random_centroid_file
from qlearn.learners.linear.centre_of_gravity import centre_of_gravity
from qlearn.learners.linear.cutting_planes import cut_of, half_space
from qlearn.learners.linear.ellipsoid import ball, ellipsoid
from qlearn.learners.linear.inscribed_ellipsoid import inscribed_ellipsoid
from qlearn.learners.linear.random_centroid import random_centroid
from qlearn.testing import check_learner

FOUR: dict[str, dict[str, Any]] = {
    "ellipsoid": {}, "centre_of_gravity": {}, "inscribed_ellipsoid": {}, "random_centroid": {"delta": "1/100"},
}  # fmt: skip
POLICIES = ("first", "random", "longest", "shallowest")
targets = st.integers(0, 10**6).map(lambda seed: GridHalfSpaces(largest=4, sides=(1, 2, 3, 5)).draw(Coins(seed)))
every_learner = pytest.mark.parametrize("name", FOUR)


def learning(name: str, d: int, N: int) -> Any:
    return find(f"linear.{name}")(d=d, N=N, **FOUR[name])


def right_weights(target: GridHalfSpace) -> list[Fraction]:
    """The target's own weights as the learners see them, short enough to lie in the ball and in the cube."""
    w = [Fraction(x, 2) for x in target.w]
    v = [*w, Fraction(target.b, target.N) + sum(w, Fraction(0))]
    size = sum(map(abs, v)) or Fraction(1)
    return [x / size for x in v]


def told(name: str, target: GridHalfSpace, policy: Any = "shallowest", seed: int = 0) -> Iterator[tuple[int, ...]]:
    """The cuts of a real dialogue."""
    d, N = len(target.w), target.N
    for turn in run(learning(name, d, N), teachers.Honest(target, policy, seed=seed)).turns[:-1]:
        yield cut_of(turn.answer, d, N)


@every_learner
@given(target=targets, policy=st.sampled_from(POLICIES), seed=st.integers(0, 3))
@settings(max_examples=25)
def test_every_half_space_is_found_within_the_bound(name: str, target: GridHalfSpace, policy: Any, seed: int) -> None:
    found = run(learning(name, **target.given), teachers.Honest(target, policy, seed=seed))
    everywhere = target.domain.points()
    assert (found.hypothesis(everywhere) == target(everywhere)).all()
    bound = found.learning.learner.theorem.bound(Equivalence)
    assert found.ledger[Equivalence] <= bound.at(**found.learning.sizes(target))


@every_learner
@pytest.mark.parametrize(("d", "N"), [(1, 4), (2, 2)])
def test_every_target_against_the_nastiest_honest_teacher(name: str, d: int, N: int) -> None:
    space = GridHalfSpaces().space(d, N)
    worst = 0
    for target in space.concepts[:: 1 if d == 1 else 3]:
        found = run(learning(name, d, N), teachers.Honest(target, "keeps-most", space=space))
        assert found.hypothesis.key() == target.key()
        worst = max(worst, found.ledger[Equivalence])
    adversary = run(learning(name, d, N), teachers.Adversary(GridHalfSpaces(), d=d, N=N)).ledger[Equivalence]
    assert max(worst, adversary) >= d + 2, "every learner needs as many"


# ---- the ellipsoid method ----


@given(target=targets, policy=st.sampled_from(POLICIES))
@settings(max_examples=25)
def test_the_ellipsoid_stays_positive_holds_the_target_and_shrinks(target: GridHalfSpace, policy: Any) -> None:
    d, N = len(target.w), target.N
    n, v, left = d + 1, right_weights(target), ball(d, N)
    before = Fraction(determinant(left.matrix))
    for a in told("ellipsoid", target, policy):
        assert rounds_outwards(left, a)
        after = left.cut(a)
        assert after is not None
        c, P = after.exact()
        assert semidefinite(P)
        assert [list(column) for column in zip(*P, strict=True)] == P
        off = [x - y for x, y in zip(v, c, strict=True)]
        assert sum(x * y for x, y in zip(off, solved(P, off), strict=True)) <= 1, "in fractions, with no tolerance"
        size = Fraction(determinant(after.matrix))
        assert size * (1 + Fraction(1, n) + Fraction(1, 2 * n**2)) <= before, "by less than exp(-1/n), the square of the volume"
        left, before = after, size


def test_the_ellipsoid_is_fine_enough_for_its_last_ball() -> None:
    for d, N in [(1, 1), (2, 3), (5, 10), (12, 1)]:
        n, exact = d + 1, 1 + (d + 1) * ((d + 1) * N / (2 * math.sqrt(d))) ** d
        left = ball(d, N)
        assert 2.0**left.fine >= 24 * n**5 * exact * (1 - 1e-9)
        assert 2.0**left.finer >= 24 * n**5 * exact**2 * (1 - 1e-9)
        assert 2.0**left.fine <= 48 * n**5 * (exact + 3), "and no finer"
    with pytest.raises(BadArgument, match="2 or more dimensions"):
        Ellipsoid.ball(1, 4)


# ---- the centre of gravity ----

cuts = st.lists(st.tuples(*[st.integers(-4, 4)] * 3).filter(any), min_size=1, max_size=7)


@given(cuts)
def test_a_cut_and_its_opposite_share_the_body_out(normals: list[tuple[int, ...]]) -> None:
    body = cone_in_cube.whole_cube(3)
    assert volume(body) == 8
    for a in normals:
        parts = [cone_in_cube.cut(body, a), cone_in_cube.cut(body, tuple(-x for x in a))]
        assert sum(map(volume, parts)) == volume(body)
        assert [sum(pair) for pair in zip(*map(moment, parts), strict=True)] == moment(body)
        assert all(sum(x * y for x, y in zip(a, p, strict=True)) >= 0 for p in parts[0].vertices)
        body = max(parts, key=volume)
        assert [x * abs(m) for x, m in zip(body.centre, moment(body), strict=True)] == [
            abs(x) * m for x, m in zip(body.centre, moment(body), strict=True)
        ], "the same signs"
        for (x, m), (y, k) in itertools.combinations(zip(body.centre, moment(body), strict=True), 2):
            assert x * k == y * m


def test_a_flat_body_has_no_volume() -> None:
    body = cone_in_cube.whole_cube(2)
    for a in ((1, 0), (-1, 0)):
        body = cone_in_cube.cut(body, a)
    assert body.simplices == ()
    assert volume(body) == 0


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=5, max_size=5), st.integers(1, 5))
def test_determinants_are_exact(rows: list[list[int]], n: int) -> None:
    square = [row[:n] for row in rows[:n]]
    assert determinant(square) == round(float(mpmath.det(mpmath.matrix(square))))


def test_the_mean_of_random_points_is_unbiased_and_as_near_as_said() -> None:
    body = cone_in_cube.whole_cube(3)
    for a in ((1, -1, 1), (0, 1, 1), (-1, 3, 2)):
        body = cone_in_cube.cut(body, a)
    centre = [float(x / volume(body)) for x in moment(body)]
    rng = np.random.default_rng(0)
    single = np.array([body.mean_of(1, rng) for _ in range(4000)])
    assert (single @ np.array([(1, -1, 1), (0, 1, 1), (-1, 3, 2)]).T >= -1e-12).all()
    assert (np.abs(single) <= 1 + 1e-12).all()
    spread = np.cov(single.T)
    off = single.mean(axis=0) - centre
    assert off @ np.linalg.solve(spread, off) * 4000 < 20, "chi squared with three degrees of freedom"
    many = np.array([body.mean_of(303, rng) for _ in range(1000)]) - centre
    squares = np.einsum("pi,pi->p", many, np.linalg.solve(spread, many.T).T)
    assert squares.mean() == pytest.approx(1 / 101, rel=0.15), "n/m on average, in isotropic coordinates"


# ---- the largest inscribed ellipsoid ----


@given(target=targets, policy=st.sampled_from(POLICIES))
@settings(max_examples=25)
def test_the_largest_ellipsoid_shrinks_by_8_9_and_lies_inside(target: GridHalfSpace, policy: Any) -> None:
    n = len(target.w) + 1
    left = inscribed.whole_cube(n)
    for a in told("inscribed_ellipsoid", target, policy):
        after = inscribed.cut(left, a)
        A, b = after.planes
        reach = A @ (np.array(after.centre) / 2.0**after.fine) + np.linalg.norm(A @ after.axes, axis=1)
        assert (reach <= b + 1e-12).all()
        assert 0 <= after.lacks <= 1 / (200 * n)
        assert abs(np.linalg.det(after.axes)) <= 8 / 9 * abs(np.linalg.det(left.axes))
        left = after


@pytest.mark.parametrize("seed", range(6))
def test_the_ellipsoid_is_that_of_cvxpy_up_to_what_is_certified(seed: int) -> None:
    target = GridHalfSpaces(largest=4, sides=(1, 2, 3)).draw(Coins(seed))
    left = inscribed.whole_cube(len(target.w) + 1)
    for a in told("inscribed_ellipsoid", target, "first"):
        left = inscribed.cut(left, a)
    A, b = left.planes
    _, axes = inscribed.by_cvxpy(A.astype(float), b)
    short = math.log(np.linalg.det(axes) / abs(np.linalg.det(left.axes)))
    assert -1e-6 <= short <= left.lacks + 1e-6


def certified_again(cuts: Any, c: Any, y: Any, axes: Any) -> Any:
    """The dual certificate in 60 digits: what the ellipsoid c + axes u lacks, for multipliers y."""
    n = len(c)
    with mpmath.workdps(60):
        A = mpmath.matrix(np.vstack([np.eye(n), -np.eye(n), -np.array(cuts).reshape(-1, n)]).tolist())
        M = mpmath.matrix(n, n)
        for i in range(A.rows):
            M += mpmath.mpf(float(y[i])) * A[i, :].T * A[i, :]
        inverse = M**-1
        h = [mpmath.sqrt((A[i, :] * inverse * A[i, :].T)[0]) for i in range(A.rows)]
        s = [(1 if i < 2 * n else 0) - (A[i, :] * mpmath.matrix(c))[0] for i in range(A.rows)]
        t = [mpmath.mpf(float(v)) * x for v, x in zip(y, h, strict=True)]
        rest = A.T * mpmath.matrix(t)
        off = mpmath.sqrt((rest.T * inverse * rest)[0])
        reach = (sum(p * (q + abs(q - r)) for p, q, r in zip(t, s, h, strict=True)) + off) / (1 - off)
        total = sum(p * q for p, q in zip(t, s, strict=True)) + off * reach
        most = n * mpmath.log(total / n) - mpmath.log(mpmath.det(M)) / 2
        E = mpmath.matrix(axes.tolist())
        inside = all(mpmath.norm(E.T * A[i, :].T) <= s[i] * (1 + mpmath.mpf(10) ** -9) for i in range(A.rows))
        return most - mpmath.log(abs(mpmath.det(E))), inside


@pytest.mark.parametrize("seed", range(8))
def test_the_certificate_holds_in_sixty_digits(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    exact = inscribed._certified

    def noted(cuts: Any, c: Any, axes: Any, y: Any, planes: Any) -> Any:
        found = exact(cuts, c, axes, y, planes)
        seen.append((found, y))
        return found

    monkeypatch.setattr(inscribed, "_certified", noted)
    inscribed.cut.cache_clear()
    target = GridHalfSpaces(largest=4, sides=(1, 3, 10)).draw(Coins(100 + seed))
    list(told("inscribed_ellipsoid", target, "shallowest"))
    for found, y in seen:
        lacks, inside = certified_again(found.cuts, [Fraction(x, 1 << found.fine) for x in found.centre], y, found.axes)
        assert inside
        assert lacks <= 1 / (200 * len(found.centre))


# ---- teachers, arguments, composition ----


class Liar:
    """Says that every hypothesis is wrong, at points near its boundary or anywhere."""

    def __init__(self, d: int, N: int, seed: int) -> None:
        self.rng, self.d, self.N = np.random.default_rng(seed), d, N

    def answer(self, query: Equivalence) -> Counterexample:
        points = self.rng.integers(0, self.N + 1, (6, self.d)).astype(np.float64)
        x = points[np.argmin(np.abs(query.hypothesis.values(points)[:, 0]))]  # type: ignore[attr-defined]
        return Counterexample(x, not bool(query.hypothesis(x[None])[0]))


@every_learner
@pytest.mark.parametrize(("d", "N"), [(1, 1), (1, 5), (2, 1), (2, 3), (3, 2)])
def test_a_teacher_that_is_never_content_is_found_out(name: str, d: int, N: int) -> None:
    learner = find(f"linear.{name}")
    most = learner.theorem.bounds[0].at(d=d, N=N, delta=Fraction(1, 100))
    for seed in range(3):
        with pytest.raises(Inconsistent, match="no half-space of the grid") as caught:
            run(learning(name, d, N), Liar(d, N, seed))
        assert len(caught.value.run.turns) <= most


def test_the_ellipsoid_gives_up_when_its_questions_are_spent_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    target = GridHalfSpace((2, -1), -1, 3)
    needed = run(ellipsoid(d=2, N=3), teachers.Honest(target)).ledger[Equivalence]
    monkeypatch.setattr("qlearn.learners.linear.ellipsoid.asked", lambda d, N: needed)
    assert run(ellipsoid(d=2, N=3), teachers.Honest(target)).ledger[Equivalence] == needed
    monkeypatch.setattr("qlearn.learners.linear.ellipsoid.asked", lambda d, N: needed - 1)
    with pytest.raises(Inconsistent, match=f"all {needed - 1} counterexamples"):
        run(ellipsoid(d=2, N=3), teachers.Honest(target))


class OffTheGrid:
    def answer(self, query: Equivalence) -> Counterexample:
        x = np.full(2, 0.5)
        return Counterexample(x, not bool(query.hypothesis(x[None])[0]))


@every_learner
def test_a_counterexample_off_the_grid_is_refused(name: str) -> None:
    with pytest.raises(BadAnswer, match=r"a point of the grid \{0\.\.3\}\^2"):
        run(learning(name, 2, 3), OffTheGrid())


@every_learner
@pytest.mark.parametrize(("d", "N"), [(0, 1), (1, 0), (2, -1), (True, 1), (1, 2.0)])
def test_dimensions_that_are_none(name: str, d: Any, N: Any) -> None:
    with pytest.raises(BadArgument, match="is an integer"):
        next(iter(learning(name, d, N)))


def test_what_is_too_large_or_too_fine() -> None:
    for learner in (centre_of_gravity(d=7, N=1), random_centroid(d=7, N=1, delta="1/2")):
        with pytest.raises(BadArgument, match="d is an integer, from 1 to 6"):
            next(iter(learner))
    with pytest.raises(BadArgument, match=r"too fine for float64; take linear\.ellipsoid"):
        next(iter(inscribed_ellipsoid(d=9, N=10)))
    assert next(iter(ellipsoid(d=30, N=1000)))
    for delta in (0, 1, "3/2", -1):
        with pytest.raises(BadArgument, match="strictly between 0 and 1"):
            next(iter(random_centroid(d=2, N=1, delta=delta)))


def test_the_random_learner_gives_up_rather_than_ask_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random_centroid_file, "asked", lambda d, N, delta: 2)
    with pytest.raises(Failed, match="2 proposals were wrong"):
        run(random_centroid(d=2, N=3, delta="1/4"), teachers.Honest(GridHalfSpace((2, -1), -1, 3)))


def test_seeds_and_answers_decide_what_the_random_learner_asks() -> None:
    target = GridHalfSpace((2, -3, 1), 1, 2)
    hypotheses = [
        run(random_centroid(d=3, N=2, delta="1/4", seed=seed), teachers.Honest(target)).turns[0].query.key()
        for seed in (0, 0, 1)
    ]
    assert hypotheses[0] == hypotheses[1]
    keys = {
        tuple(turn.query.hypothesis.w)
        for seed in (0, 1)
        for turn in run(random_centroid(d=3, N=2, delta="1/4", seed=seed), teachers.Honest(target)).turns
    }
    assert len(keys) > 3


@given(st.lists(st.integers(-(10**20), 10**20), min_size=2, max_size=5), st.integers(1, 9))
def test_a_hypothesis_is_the_half_space_of_its_weights(v: list[int], N: int) -> None:
    d = len(v) - 1
    for x in np.random.default_rng(0).integers(0, N + 1, (5, d)).astype(np.float64):
        a = cut_of(Counterexample(x, True), d, N)
        assert half_space(v, N)(x[None])[0] == (sum(p * q for p, q in zip(a, v, strict=True)) >= 0)


def test_the_ellipsoid_learns_from_examples_too() -> None:
    assert check_learner(find("linear.ellipsoid+sampling")).verdict.holds
