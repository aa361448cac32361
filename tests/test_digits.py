"""Exact numbers are asked for and answered as fractions: nothing is rounded on the way, and nothing rounded gets in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Digits, codec, teachers
from qlearn.concepts.conjunctions import Conjunction
from qlearn.digits import rounded, spelled
from qlearn.domains import Space
from qlearn.driver import describe
from qlearn.errors import BadAnswer, BadQuery, Undecided
from qlearn.oracle import legal
from qlearn.transcript import Ledger, Turn, contradiction, heard

HUGE = Fraction(7**9000, 5**9000)  # more than the 4,300 digits that Python writes in tens
POINTS = ((Fraction(1, 3), Fraction(2)), (Fraction(-5), HUGE))
numbers = st.fractions() | st.builds(lambda x, e: x * Fraction(10) ** e, st.fractions(), st.integers(-60, 60))


class Sum:
    """f(x) = x_1 + x_2, known to any number of digits."""

    domain = Space(2)

    def digits(self, query: Digits) -> tuple[Fraction, ...]:
        return tuple(rounded(sum(point, Fraction(0)), query.digits) for point in query.points)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ((), "batch >= 1"),
        (((),), "d >= 1"),
        (((1, 2), (3,)), "got 2 rows of \\[1, 2\\]"),
        (3, "shape \\(batch, d\\)"),
        ((1, 2), "shape \\(batch, d\\), got 1"),
        ("12", "got '12'"),
        (((0.5,),), "write Fraction"),
        (((True,),), "got True"),
        (((Decimal("NaN"),),), "NaN"),
        ((("1/2",),), "'1/2'"),
    ],
)
def test_points_are_rows_of_exact_numbers(points: Any, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        Digits(points)


@pytest.mark.parametrize("digits", [0, -1, True, 2.0, "3"])
def test_digits_are_counted_from_one(digits: Any) -> None:
    with pytest.raises(BadQuery, match="1 or more digits"):
        Digits(POINTS, digits)


def test_whole_numbers_become_fractions_and_equal_questions_have_equal_keys() -> None:
    query = Digits(((1, Fraction(4, 2)), (np.int64(3), Decimal("0.5"))), 7)  # type: ignore[arg-type]
    assert query.points == ((Fraction(1), Fraction(2)), (Fraction(3), Fraction(1, 2)))
    assert all(type(x) is Fraction for point in query.points for x in point)
    assert (query.cost, query.d, query.digits) == (2, 2, 7)
    one = Digits(((Fraction(1), Fraction(2)), (Fraction(3), Fraction(1, 2))), np.int64(7))  # type: ignore[arg-type]
    assert one.key() == query.key()
    longer: Any = ((1, 2, 3, Fraction(1, 2)),)
    others = [Digits(query.points), Digits(query.points, 8), Digits(query.points[:1], 7), Digits(longer, 7)]
    assert len({query.key(), *(q.key() for q in others)}) == 5
    assert Digits(POINTS).key() == Digits(POINTS).key(), "numbers of any length have a key"


@pytest.mark.parametrize(
    ("digits", "answer", "message"),
    [
        (None, None, "wanted a tuple of 2"),
        (None, 3, "wanted a tuple of 2"),
        (None, "12", "wanted a tuple of 2"),
        (None, (Fraction(1),), "asked 2 points"),
        (None, [[1], [2]], "row 0"),
        (None, (1, None), "None in row 1"),
        (None, (1, True), "True in row 1"),
        (None, (1, 2.0), "exact values.*2.0 in row 1.*15 digits"),
        (16, (1.0, 2), "16 digits.*1.0 in row 0"),
        (15, (1.0, float("nan")), "nan.* in row 1"),
        (15, (float("inf"), 0), "inf.* in row 0"),
        (None, (Decimal("Infinity"), 0), "Infinity.* row 0"),
        (None, (1j, 0), "1j in row 0"),
        (None, ([HUGE], 0), "too long to show in row 0"),
    ],
)
def test_what_is_no_exact_number_is_no_answer(digits: int | None, answer: Any, message: str) -> None:
    with pytest.raises(BadAnswer, match=message) as refused:
        Digits(POINTS, digits).accepts(answer)
    assert str(refused.value).startswith("digits:")


def test_answers_become_fractions() -> None:
    assert Digits(POINTS).accepts([np.int64(3), Decimal("1e400")]) == (Fraction(3), Fraction(10**400))
    assert Digits(POINTS, 15).accepts(np.array([0.5, 0.25])) == (Fraction(1, 2), Fraction(1, 4))
    assert Digits(POINTS).accepts((HUGE, 2**100))[0] == HUGE


@given(numbers, st.integers(1, 40))
def test_rounding_is_to_the_nearest_number_of_so_many_digits(number: Fraction, digits: int) -> None:
    near = rounded(number, digits)
    assert near == -rounded(-number, digits)
    assert rounded(near, digits) == near
    leading = next((e for e in range(400, -400, -1) if Fraction(10) ** e <= abs(number)), 0)
    unit = Fraction(10) ** (leading - digits + 1)
    assert abs(near - number) <= unit / 2
    assert (near / unit).denominator == 1
    assert abs(near) <= unit * 10**digits


def test_rounding_at_the_edges() -> None:
    assert [rounded(Fraction(x), 2) for x in (985, 995, 105, 115)] == [980, 1000, 100, 120]
    assert rounded(Fraction(999, 1000), 3) == Fraction(999, 1000)
    assert rounded(Fraction(10) ** -400, 1) == Fraction(10) ** -400
    assert rounded(Fraction(0), 3) == 0
    assert rounded(HUGE, None) == HUGE


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=3), st.none() | st.integers(1, 30))
def test_questions_and_answers_survive_a_file(points: Any, digits: int | None) -> None:
    query = Digits(tuple(points), digits)
    answer = query.accepts(teachers.Honest(Sum()).answer(query))  # type: ignore[arg-type]
    again = codec.decode(json.loads(json.dumps(codec.encode(query))))
    assert again.key() == query.key()
    assert codec.decode(json.loads(json.dumps(codec.encode(answer)))) == answer


def test_long_numbers_survive_a_file() -> None:
    for number in (HUGE, -HUGE, Fraction(2**1024), Fraction(1, 2**1023), Fraction(-(2**1024) + 1)):
        assert codec.decode(json.loads(json.dumps(codec.encode(number)))) == number
    assert codec.encode(Fraction(1, 3)) == {"fraction": "1/3"}, "files of before are still read and written"
    assert spelled(Fraction(-31, 16)) == "-1f/10"


def test_an_honest_teacher_says_the_rounded_value_and_nothing_else_is_legal() -> None:
    exactly, roughly = Digits(POINTS), Digits(POINTS, 3)
    teacher: Any = teachers.Honest(Sum())  # type: ignore[arg-type]
    assert teacher.answer(exactly) == (Fraction(7, 3), HUGE - 5)
    assert teacher.answer(roughly)[0] == Fraction(233, 100)
    concept: Any = Sum()
    assert legal(exactly, concept, [Fraction(7, 3), HUGE - 5])
    assert not legal(exactly, concept, [Fraction(7, 3), HUGE])
    assert not legal(roughly, concept, [Fraction(7, 3), HUGE])
    with pytest.raises(Undecided, match="digits"):
        teachers.Honest(Conjunction.of_all(2)).answer(exactly)


def test_a_plain_function_computes_with_fractions() -> None:
    teacher = teachers.Function(lambda X: X[:, 0] ** 2 - 3 * X[:, 1])
    query = Digits(POINTS)
    assert query.accepts(teacher.answer(query)) == (Fraction(1, 9) - 6, 25 - 3 * HUGE)
    floats = teachers.Function(lambda X: X[:, 0] * 0.5)
    with pytest.raises(BadAnswer, match="compute with them throughout"):
        query.accepts(floats.answer(query))


def test_the_ledger_counts_points_and_a_contradiction_is_seen() -> None:
    def turns() -> Iterator[Turn]:
        yield Turn(Digits(POINTS), (Fraction(1), Fraction(2)))
        yield Turn(Digits(POINTS[1:], 3), (Fraction(5),))
        yield Turn(Digits(POINTS[1:]), (Fraction(3),))

    assert Ledger(turns())["digits"] == 4
    assert heard(Digits(POINTS)) == 2
    assert contradiction(turns()) == (0, 2), "to three digits it is another question"
    assert "2 points, the first (1/3, 2/1)" in describe(Digits(POINTS, 3))
