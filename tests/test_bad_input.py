"""Bad input ends in an error that names whose fault it is: never in a crash, a warning or a wrong answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Dialogue, Equivalence, Example, Label, Membership, Session, Value, find, run, teachers
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.tables import CUBE, Labelling, Row, as_table
from qlearn.domains import Sphere
from qlearn.errors import BadAnswer, BadArgument, BadQuery, CallerError, Inconsistent, LearnerError, QlearnError, UnknownName
from qlearn.evidence.trial import Witness
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.finite.halving import halving
from qlearn.learners.linear.bisection import bisection
from qlearn.learners.linear.equation_solving import equation_solving
from qlearn.learners.linear.softmax import softmax
from qlearn.transcript import Ledger

POINT = np.zeros((1, 2))
TARGET = Conjunction(np.array([True, False]))
RAGGED = [[1.0, 2.0], [3.0]]
HUGE = np.array([[np.longdouble("1e400")]])  # finite, until it is a float64
needs_long_double = pytest.mark.skipif(np.finfo(np.longdouble).max <= np.finfo(float).max, reason="no wider float here")


@pytest.mark.parametrize("number", [0, -1, 2.5, "3", None, True, float("nan"), [2]], ids=repr)
def test_what_is_no_number_of_examples_outputs_or_classes_cannot_be_asked(number: Any) -> None:
    for ask in (lambda: Example(number), lambda: Value(POINT, number), lambda: Label(POINT, number)):
        with pytest.raises(BadQuery, match=r"at least 1|1 or more|2 or more"):
            ask()


def test_numbers_of_numpy_count_too() -> None:
    assert Example(np.int64(3)).cost == 3  # type: ignore[arg-type]
    assert Value(POINT, np.int64(2)).key() == Value(POINT, 2).key()  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Membership, Value, lambda points: Label(points, 2)], ids=["membership", "value", "label"])
def test_rows_of_unequal_length_are_no_question(kind: Any) -> None:
    with pytest.raises(BadQuery, match="no array"):
        kind(RAGGED)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (Membership(POINT), [[True], [True, False]]),
        (Label(POINT, 3), [[0], [1, 2]]),
        (Value(POINT), RAGGED),
        (Example(2), (RAGGED, [True, False])),
        (Example(2), (np.zeros((2, 1)), [[True], [True, False]])),
        (Equivalence(Conjunction.of_all(2)), Counterexample(RAGGED, True)),  # type: ignore[arg-type]
        (Equivalence(Labelling(np.array([True]))), Counterexample(np.array([]), True)),
    ],
    ids=lambda x: getattr(x, "kind", ""),
)
def test_rows_of_unequal_length_are_no_answer(query: Any, answer: Any) -> None:
    with pytest.raises(BadAnswer, match=f"^{query.kind}: "):
        query.accepts(answer)


@needs_long_double
def test_a_number_beyond_float64_is_an_infinity_and_refused_without_a_warning() -> None:
    with pytest.raises(BadQuery, match="finite"):
        Membership(HUGE)
    with pytest.raises(BadAnswer, match="finite"):
        Value([[1.0]]).accepts(HUGE)


ARGUMENTS: dict[str, Any] = {
    "n": lambda bad: elimination(n=bad),
    "n (membership)": lambda bad: bit_clearing(n=bad),
    "table": lambda bad: halving(table=bad),
    "eps": lambda bad: bisection(0, 1, bad),
    "d": lambda bad: equation_solving(d=bad),
    "K": lambda bad: softmax(d=1, K=bad),
    "step": lambda bad: equation_solving(d=2, step=bad),
    "delta": lambda bad: find("boolean.elimination+sampling")(n=2, eps="1/4", delta=bad),
}
NEVER = [0, -1, float("nan"), float("inf"), "", "one", [], (), {}, object(), b"3", 1j, np.random.default_rng(0), lambda: 3, int]


@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.parametrize("bad", NEVER, ids=lambda bad: repr(bad) if isinstance(bad, float | str) else type(bad).__name__)
def test_no_argument_that_can_never_do_reaches_the_teacher(name: str, bad: Any) -> None:
    if name == "step" and bad == -1:
        return  # a step back is a step
    teacher = Witness(teachers.Honest(TARGET))
    with pytest.raises(CallerError):
        run(ARGUMENTS[name](bad), teacher)
    assert teacher.counts == {}


def test_a_learner_without_its_arguments_is_no_learning() -> None:
    with pytest.raises(BadArgument, match=r"boolean\.elimination has not got its arguments yet"):
        run(elimination, teachers.Honest(TARGET))  # type: ignore[arg-type]


@dataclass
class Mutable:
    x: int = 1


def test_an_argument_that_could_change_later_is_refused() -> None:
    with pytest.raises(BadArgument, match="frozen dataclasses"):
        bisection(0, 1, Mutable())  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [3, None, 1.5, int, object, Membership(POINT)], ids=repr)
def test_what_is_no_kind_of_query_has_neither_count_nor_budget(kind: Any) -> None:
    with pytest.raises(BadArgument, match="a query kind is"):
        Ledger([])[kind]
    with pytest.raises(BadArgument, match="a query kind is"):
        run(elimination(n=2), teachers.Honest(TARGET), budget={kind: 1})


def test_a_learner_that_failed_has_no_question_left() -> None:
    session = Session(elimination(n=2))
    with pytest.raises(Inconsistent):
        session.tell(Counterexample(np.array([1, 1]), False))
    assert session.done
    assert session.result is None, "a failed learner has found nothing"
    with pytest.raises(BadArgument, match="the dialogue is over"):
        session.tell(None)


def test_nonsense_after_a_refused_budget_is_the_learners_fault() -> None:
    def insisting() -> Dialogue[None]:
        from qlearn.errors import OutOfBudget

        try:
            yield from Membership(POINT)
        except OutOfBudget:
            yield 5  # type: ignore[misc]

    with pytest.raises(LearnerError, match="asked a int query after its budget"):
        run(insisting(), teachers.Honest(TARGET), budget=0)


@pytest.mark.parametrize(
    ("centre", "step"), [(1.7e308, 1.7e308), (-1.7e308, -1.7e308), (1e300, 1.0), (0.0, 0.0), (1.0, 1e-300)]
)
def test_a_step_off_the_floats_or_too_small_is_refused_without_a_warning(centre: float, step: float) -> None:
    with pytest.raises(BadArgument, match="leads nowhere in coordinate 0"):
        run(equation_solving(d=2, centre=centre, step=step), teachers.Function(lambda X: X[:, 0]))


@given(st.floats(1e-300, 1e300), st.floats(-1e300, 1e300))
def test_points_of_any_scale_are_on_the_sphere_or_not(x: float, y: float) -> None:
    length = np.hypot(x, y)
    assert Sphere(2).contains(np.array([[x, y]])).tolist() == [bool(abs(length - 1) <= 1e-12)]


@pytest.mark.parametrize(
    "table", [[[0, 1], [1]], None, "01", [["0", "1"]], [[0.5]], [[float("nan")]], [[]], [0, 1], [[0], [0]]]
)
def test_what_is_no_table_says_so(table: Any) -> None:
    with pytest.raises(BadArgument, match=r"a finite class is a table|no array|distinct"):
        as_table(table)


def test_the_nastiest_teacher_needs_a_space_that_holds_its_concept() -> None:
    teacher = teachers.Honest(Conjunction.of_all(3), "keeps-most", space=Conjunctions().space(n=2))
    with pytest.raises(BadArgument, match="not in the version space"):
        teacher.answer(Equivalence(TARGET))


@pytest.mark.parametrize(
    "name", ["", "+", "boolean", "elimination", "boolean.elimination+", "+sampling", "BOOLEAN.elimination"]
)
def test_half_a_name_finds_nothing_but_a_suggestion(name: str) -> None:
    with pytest.raises(UnknownName, match=r"did you mean|known:"):
        find(name)


TOLD: dict[str, Any] = {
    "None": None,
    "a string": "no",
    "a number": 3,
    "NaN": float("nan"),
    "an object": object(),
    "a function": lambda: True,
    "too many": [True] * 99,
    "a dictionary": {"label": True},
    "an array of objects": np.array([None, object()]),
    "a ragged list": RAGGED,
    "a counterexample of strings": Counterexample(np.array(["a", "b"]), True),
    "a counterexample of nothing": Counterexample(None, True),  # type: ignore[arg-type]
    "a counterexample with a NaN": Counterexample(np.array([np.nan, 1.0]), True),
    "a label that is an array": Counterexample(np.array([1, 0]), np.array([True, False])),  # type: ignore[arg-type]
}
LEARNINGS: dict[str, Any] = {
    "bit_clearing": lambda: bit_clearing(n=2),
    "elimination": lambda: elimination(n=2),
    "halving": lambda: halving(CUBE),
    "bisection": lambda: bisection(0, 1, "1/4"),
    "equation_solving": lambda: equation_solving(d=2),
    "softmax": lambda: softmax(d=2, K=3),
    "sampling": lambda: find("boolean.elimination+sampling")(n=2, eps="1/4", delta="1/4"),
}


@pytest.mark.parametrize("learning", LEARNINGS)
@pytest.mark.parametrize("said", TOLD)
def test_whatever_a_teacher_says_no_dialogue_crashes(learning: str, said: str) -> None:
    session = Session(LEARNINGS[learning]())
    asked = session.query
    if said == "None" and isinstance(asked, Equivalence):
        return  # that is an answer: yes
    with pytest.raises(BadAnswer):
        session.tell(TOLD[said])
    assert session.query is asked, "it can be answered again"


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.complex_numbers())
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner), max_leaves=8)
queries: list[Any] = [
    Membership(np.zeros((2, 1))), Label(np.zeros((2, 1)), 3), Value(np.zeros((2, 1))), Value(np.zeros((2, 1)), 2),
    Example(2), Equivalence(Conjunction.of_all(2)), Equivalence(Labelling(np.array([True, False]))),
]  # fmt: skip


@pytest.mark.parametrize("query", queries, ids=lambda query: query.kind)
@given(said=anything, label=anything)
def test_the_gate_lets_through_or_refuses_and_does_nothing_else(query: Any, said: Any, label: Any) -> None:
    for answer in (said, (said, label), Counterexample(said, label)):
        try:
            accepted = query.accepts(answer)
        except BadAnswer:
            continue
        again = query.accepts(accepted)
        assert type(again) is type(accepted), "what was let through is let through again"
        assert str(again) == str(accepted)


@given(points=anything)
def test_a_question_is_asked_or_refused_and_nothing_else(points: Any) -> None:
    try:
        query = Membership(points)
    except BadQuery:
        return
    assert query.points.dtype in (np.float64, np.uint8)
    assert query.points.ndim == 2
    assert np.isfinite(query.points).all()
    assert not query.points.flags.writeable


def test_every_error_has_one_culprit() -> None:
    from qlearn import errors

    kinds = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, QlearnError)]
    culprits = (errors.CallerError, errors.LearnerError, errors.TeacherError)
    assert all(sum(issubclass(kind, culprit) for culprit in culprits) <= 1 for kind in kinds)
    nobodys = {kind.__name__ for kind in kinds if not issubclass(kind, culprits)}
    assert nobodys == {"QlearnError", "OutOfBudget", "Undecided", "Failed"}


def test_halving_by_examples_can_be_run() -> None:
    found = run(find("finite.halving+sampling")(table=CUBE, eps="1/4", delta="1/4"), teachers.Honest(Row(CUBE, 5)))
    assert found.learning.sizes()["N"] == 8, "told by the table"
    assert 0 < found.ledger["example"] <= found.learning.learner.theorem.bounds[0].at(**found.learning.sizes())
