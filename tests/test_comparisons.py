"""Half-spaces on a pool from labels and comparisons: exact whatever the ties, within the bounds, no error ever."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Comparison, Membership, certify, find, run, teachers
from qlearn.concepts.pool_half_spaces import LARGEST, PoolHalfSpace, PoolHalfSpaces, PoolLabelling, as_pool
from qlearn.errors import BadArgument, BadQuery
from qlearn.evidence.check import check
from qlearn.learners.linear.inference_dimension import comparisons, dimension, labels, rounds
from qlearn.oracle import agree
from qlearn.teachers import Adversary, Honest, Recorded, Scores
from qlearn.testing import adversaries, check_teacher

PLANE, ANY = find("linear.slope_selection"), find("linear.inference_dimension")
BOTH = pytest.mark.parametrize("learner", [PLANE, ANY], ids=lambda learner: learner.name)


@st.composite
def planes(draw: Any) -> PoolHalfSpace:
    """Pools with many ties and with few, on a line now and then, weights 0 and offsets on the boundary among the targets."""
    side = draw(st.sampled_from([1, 2, 4, 30, LARGEST]))
    coordinates = st.integers(-side, side)
    pool = tuple(draw(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=40, unique=True)))
    w = tuple(draw(st.lists(st.integers(-5, 5), min_size=2, max_size=2)))
    through = sum(c * x for c, x in zip(w, draw(st.sampled_from(pool)), strict=True))
    return PoolHalfSpace(w, draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(-1, 3)])) - through, pool)


def exactly_labelled(concept: PoolHalfSpace, found: Any) -> bool:
    return bool((found(concept.domain.points()) == concept(concept.domain.points())).all())


# ---- both learners ----


@BOTH
@given(target=planes())
def test_the_labels_are_the_targets_within_the_worst_case_bounds(learner: Any, target: PoolHalfSpace) -> None:
    learning = learner(pool=target.pool)
    done = run(learning, Honest(target))
    assert exactly_labelled(target, done.hypothesis)
    assert agree(target, done.hypothesis)
    for bound in learner.theorem.bounds:
        if bound.mode == "worst case":
            assert done.ledger[bound.kind] <= bound.at(**learning.sizes(target))


@BOTH
@pytest.mark.parametrize("pool", [((0, 0), (1, 0), (0, 1), (1, 1), (2, 3)), ((0, 0), (1, 1), (2, 2), (5, 5), (7, 7))], ids=str)
@given(data=st.data())
def test_whatever_is_legal_leads_to_the_labels_of_all_that_fit(learner: Any, pool: Any, data: Any) -> None:
    teacher = data.draw(adversaries(PoolHalfSpaces(), pool=pool))
    done = run(learner(pool=pool), teacher)
    assert all(exactly_labelled(concept, done.hypothesis) for concept in teacher.space.every(teacher.alive))


@BOTH
@given(target=planes(), seed=st.integers(0, 99))
def test_no_question_is_asked_whose_answer_is_implied(learner: Any, target: PoolHalfSpace, seed: int) -> None:
    """Each is open: both answers fit some half-space, and so any answers at all are those of one."""
    rng = np.random.default_rng(seed)

    class Anything:
        def answer(self, query: Any) -> Any:
            return rng.random(query.cost) < 0.5

    done = run(learner(pool=target.pool), Anything())
    rows = [np.append(p, 1.0) for q, a in done.turns if isinstance(q, Membership) for p in q.points]
    assert len(np.unique(rows, axis=0)) == len(rows), "no label twice"
    from qlearn.contradictions import contradicting

    assert contradicting(done) == ()


@BOTH
@given(target=planes())
def test_order_of_the_pool_scale_and_shift_change_nothing_that_matters(learner: Any, target: PoolHalfSpace) -> None:
    shifted = tuple(tuple(x // 2 for x in point) for point in target.pool)
    if len(set(shifted)) < len(shifted):
        shifted = target.pool
    half = PoolHalfSpace(target.w, target.b, shifted[::-1])
    assert exactly_labelled(half, run(learner(pool=half.pool), Honest(half)).hypothesis)
    same = [run(learner(pool=kind), Honest(half)) for kind in (half.pool, list(map(list, half.pool)), np.array(half.pool))]
    assert len({tuple(turn.query.key() for turn in done.turns) for done in same}) == 1


@BOTH
@pytest.mark.parametrize("pool", [((3,),), ((3, 4),), ((0,), (9,)), ((1, 5), (1, 9), (1, 2))], ids=str)
def test_pools_of_one_point_and_on_a_line(learner: Any, pool: Any) -> None:
    space = PoolHalfSpaces().space(pool=pool)
    for concept in space.concepts:
        done = run(learner(pool=pool), Honest(concept))
        assert exactly_labelled(concept, done.hypothesis)
        assert done.ledger[Membership] <= len(pool)


@BOTH
@pytest.mark.parametrize(
    ("pool", "says"),
    [
        ([], "n >= 1"),
        ([[]], "n >= 1"),
        ([1, 2], "n >= 1"),
        ([[0.5, 1]], "whole numbers"),
        ([[2**30, 1]], "whole numbers"),
        ([[1, 2], [3, 4], [1, 2]], "twice"),
        ([[1, 2], [3]], "no array|inhomogeneous"),
        ([["a"]], "n >= 1"),
        (np.indices((2,) * 5).reshape(5, -1).T, "coordinates of the pool vary"),
    ],
    ids=str,
)
def test_what_is_no_pool_is_refused(learner: Any, pool: Any, says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        run(learner(pool=pool), Scores(lambda X: X[:, 0]))


@BOTH
def test_a_certificate_is_written_and_read_back(learner: Any, tmp_path: Any) -> None:
    pool = tuple((i, j) for i in range(3) for j in range(2))
    target = PoolHalfSpace((1, -2), 0, pool)
    done = run(learner(pool=pool), Honest(target), journal=tmp_path / "journal")
    again = run(learner(pool=pool), Recorded(()), journal=tmp_path / "journal")
    assert [t.query.key() for t in again.turns] == [t.query.key() for t in done.turns]
    for concept in (target, None):
        found = check(certify(done, concept).save(tmp_path / "certificate"))
        assert found.holds, found.faults
        assert found.queries == dict(done.ledger)
        assert any("the hypothesis is the target: so for every concept" in line for line in found.shown)


def test_a_certificate_with_a_comparison_turned_round_is_refuted(tmp_path: Any) -> None:
    pool = tuple((i, j) for i in range(3) for j in range(2))
    done = run(PLANE(pool=pool), Honest(PoolHalfSpace((1, -2), 0, pool)))
    turns = [(q, ~a if isinstance(q, Comparison) else a) for q, a in done.turns]
    from qlearn.transcript import Run, Turn

    lied = Run(done.hypothesis, [Turn(*turn) for turn in turns], done.learning)
    assert not check(certify(lied, PoolHalfSpace((1, -2), 0, pool)).save(tmp_path / "lie")).holds


@BOTH
def test_a_function_of_real_values_can_teach(learner: Any) -> None:
    pool = np.indices((40, 40)).reshape(2, -1).T
    done = run(learner(pool=pool), Scores(lambda X: 7 * X[:, 0] - 4 * X[:, 1] - 3))
    assert (done.hypothesis.labels == (pool @ [7, -4] >= 3)).all()
    assert done.ledger.total < 60 < len(pool)


# ---- in company ----


def test_memory_takes_pairs_for_what_they_are() -> None:
    from dataclasses import replace

    from qlearn import Bound, Dialogue, Learner, Theorem, exact
    from qlearn.reductions.memo import memo

    points = np.array([[0.0], [1.0]])

    def twice(pool: Any) -> Dialogue[Any]:
        one = yield from Comparison(points, points[::-1])
        other = yield from Comparison(np.vstack([points[::-1], points]), np.vstack([points, points]))
        label = yield from Membership(points)
        return one.tolist(), other.tolist(), label.tolist()

    bounds = (Bound(Comparison, "exactly", lambda n: 3 * n), Bound(Membership, "exactly", lambda n: n))
    theorem = Theorem(PoolHalfSpaces(), "mine", bounds, exact, ())
    done = run(memo(Learner(twice, theorem, "mine.twice"))(pool=((0,), (1,))), Scores(lambda X: X[:, 0]))
    assert done.hypothesis == ([False, True], [True, False, True, True], [True, True])
    assert done.ledger[Comparison] == 4, "two of the six pairs were known"
    assert replace(theorem).kinds == {Comparison, Membership}


def test_comparisons_side_by_side_share_their_rounds() -> None:
    from qlearn import lockstep

    pools = [tuple((i,) for i in range(n)) for n in (4, 4, 4)]
    scores = Scores(lambda X: 5 - 2 * X[:, 0])
    together = run(lockstep([PLANE(pool=pool) for pool in pools]), scores)
    alone = run(PLANE(pool=pools[0]), scores)
    assert [h.labels.tolist() for h in together.hypothesis] == [alone.hypothesis.labels.tolist()] * 3
    assert together.ledger.rounds == alone.ledger.rounds
    assert together.ledger[Comparison] == 3 * alone.ledger[Comparison]


def test_comparisons_that_no_half_space_gives_are_named() -> None:
    from qlearn.contradictions import contradicting
    from qlearn.transcript import Run, Turn

    def compared(x: Any, y: Any, said: bool) -> Turn:
        return Turn(Comparison([x], [y]), np.array([said]))

    a, b, c = [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]
    label = Turn(Membership([[5.0, 5.0]]), np.array([True]))
    ring = [label, compared(a, b, False), compared(b, c, False), compared(c, a, False)]
    for many in (6, 40):  # with a version space, and without one that could be listed
        pool = tuple((i, j) for i in range(many) for j in range(many))
        assert contradicting(Run(None, ring, PLANE(pool=pool))) == (1, 2, 3)
        assert contradicting(Run(None, ring[:3], PLANE(pool=pool))) == ()


def test_a_comparison_is_described_with_both_its_ends() -> None:
    from qlearn.driver import describe

    assert describe(Comparison([[1.0]], [[2.0]])) == "a comparison of [1] with [2]"
    assert describe(Comparison([[1.0]] * 3, [[2.0]] * 3)) == "a comparison of [1] with [2] and 2 more pairs"


def test_the_catalogue_says_which_counts_are_averages() -> None:
    from qlearn.report.tables import asks, markdown, needs

    for text in (asks(ANY), markdown([ANY])):
        assert text.count("membership on average") == text.count("comparison on average") == 1
        assert text.count("on average") == 2, "that no more than all are labelled is certain"
    assert "on average" not in asks(PLANE) + needs(PLANE) + markdown([PLANE])


# ---- the plane ----


def test_a_comparison_and_halving_on_a_line() -> None:
    pool = tuple((5 * i,) for i in range(63))
    done = run(PLANE(pool=pool), Adversary(PoolHalfSpaces(), pool=pool))
    assert (done.ledger[Comparison], done.ledger[Membership]) == (1, 6)


@pytest.mark.parametrize("n", [60, 1000])
def test_near_the_number_of_labellings_where_points_are_in_general_position(n: int) -> None:
    """n (n - 1) + 2 labellings need clg of that many queries; on a circle labels alone would take n."""
    angles = 2 * np.pi * np.arange(n) / n
    pool = np.round(10**8 * np.column_stack([np.cos(angles), np.sin(angles)])).astype(int)
    for seed in range(3):
        w = np.random.default_rng(seed).normal(size=2)
        cut = np.sort(pool @ w)[-2:].mean()  # one point alone is positive
        done = run(PLANE(pool=pool), Scores(lambda X, w=w, cut=cut: X @ w - cut))
        assert (done.hypothesis.labels == (pool @ w >= cut)).all()
        assert done.ledger.total <= 1.4 * np.log2(n * (n - 1) + 2)


def test_three_coordinates_are_too_many_for_the_plane_unless_one_is_constant() -> None:
    flat = np.array([[0, 7, 0], [1, 7, 2], [4, 7, 1]])
    done = run(PLANE(pool=flat), Scores(lambda X: X[:, 0] - 2))
    assert done.hypothesis.labels.tolist() == [False, False, True]
    with pytest.raises(BadArgument, match="3 coordinates of the pool vary"):
        run(PLANE(pool=np.eye(3)), Scores(lambda X: X[:, 0]))


# ---- inference ----


@given(st.integers(1, 4), st.integers(0, 10**6))
@settings(max_examples=30)
def test_up_to_four_coordinates(d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    pool = np.unique(rng.integers(0, 5, (300, d)), axis=0)
    w, b = rng.integers(-4, 5, d), int(rng.integers(-9, 10))
    done = run(ANY(pool=pool, seed=seed), Scores(lambda X: X @ w + b))
    assert (done.hypothesis.labels == (pool @ w + b >= 0)).all()


def test_dimensions_of_known_pools() -> None:
    assert [dimension(pool) for pool in ([[4]], [[0], [1]], [[i] for i in range(9)])] == [2, 3, 3]
    assert dimension([[i, i * i] for i in range(9)]) == 5
    assert dimension([[i, i * i, 7] for i in range(9)]) == 5, "the third does not vary"
    cube = np.indices((2, 2, 2)).reshape(3, -1).T
    assert dimension(cube) == 9, "no more than all points and one"
    for N, t in ((9, 24), (99, 36)):
        assert (t * N + 1) ** 3 < 2**t <= 2 * ((t - 1) * N + 1) ** 3
        assert dimension(np.vstack([cube * N, np.column_stack([np.arange(99)] * 3) % (N + 1)])[[0, *range(1, 8)]]) == 9
    assert dimension(np.indices((100,) * 3).reshape(3, -1).T) == 2 * 36 + 1


def test_the_bounds_in_numbers() -> None:
    assert (rounds(10**6, 5), labels(10**6, 5), comparisons(10**6, 5)) == (18, 7 * 18 + 20, 14 * 18)
    assert rounds(20, 5) == 0, "few enough to be labelled"
    assert rounds(21, 5) == 1, "one sample leaves too few for another"
    assert labels(30, 5) == 30, "no more than there are"


def test_the_seed_chooses_the_samples_and_nothing_else() -> None:
    pool = np.indices((20, 20)).reshape(2, -1).T
    done = [run(ANY(pool=pool, seed=seed), Scores(lambda X: X @ [1, 2] - 31)) for seed in (0, 0, 1)]
    asked = [[turn.query.key() for turn in each.turns] for each in done]
    assert asked[0] == asked[1] != asked[2]
    assert len({each.hypothesis.key() for each in done}) == 1


# ---- concepts ----


@given(planes(), st.data())
def test_labels_and_comparisons_are_those_of_rationals(concept: PoolHalfSpace, data: Any) -> None:
    rational = st.one_of(st.integers(-(2**60), 2**60).map(float), st.floats(-1e6, 1e6), st.sampled_from([0.0, 0.5, -0.0]))
    points, others = (np.array(data.draw(st.lists(st.tuples(rational, rational), min_size=3, max_size=3))) for _ in "ab")

    def f(point: Any) -> Fraction:
        return sum((Fraction(c) * Fraction(x) for c, x in zip(concept.w, point.tolist(), strict=True)), Fraction(concept.b))

    assert concept(points).tolist() == [f(x) >= 0 for x in points]
    assert concept.reaches(points, others).tolist() == [f(x) >= f(y) for x, y in zip(points, others, strict=True)]
    assert concept.reaches(points, points).all(), "a tie reaches"


@given(planes(), st.integers(0, 99))
def test_the_space_holds_whatever_a_half_space_does(concept: PoolHalfSpace, seed: int) -> None:
    pool = concept.pool[:5]
    rng = np.random.default_rng(seed)
    space = PoolHalfSpaces().space(pool=pool)
    keys = {other.key() for other in space.concepts}
    for w in (concept.w, tuple(rng.integers(-(10**6), 10**6, 2).tolist())):
        assert PoolHalfSpace(w, concept.b, pool).key() in keys
    assert space.whole
    assert not PoolHalfSpaces().space(pool=((0, 0, 0), (1, 0, 0), (0, 1, 1))).whole


@given(planes())
def test_a_teacher_of_labels_and_comparisons_obeys_its_laws(concept: PoolHalfSpace) -> None:
    assert check_teacher(Honest(concept), concept.domain, (Membership, Comparison), concept=concept) > 0


test_a_teacher_of_labels_and_comparisons_obeys_its_laws = settings(max_examples=2, deadline=None)(
    test_a_teacher_of_labels_and_comparisons_obeys_its_laws
)


def test_a_labelling_knows_its_pool_only() -> None:
    labelling = PoolLabelling(np.array([True, False]), as_pool([[1, 2], [3, 4]]))
    assert labelling(np.array([[3.0, 4.0], [1.0, 2.0]])).tolist() == [False, True]
    with pytest.raises(IndexError, match="no point of this pool of 2"):
        labelling(np.array([[1.0, 2.0], [2.0, 2.0]]))
    assert "1 of 2 points" in str(labelling)
    assert labelling.key() != PoolLabelling(np.array([True, True]), labelling.pool).key()


def test_a_comparison_needs_two_arrays_of_one_shape() -> None:
    with pytest.raises(BadQuery, match="one shape and dtype"):
        Comparison(np.zeros((2, 2)), np.zeros((2, 3)))
    with pytest.raises(BadQuery, match="one shape and dtype"):
        Comparison(np.zeros((2, 2)), np.zeros((2, 2), np.uint8))
    assert teachers.Honest(PoolHalfSpace((1,), 0, ((0,), (1,)))).answer(Comparison([[1.0]], [[0.0]])).tolist() == [True]
