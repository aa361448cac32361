"""Questions are frozen and canonical, and one gate lets answers through."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from qlearn import Comparison, Counterexample, Equivalence, Example, Label, Membership, Superset, Unlabelled, Value
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.tables import Labelling
from qlearn.errors import BadAnswer, BadQuery
from qlearn.points import LARGE, rows, spell
from qlearn.queries import KINDS, Batch, Query

POINTS = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])
finite_rows = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=5), elements=st.floats(allow_nan=False, allow_infinity=False)
)

NO_POINTS: dict[str, Any] = {
    "one point without its batch": [1.0, 2.0],
    "a number": 3.0,
    "three dimensions": np.zeros((2, 2, 2)),
    "no rows": np.zeros((0, 3)),
    "no columns": np.zeros((3, 0)),
    "NaN": [[1.0, np.nan]],
    "infinity": [[np.inf, 1.0]],
    "minus infinity beside a huge number": [[-np.inf, 1e300]],
    "objects": np.array([[object(), 1]], dtype=object),
    "strings": [["a", "b"]],
    "complex": [[1 + 2j]],
    "dates": np.array([["2020-01-01"]], dtype="datetime64[D]"),
}


@pytest.mark.parametrize("points", NO_POINTS.values(), ids=NO_POINTS)
@pytest.mark.parametrize("kind", [Membership, Value, lambda points: Label(points, 3)], ids=["membership", "value", "label"])
def test_what_is_no_batch_of_points_cannot_be_asked(kind: Any, points: Any) -> None:
    with pytest.raises(BadQuery):
        kind(points)


def test_one_point_gets_a_hint() -> None:
    with pytest.raises(BadQuery, match=r"x\[None\]"):
        Membership(np.zeros(3))


@given(finite_rows)
def test_any_finite_rows_can_be_asked_at_any_scale(points: Any) -> None:
    query = Membership(points)
    assert query.cost == len(points)
    assert (query.points == points).all()


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e200, 1.7e308])
def test_sums_that_overflow_are_not_taken_for_infinities(scale: float) -> None:
    assert (Membership(POINTS / 5 * scale).points == POINTS / 5 * scale).all()


@pytest.mark.parametrize("given_type", [bool, np.int8, np.int64, np.float32, float, np.uint8])
def test_numbers_become_float64_but_bits_stay(given_type: Any) -> None:
    points = Membership(np.ones((2, 2), given_type)).points
    assert points.dtype == (np.uint8 if given_type is np.uint8 else np.float64)


def test_a_question_does_not_change_after_it_was_asked() -> None:
    mine = POINTS.copy()
    query = Membership(mine)
    mine[0, 0] = 99
    assert query.points[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        query.points[0, 0] = 1
    large = np.zeros((LARGE // 2 + 1, 2))
    part = large[:, :]
    of_a_view = Membership(part)
    large[0, 0] = 7
    assert of_a_view.points[0, 0] == 0
    Membership(large)
    with pytest.raises(ValueError, match="read-only"):
        large[0, 0] = 8


@given(finite_rows, finite_rows)
def test_keys_are_equal_exactly_for_equal_questions(one: Any, other: Any) -> None:
    same = one.shape == other.shape and bool((one == other).all())
    assert (Membership(one).key() == Membership(other).key()) == same
    assert Membership(one).key() == Membership(one + 0.0).key() == Membership(np.asfortranarray(one)).key()


def test_keys_tell_kinds_types_and_parameters_apart() -> None:
    bits = np.ones((1, 2), np.uint8)
    keys = {Membership(bits).key(), Membership(bits * 1.0).key(), Value(bits).key(), Value(bits, 2).key(), Example(2).key()}
    keys |= {Label(bits, 2).key(), Label(bits, 3).key(), Equivalence(Conjunction.of_all(2)).key()}
    keys |= {Unlabelled(2).key(), Unlabelled(3).key(), Comparison(bits, bits).key(), Comparison(bits, 0 * bits).key()}
    keys |= {Comparison(0 * bits, bits).key(), Membership(np.ones((1, 4), np.uint8)).key()}
    assert len(keys) == 14
    assert Membership([[0.0]]).key() == Membership([[-0.0]]).key(), "there is one zero"


def test_batches_join_and_keep_their_parameters() -> None:
    joined = Value(POINTS, 3).join([Value(POINTS[:1], 3)])
    assert joined.outputs == 3
    assert joined.cost == 4
    assert Label(POINTS, 4).join([]).classes == 4
    assert Value(POINTS, 3).shape != Value(POINTS, 2).shape
    assert Membership(POINTS).shape != Membership(POINTS.astype(np.uint8)).shape
    assert Membership(POINTS).shape == Membership(POINTS[:1]).shape


@given(finite_rows, st.data())
def test_comparisons_are_joined_and_picked_pair_by_pair(points: Any, data: Any) -> None:
    others = points[::-1]
    query = Comparison(points, others)
    assert query.cost == len(points)
    assert (query.about == np.hstack([points, others])).all()
    which = data.draw(st.lists(st.integers(0, len(points) - 1), min_size=1))
    few = query.only(which)
    assert (few.points == points[which]).all()
    assert (few.others == others[which]).all()
    joined = query.join([few])
    assert (joined.about == np.vstack([query.about, few.about])).all()
    assert joined.shape == query.shape == few.shape
    assert query.join([]).key() == query.key()
    assert (query.with_points(-points).others == others).all()
    assert Comparison(points + 0.0, others * 1.0).key() == query.key(), "there is one zero"


def test_a_comparison_keeps_both_sides_from_change() -> None:
    mine = POINTS.copy()
    query = Comparison(mine, mine)
    mine[0, 0] = 99
    assert query.points[0, 0] == query.others[0, 0] == 0
    for side in (query.points, query.others):
        with pytest.raises(ValueError, match="read-only"):
            side[0, 0] = 1
    for other in (POINTS[:2], POINTS[:, :1], POINTS.astype(np.uint8)):
        with pytest.raises(BadQuery, match="one shape and dtype"):
            Comparison(POINTS, other)
    for points in NO_POINTS.values():
        with pytest.raises(BadQuery):
            Comparison(POINTS, points)


BAD_ANSWERS = [
    (Membership(POINTS), [True, False], "shape"),
    (Membership(POINTS), [1, 0, 1], "bool"),
    (Membership(POINTS), [[True], [True], [False]], "shape"),
    (Membership(POINTS), [True, [False], True], "no array"),
    (Membership(POINTS), np.array([True, None, False], object), "bool"),
    (Membership(POINTS), None, "bool"),
    (Label(POINTS, 3), [0, 1, 3], "classes 0..2"),
    (Label(POINTS, 3), [0, -1, 2], "classes 0..2"),
    (Label(POINTS, 3), [0.0, 1.0, 2.0], "integers"),
    (Label(POINTS, 3), [0, 1], "shape"),
    (Value(POINTS), [1.0, np.nan, 2.0], "row 1"),
    (Value(POINTS), [1.0, 2.0, np.inf], "row 2"),
    (Value(POINTS), ["a", "b", "c"], "real numbers"),
    (Value(POINTS), np.ones(3) * 1j, "real numbers"),
    (Value(POINTS, 2), [1.0, 2.0, 3.0], "shape"),
    (Value(POINTS, 2), np.zeros((3, 3)), "shape"),
    (Example(2), None, "pair"),
    (Example(2), (POINTS, np.zeros(3, bool)), "asked for 2"),
    (Example(2), (POINTS[:2], np.zeros(2)), "bool labels"),
    (Example(2), (np.full((2, 1), np.nan), np.zeros(2, bool)), "finite"),
    (Unlabelled(2), None, "cannot be used|numbers|shape"),
    (Unlabelled(2), np.zeros((3, 1)), "asked for 2 points"),
    (Unlabelled(2), np.zeros(2), "asked for 2 points"),
    (Unlabelled(2), np.full((2, 1), np.nan), "finite"),
    (Unlabelled(2), [["a"], ["b"]], "numbers"),
    (Comparison(POINTS, POINTS), [True, False], "shape"),
    (Comparison(POINTS, POINTS), [1, 0, 1], "bool"),
    (Comparison(POINTS, POINTS), [[True], [True], [False]], "shape"),
    (Comparison(POINTS, POINTS), None, "bool"),
    (Equivalence(Conjunction.of_all(2)), True, "None or a Counterexample"),
    (Equivalence(Conjunction.of_all(2)), Counterexample(np.array([1, 0]), False), "no counterexample"),
    (Equivalence(Conjunction.of_all(2)), Counterexample(np.array([[1, 0]]), True), "one point"),
    (Equivalence(Conjunction.of_all(2)), Counterexample(np.array([1, np.nan]), True), "finite"),
    (Equivalence(Conjunction.of_all(2)), Counterexample(np.array([1, 0, 0]), True), "can label"),
    (Equivalence(Conjunction.of_all(2)), Counterexample(np.array([1, 0]), "yes"), "label is like"),  # type: ignore[arg-type]
    (Equivalence(Conjunction.of_all(2)), Counterexample(np.array([1, 0]), 2), "label is like"),
    (Equivalence(Labelling(np.array([True, False]))), Counterexample(np.array([2.0]), True), "no column"),
    (Equivalence(Labelling(np.array([True, False]))), Counterexample(np.array([-1.0]), True), "no column"),
    (Equivalence(Labelling(np.array([True, False]))), Counterexample(np.array([0.5]), True), "no column"),
]


@pytest.mark.parametrize(("query", "answer", "message"), BAD_ANSWERS)
def test_the_gate_refuses_what_is_no_answer_and_says_whose_it_was(query: Any, answer: Any, message: str) -> None:
    with pytest.raises(BadAnswer, match=message) as refused:
        query.accepts(answer)
    assert str(refused.value).startswith(query.kind)


def test_the_gate_gives_answers_their_one_form() -> None:
    assert Membership(POINTS).accepts([True, False, True]).dtype == bool
    assert Label(POINTS, 2).accepts([True, False, True]).tolist() == [1, 0, 1]
    assert Value(POINTS).accepts([1, 2, 3]).shape == (3, 1)
    assert Value(POINTS).accepts(np.float32([[1], [2], [3]])).dtype == np.float64
    assert Equivalence(Conjunction.of_all(1)).accepts(None) is None
    counterexample = Equivalence(Conjunction.of_all(1)).accepts(Counterexample(np.array([0]), np.int64(1)))  # type: ignore[arg-type]
    assert counterexample is not None
    assert counterexample.label is True
    assert Comparison(POINTS, POINTS).accepts([True, False, True]).dtype == bool
    assert Unlabelled(2).accepts([[1], [2]]).dtype == np.float64
    points, labels = Example(1).accepts(([[1.0]], [True]))
    assert points.shape == (1, 1)
    assert labels.dtype == bool


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(BadQuery, match="2 or more classes"):
        Label(POINTS, 1)
    with pytest.raises(BadQuery, match="at least 1"):
        Example(0)
    for m in (0, -1, True, 1.0, "2"):
        with pytest.raises(BadQuery, match="at least 1"):
            Unlabelled(m)  # type: ignore[arg-type]
    assert Unlabelled(np.int64(3)).key() == Unlabelled(3).key()  # type: ignore[arg-type]


def test_every_kind_is_spelt_by_its_own_name() -> None:
    assert set(KINDS) == {
        "membership",
        "label",
        "value",
        "equivalence",
        "example",
        "unlabelled",
        "comparison",
        "leaf",
        "statistical",
        "counterfactual",
        "digits",
        "superset",
    }
    assert all(kind.kind == name and kind.__name__.lower() == name for name, kind in KINDS.items())


@given(finite_rows)
def test_a_long_point_is_spelt_with_its_middle_left_out(points: Any) -> None:
    assert len(spell(np.arange(1000.0))) < 60
    assert spell(points[0]).count(",") == min(points.shape[1], 7) - 1
    assert isinstance(rows(points), np.ndarray)
    assert issubclass(Membership, Batch)


def test_what_was_answered_does_not_change_when_the_teacher_uses_its_arrays_again() -> None:
    buffer, point = np.array([True, False, True]), np.array([1, 0])
    labels, reached = Membership(POINTS).accepts(buffer), Comparison(POINTS, POINTS).accepts(buffer)
    stream, points = POINTS.copy(), Unlabelled(3).accepts(POINTS)
    _, drawn = Example(3).accepts((POINTS, buffer))
    counterexample = Equivalence(Conjunction.of_all(2)).accepts(Counterexample(point, True))
    buffer[:], point[:] = False, 9
    assert labels.tolist() == drawn.tolist() == reached.tolist() == [True, False, True]
    assert points is not POINTS
    assert (points == stream).all()
    assert counterexample is not None
    assert counterexample.point.tolist() == [1, 0]


@pytest.mark.parametrize("classes", [2, 3, 256])
def test_every_class_is_an_answer_and_no_other(classes: int) -> None:
    for label in (0, 1, classes - 1):
        assert Label([[0.0]], classes).accepts([label]).tolist() == [label]
    for label in (-1, classes, 2**62):
        with pytest.raises(BadAnswer, match=f"classes 0..{classes - 1}"):
            Label([[0.0]], classes).accepts([label])


FROZEN = [
    Membership(POINTS), Label(POINTS, 3), Value(POINTS), Example(2), Equivalence(Conjunction.of_all(2)), Unlabelled(2),
    Comparison(POINTS, POINTS), Superset([[1, -1, 0]]),
]  # fmt: skip


@pytest.mark.parametrize("thing", [*FROZEN, Counterexample(np.zeros(1), True)], ids=lambda thing: type(thing).__name__)
def test_questions_and_counterexamples_are_frozen_and_nothing_can_be_hung_on_them(thing: Any) -> None:
    for name in ("points", "others", "m", "hypothesis", "label"):
        if hasattr(thing, name):
            with pytest.raises(AttributeError):
                setattr(thing, name, 1)
    with pytest.raises((AttributeError, TypeError)):
        thing.more = 1
    assert not hasattr(thing, "__dict__")
    assert thing == thing  # arrays have no usable ==, so a question equals itself only
    assert hash(thing) == hash(thing)


def test_queries_are_themselves_and_no_others_and_compared_by_their_keys() -> None:
    hypothesis = Conjunction.of_all(2)
    for make in (lambda: Membership(np.zeros((1, 2))), lambda: Equivalence(hypothesis), lambda: Example(3)):
        one, other = make(), make()
        assert one != other
        assert len({one, other}) == 2
        assert one.key() == other.key()


def test_a_query_says_for_itself_what_answers_it() -> None:
    with pytest.raises(NotImplementedError):
        Query().accepts(None)
    with pytest.raises(NotImplementedError):
        Query().key()
