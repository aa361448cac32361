"""Enclosures of nodes and roots: what lies in the intervals, and that nothing is claimed where nothing can be seen."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qlearn.geometry.dominance import Pencil
from qlearn.geometry.exponential_sums import enclosed, explains, polynomials, prony, weights
from qlearn.geometry.matrix_pencil import factors, nodes
from qlearn.geometry.positive_roots import positive_roots
from qlearn.geometry.variable_projection import Projection
from qlearn.intervals import at, between, context, ends

QUICK = settings(max_examples=25, deadline=None)
HERE = context(60)
places = st.lists(st.fractions(Fraction(1, 10), 5, max_denominator=20), min_size=1, max_size=5, unique=True).map(sorted)
sizes = st.sampled_from([Fraction(1), Fraction(-1), Fraction(3, 2), Fraction(-1, 7)])


def summed(z: list[Fraction], beta: list[Fraction], number: int, off: Fraction = Fraction(0)) -> list[Any]:
    exact = [sum((b * x**t for b, x in zip(beta, z, strict=True)), Fraction(0)) for t in range(number)]
    return [between(HERE, y - abs(y) * off, y + abs(y) * off) for y in exact]


@given(st.fractions(), st.fractions())
def test_an_interval_holds_its_numbers(x: Fraction, y: Fraction) -> None:
    low, high = sorted((x, y))
    first, last = ends(between(HERE, low, high))
    assert first <= low <= high <= last
    for made, true in ((at(HERE, x) * at(HERE, y), x * y), (at(HERE, x) - at(HERE, y), x - y)):
        first, last = ends(made)
        assert first <= true <= last
        assert last - first <= (1 + abs(x) + abs(y)) ** 2 / 10**60


def test_an_interval_without_an_end_is_refused() -> None:
    with pytest.raises(OverflowError):
        ends(HERE.mpf(1) / HERE.mpf([-1, 1]))


@QUICK
@given(places, st.data(), st.sampled_from([0, 40, 30]))
def test_every_node_and_weight_lies_in_its_interval(z: list[Fraction], data: Any, digits: int) -> None:
    beta = [data.draw(sizes) for _ in z]
    k, off = len(z), Fraction(1, 10**digits) if digits else Fraction(0)
    y = summed(z, beta, 2 * k, off)
    found = enclosed(HERE, y, k)
    assert found is not None or digits
    assume(found is not None)
    told = weights(found, y[:k])
    assert told is not None
    for intervals, true in ((found.true, z), (told, beta)):
        for interval, x in zip(intervals, true, strict=True):
            low, high = ends(interval)
            assert low <= x <= high
    assert explains(HERE, y, k)


@QUICK
@given(places, st.data())
def test_what_is_of_fewer_exponentials_is_never_enclosed(z: list[Fraction], data: Any) -> None:
    beta = [data.draw(sizes) for _ in z]
    k = len(z) + data.draw(st.integers(1, 2))
    y = summed(z, beta, 2 * k, Fraction(1, 10 ** data.draw(st.sampled_from([3, 30, 50]))))
    assert enclosed(HERE, y, k) is None
    assert explains(HERE, summed(z, beta, 2 * k), len(z))
    assert len(z) == 1 or not explains(HERE, summed(z, beta, 2 * k), len(z) - 1)


@given(places)
def test_lagrange_polynomials_are_one_at_their_own_place(z: list[Fraction]) -> None:
    for j, row in enumerate(polynomials(HERE, z)):
        for m, x in enumerate(z):
            low, high = ends(sum(c * at(HERE, x**i) for i, c in enumerate(row)))
            assert low <= int(j == m) <= high


@QUICK
@given(st.integers(1, 3), st.data())
def test_a_sign_that_is_seen_is_that_of_the_determinant(k: int, data: Any) -> None:
    entries = st.fractions(-1, 1, max_denominator=8)
    A, B = (
        np.array([[data.draw(entries) + (i == j) * data.draw(st.integers(0, 3)) for j in range(k)] for i in range(k)], object)
        for _ in range(2)
    )
    x = data.draw(st.fractions(-3, 3, max_denominator=9))
    pencil = Pencil.of(*([[at(HERE, c) for c in row] for row in C] for C in (A, B)))
    signs = [pencil.sign(j, x) for j in range(k)]
    determinant = sp.Matrix((B - x * A).tolist()).det()
    assert 0 in signs or sp.sign(determinant) == np.prod(signs)


def pencil_of(A: list[list[int]], B: list[list[int]]) -> Pencil:
    return Pencil.of(*([[at(HERE, Fraction(c)) for c in row] for row in C] for C in (A, B)))


def test_no_sign_and_no_width_where_nothing_dominates() -> None:
    one = [[1, 0], [0, 1]]
    assert pencil_of(one, [[1, 2], [2, 1]]).sign(0, Fraction(0)) == 0  # the determinant is -3
    assert pencil_of(one, [[-2, 1], [1, 2]]).sign(0, Fraction(0)) == -1
    assert pencil_of(one, [[1, 0], [0, 2]]).widths([Fraction(1), Fraction(2)], Fraction(1, 10)) == [Fraction(1, 10)] * 2
    assert pencil_of(one, one).widths([Fraction(1), Fraction(1)], Fraction(1, 10)) is None  # the sign changes twice
    assert pencil_of([[0, 0], [0, 1]], one).widths([Fraction(1), Fraction(2)], Fraction(1, 10)) is None


@QUICK
@given(places)
def test_positive_roots_are_found_from_below(z: list[Fraction]) -> None:
    from mpmath.ctx_mp import MPContext

    there = MPContext()
    there.prec = 400
    polynomial = [there.mpf(1)]
    for x in z:
        r = there.mpf(x.numerator) / x.denominator
        polynomial = [a - r * b for a, b in zip([0, *polynomial], [*polynomial, 0], strict=True)]
    found = positive_roots(there, polynomial)
    assert max(abs(x - there.mpf(r.numerator) / r.denominator) for x, r in zip(found, z, strict=True)) < 1e-60
    assert positive_roots(there, [there.mpf(1), there.mpf(1), there.mpf(1)]) is None
    assert positive_roots(there, [there.mpf(-1), there.mpf(0), there.mpf(1)]) is None  # -1 and 1


def test_no_roots_no_guesses() -> None:
    assert prony([at(HERE, Fraction(0))] * 4, 2, 100) is None
    assert prony([at(HERE, Fraction(y)) for y in (1, 0, -1, 0)], 2, 100) is None  # nodes i and -i


def test_a_pencil_reads_the_nodes_of_exact_values() -> None:
    z, beta = np.array([0.5, 1.0, 1.7]), np.array([1.0, -2.0, 0.5])
    y = (z ** np.arange(-4, 8)[:, None]) @ beta
    assert np.allclose(np.sort(nodes(y, 3)), z, rtol=1e-9)
    assert np.allclose(factors(y, z, -4), beta, rtol=1e-9)


def test_the_derivative_of_the_projection_is_that_of_its_values() -> None:
    rng = np.random.default_rng(0)
    points, centres = rng.normal(size=(40, 2)), rng.normal(size=(3, 2))
    projection, flat = Projection(points, rng.normal(size=40), 3, 0.7), centres.ravel()
    step = 1e-6
    slopes = [(projection.left(flat + step * e) - projection.left(flat - step * e)) / (2 * step) for e in np.eye(6)]
    assert np.allclose(projection.slope(flat), np.array(slopes).T, atol=1e-7)
    phi = projection.bumps(centres)[0]
    assert np.abs(phi.T @ projection.left(flat)).max() < 1e-12  # what is left is orthogonal to what weights can explain
