"""Each learner finds its target, at sizes no game reaches, at edges and at huge scales."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Equivalence, Membership, Value, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.affine import AffineFunction, AffineFunctions, Softmax
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.tables import CUBE, Row, Tables
from qlearn.concepts.thresholds import GridThresholds, IntervalThresholds, Threshold
from qlearn.domains import Box, Law
from qlearn.errors import BadArgument, Inconsistent, LearnerError
from qlearn.formulas import clg
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.finite.halving import halving
from qlearn.learners.linear.bisection import bisection, bisection_grid, galloping
from qlearn.learners.linear.equation_solving import equation_solving
from qlearn.learners.linear.logistic import logistic
from qlearn.learners.linear.softmax import softmax
from qlearn.reductions.sampling import draws, sampling

conjunctions = st.lists(st.booleans(), min_size=1, max_size=60).map(lambda bits: Conjunction(np.array(bits)))


@given(conjunctions, st.sampled_from(["first", "random", "longest"]), st.integers(0, 5))
def test_conjunctions_of_many_variables_are_found(target: Conjunction, policy: Any, seed: int) -> None:
    n = len(target.keep)
    by_counterexamples = run(elimination(n=n), teachers.Honest(target, policy, seed=seed))
    by_labels = run(bit_clearing(n=n), teachers.Honest(target))
    assert str(by_counterexamples.hypothesis) == str(by_labels.hypothesis) == str(target)
    assert by_counterexamples.ledger[Equivalence] <= int((~target.keep).sum()) + 1
    assert by_labels.ledger[Membership] == n
    assert by_labels.ledger.rounds == 1


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_adversaries_force_every_bound_that_is_attained(n: int) -> None:
    table = tuple(tuple(i >> j & 1 for j in range(n)) for i in range(2**n))
    for learning, adversary, kind, count in [
        (elimination(n=n), teachers.Adversary(Conjunctions(), n=n), Equivalence, n + 1),
        (bit_clearing(n=n), teachers.Adversary(Conjunctions(), n=n), Membership, n),
        (halving(table), teachers.Adversary(Tables(), table=table), Equivalence, n + 1),
        (bisection_grid(N=2**n), teachers.Adversary(GridThresholds(), N=2**n), Membership, n + 1),
        (bisection(0, 1, Fraction(1, 2**n)), teachers.Adversary(IntervalThresholds(), a=0, b=1), Membership, n),
    ]:
        done = run(learning, adversary)
        assert done.ledger[kind] == count == learning.learner.theorem.bound(kind).at(**learning.sizes(adversary.witness))


FLOATS = [(0.1, 0.7, 1e-3), (-1e300, 1e300, 1e290), (1e-300, 3e-300, 1e-305), (0, 1, "1/3"), ("-1/2", "1/4", "1/1024")]


@pytest.mark.parametrize(("a", "b", "eps"), FLOATS)
@pytest.mark.parametrize("part", [Fraction(1, 10**6), Fraction(1, 2), Fraction(2, 3), 1])
def test_bisection_between_any_floats_asks_exactly_its_bound(a: Any, b: Any, eps: Any, part: Fraction) -> None:
    low, high, width = Fraction(a), Fraction(b), Fraction(eps)
    t = low + (high - low) * part
    found = run(bisection(a, b, eps), teachers.Honest(Threshold(t, Box((float(low),), (float(high),)))))
    assert found.hypothesis.low < t <= found.hypothesis.high
    assert found.hypothesis.width <= width
    assert found.ledger[Membership] == clg((high - low) / width)


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.integers(1, 10**4), st.integers(1, 97))
def test_bisection_of_fractions_that_are_no_floats(p: int, width: int, cells: int, part: int) -> None:
    a = Fraction(p, 4)
    b, eps = a + width, Fraction(width, cells)
    t = a + (b - a) * Fraction(part, 97)
    found = run(bisection(a, b, eps), teachers.Honest(Threshold(t, Box((float(a),), (float(b),)))))
    assert found.hypothesis.low < t <= found.hypothesis.high
    assert found.hypothesis.width <= eps
    assert found.ledger[Membership] == clg(cells)


BAD_BISECTIONS: list[Any] = [((1, 1, 1), "a < b"), ((2, 1, 1), "a < b"), ((0, 1, 0), "eps > 0"), ((0, 1, "-1/2"), "eps > 0")]


@pytest.mark.parametrize(
    ("arguments", "message"), [*BAD_BISECTIONS, ((0, "x", 1), "b must be"), ((0, 1, "inf"), "eps must be")]
)
def test_bisection_of_nothing_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        run(bisection(*arguments), teachers.Function(lambda X: X[:, 0] >= 0))


def test_a_cut_finer_than_floats_is_refused_and_not_looped_over() -> None:
    for a, b, eps in [(1, 2, Fraction(1, 2**60)), (0, Fraction(1, 3), Fraction(1, 6)), (2**60, 2**60 + 256, 1)]:
        with pytest.raises(BadArgument, match="no float64 lies where"):
            run(bisection(a, b, eps), teachers.Function(lambda X: X[:, 0] >= 1e300))
    # the cuts at the end are where floats are: the first leaves less than it had to, the second has nothing left to ask
    tiny = Fraction(1, 2**1074)
    for a, b, t in [(0, 3, 3), (1, 4, 2)]:
        found = run(bisection(a * tiny, b * tiny, tiny), teachers.Function(lambda X, t=t: X[:, 0] >= t * 5e-324))
        assert (found.hypothesis.low, found.hypothesis.high) == ((t - 1) * tiny, t * tiny)
        assert found.ledger[Membership] == 2
    nothing = run(bisection(0, 1, 5), teachers.Function(lambda X: X[:, 0] >= 0))
    assert nothing.turns == []
    assert nothing.hypothesis.width == 1


def test_a_tie_of_the_majority_votes_for_true() -> None:
    first = next(iter(halving(((0, 0), (1, 0)))))
    assert first.hypothesis.labels.tolist() == [True, False]  # type: ignore[attr-defined]


@given(st.one_of(st.integers(1, 2**53), st.integers(0, 53).map(lambda j: 2**j)))
def test_galloping_finds_any_integer_that_floats_can_name(t: int) -> None:
    found = run(galloping(), teachers.Function(lambda X: np.array([Fraction(x) >= t for x in X[:, 0]])))
    assert (found.hypothesis.low, found.hypothesis.high) == (t - 1, t)
    assert found.ledger[Membership] == max(1, 2 * clg(t))


def test_galloping_gives_up_where_integers_end() -> None:
    with pytest.raises(Inconsistent, match=r"no threshold up to 2\*\*53"):
        run(galloping(), teachers.Function(lambda X: X[:, 0] < 0))


@pytest.mark.parametrize("N", [0, 1, 2, 1000, 2**53])
def test_a_grid_of_any_size_and_both_its_ends(N: int) -> None:
    for t in {0, min(1, N), N // 2, N}:
        found = run(bisection_grid(N=N), teachers.Function(lambda X, t=t: np.array([int(x) >= t for x in X[:, 0]])))
        assert found.hypothesis.high == t
        assert found.ledger[Membership] <= clg(N + 1)


BAD_SIZES = [
    (elimination, 0),
    (elimination, -3),
    (elimination, 2.0),
    (bit_clearing, 0),
    (bit_clearing, "3"),
    (bisection_grid, -1),
]
BAD_SIZES += [(bisection_grid, 2**53 + 1), (logistic, 0), (equation_solving, -1)]


@pytest.mark.parametrize(("learner", "size"), BAD_SIZES)
def test_a_size_that_is_none_is_refused(learner: Any, size: Any) -> None:
    with pytest.raises(BadArgument, match="is an integer"):
        run(learner(size), teachers.Honest(Conjunction.of_all(3)))


@given(st.data())
def test_halving_on_random_classes(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 6))
    rows = st.lists(st.tuples(*[st.integers(0, 1)] * n), min_size=1, max_size=40, unique=True)
    table = tuple(data.draw(rows))
    row = data.draw(st.integers(0, len(table) - 1))
    space = Tables().space(table=table)
    found = run(halving(table), teachers.Honest(Row(table, row), "keeps-most", space=space))
    assert found.hypothesis.labels.astype(int).tolist() == list(table[row])
    assert found.ledger[Equivalence] <= len(table).bit_length()


@pytest.mark.parametrize("table", [(), ((),), ((0, 2),), (0, 1), ((0, 1), (0, 1)), ((0,), (1, 0)), "abc"])
def test_a_table_that_is_no_class_is_refused(table: Any) -> None:
    with pytest.raises(BadArgument, match=r"a finite class is a table|no array|distinct"):
        run(halving(table), teachers.Honest(Row(CUBE, 0)))


@given(st.integers(0, 10**6))
def test_affine_functions_of_exact_floats_come_back_bit_for_bit(seed: int) -> None:
    target = AffineFunctions().draw(Coins(seed))
    d = len(target.w)
    found = run(equation_solving(d=d), teachers.Honest(target))
    assert found.hypothesis.key() == target.key()
    assert found.ledger[Value] == d + 1


@given(st.integers(0, 10**6), st.sampled_from([1e-6, 1e-3, 0.1]), st.sampled_from([0.5, 1.0, 64.0]))
def test_rounded_answers_cost_at_most_two_roundings_a_step(seed: int, rho: float, step: float) -> None:
    rng = np.random.default_rng(seed)
    w, b = rng.normal(size=4), rng.normal()
    found = run(
        equation_solving(d=4, centre=0.25, step=step), teachers.Function(lambda X: np.round((X @ w + b) / rho / 2) * 2 * rho)
    )
    assert (np.abs(found.hypothesis.w - w) <= 2 * rho / step * (1 + 1e-9)).all()


@pytest.mark.parametrize("step", [1e-8, 1.0, 1e12])
def test_steps_of_any_length_and_a_centre_of_ones_own(step: float) -> None:
    target = AffineFunction(np.array([2.0, -3.0, 0.0]), 1.0)
    found = run(equation_solving(d=3, centre=(0.0, 0.0, 0.0), step=(step, step, step)), teachers.Honest(target))
    np.testing.assert_allclose(found.hypothesis.w, target.w, rtol=1e-6)


BAD_STEPS = [
    ({"step": 0.0}, "leads nowhere"),
    ({"centre": 1e300, "step": 1.0}, "leads nowhere"),
    ({"step": (1.0, 2.0)}, "or 3 of them"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD_STEPS)
def test_a_step_that_leads_nowhere_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        run(equation_solving(d=3, **arguments), teachers.Function(lambda X: X[:, 0]))


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(2, 6))
def test_softmax_models_of_any_number_of_classes(seed: int, d: int, K: int) -> None:
    rng = np.random.default_rng(seed)
    target = Softmax.of(rng.normal(size=(K, d)), rng.normal(size=K))
    found = run(softmax(d=d, K=K, centre=0.5, step=0.5), teachers.Honest(target))
    np.testing.assert_allclose(found.hypothesis.W, target.W, atol=1e-12)
    np.testing.assert_allclose(found.hypothesis.b, target.b, atol=1e-12)
    assert found.ledger[Value] == d + 1, "and not K(d + 1)"


def test_a_common_shift_of_all_classes_is_no_other_model() -> None:
    W, b = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]]), np.array([0.0, 1.0, -1.0])
    one, shifted = Softmax.of(W, b), Softmax.of(W + np.array([7.0, -7.0]), b + 5)
    assert one.key() == shifted.key()
    points = np.array([[0.25, 0.5], [4.0, -2.0]])
    np.testing.assert_allclose(one.values(points).sum(axis=1), 1)
    assert one(points).tolist() == one.values(points).argmax(axis=1).tolist()


def test_small_confidences_are_not_lost() -> None:
    steep = Softmax.of(np.array([[0.0], [300.0]]), np.array([0.0, 0.0]))
    found = run(logistic(d=1, centre=1.0, step=1.0), teachers.Honest(steep))
    np.testing.assert_allclose(found.hypothesis.W, steep.W, rtol=1e-12)
    with pytest.raises(Inconsistent, match=r"probability 0\.0"):
        run(logistic(d=1, centre=3.0), teachers.Honest(steep))


def test_examples_stand_in_for_equivalence_queries() -> None:
    learner = sampling(elimination)
    target = Conjunction(np.array([True, False, True, False]))
    for seed in range(20):
        teacher = teachers.Honest(target, law=Law.uniform(target.domain.points()), seed=seed)
        found = run(learner(n=4, eps="1/10", delta="1/10"), teacher)
        bound = learner.theorem.bounds[0].at(n=4, eps=Fraction(1, 10), delta=Fraction(1, 10))
        assert 0 < found.ledger["example"] <= bound
        assert set(found.ledger) == {"example"}


def test_the_number_of_examples_is_the_least_that_will_do() -> None:
    assert [draws(i, Fraction(1, 10), Fraction(1, 20)) for i in range(1, 6)] == [37, 44, 51, 58, 65]
    total = sampling(elimination).theorem.bounds[0].at(n=4, eps=Fraction(1, 10), delta=Fraction(1, 20))
    assert total == 37 + 44 + 51 + 58 + 65


@pytest.mark.parametrize(("eps", "delta"), [(0, "1/2"), (1, "1/2"), ("1/2", "3/2"), ("1/2", -1), ("half", "1/2")])
def test_shares_lie_between_0_and_1(eps: Any, delta: Any) -> None:
    with pytest.raises(BadArgument, match=r"between 0 and 1|must be a finite number"):
        run(sampling(elimination)(n=2, eps=eps, delta=delta), teachers.Honest(Conjunction.of_all(2)))


def test_sampling_needs_a_bound_to_share_delta_over() -> None:
    for learner in (bit_clearing, sampling(elimination)):
        with pytest.raises(BadArgument, match="worst-case bound on equivalence queries"):
            sampling(learner)


def test_an_inner_learner_beyond_its_theorem_is_stopped() -> None:
    from qlearn import Learner

    def stubborn(n: int) -> Any:
        while True:
            yield from Equivalence(Conjunction.of_all(n))

    learner = sampling(Learner(stubborn, elimination.theorem, "mine.stubborn"))
    with pytest.raises(LearnerError, match="more than the 3 equivalence queries"):
        run(learner(n=2, eps="1/2", delta="1/2"), teachers.Honest(Conjunction(np.array([False, False]))))


@pytest.mark.parametrize("eps", ["1/6", "1/12", "1/24"])
def test_a_cut_that_would_leave_too_much_is_refused_before_it_is_asked(eps: str) -> None:
    asked: list[Any] = []
    with pytest.raises(BadArgument, match="no float64 lies where"):  # only 1/6 itself would do, and it is no float
        run(bisection(0, "1/3", eps), teachers.Function(lambda X: asked.append(X) or X[:, 0] >= 0))
    assert asked == []


def test_an_unbounded_search_stops_where_float64_stops_counting() -> None:
    asked: list[float] = []

    def never(X: Any) -> Any:
        asked.append(float(X[0, 0]))
        return np.array([False])

    with pytest.raises(Inconsistent, match=r"2\*\*53"):
        run(galloping(), teachers.Function(never))
    assert asked == [2.0**j for j in range(54)]
