"""Each method of proof accepts what is true and nothing else, near misses among it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from proofs_checks.duality import at_least
from proofs_checks.enclosure import positive
from proofs_checks.squares import _semidefinite, sum_of_squares

x, y, z = sp.symbols("x y z")


def test_positive_on_an_interval() -> None:
    assert positive(lambda t: t * t - t + 0.26, Fraction(0), Fraction(1))
    assert not positive(lambda t: t * t - t + 0.24, Fraction(0), Fraction(1))
    assert not positive(lambda t: t, Fraction(0), Fraction(1)), "touches 0"
    assert not positive(lambda t: 0.5 - t, Fraction(0), Fraction(1))


@pytest.mark.parametrize(
    ("polynomial", "monomials", "is_one"),
    [
        (x**2 - 2 * x * y + y**2, [x, y], True),
        (x**2 - 2 * x * y + sp.Rational(99, 100) * y**2, [x, y], False),
        ((x**2 + y**2 + z**2) ** 2, [x**2, y**2, z**2, x * y, y * z, x * z], True),
        (x**4 + 1, [x**2, x, sp.Integer(1)], True),
        (x**4 - 1, [x**2, x, sp.Integer(1)], False),
        (x**4 * y**2 + x**2 * y**4 + 1 - 3 * x**2 * y**2, [x**2 * y, x * y**2, x * y, sp.Integer(1)], False),
    ],
    ids=["a square", "1 % less", "a square of three", "quartic", "negative at 0", "Motzkin: nowhere negative, but no sum"],
)
def test_sums_of_squares(polynomial: Any, monomials: list[Any], is_one: bool) -> None:
    assert sum_of_squares(polynomial, monomials) is is_one


def test_semidefinite_is_decided_exactly() -> None:
    tiny = sp.Rational(1, 10**30)
    assert _semidefinite(sp.Matrix([[1, 1], [1, 1]]))
    assert not _semidefinite(sp.Matrix([[1, 1], [1, 1 - tiny]]))
    assert not _semidefinite(sp.Matrix([[0, tiny], [tiny, 1]]))
    assert _semidefinite(sp.Matrix([[0, 0], [0, 1]]))


@given(st.fractions(0, 1, max_denominator=50))
def test_a_dual_bound_is_exact(w: Fraction) -> None:
    """Of two parts of w the larger is at least w/2: minimise m with m >= a, m >= b, a + b >= w."""
    rows = [[1, -1, 0], [1, 0, -1], [0, 1, 1]]
    assert at_least([1, 0, 0], rows, [0, 0, w], w / 2)
    assert not at_least([1, 0, 0], rows, [0, 0, w], w / 2 + Fraction(1, 10**9))


def test_a_program_that_has_no_bound() -> None:
    assert not at_least([-1], [[1]], [0], -100)
