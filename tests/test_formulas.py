"""One formula, three readings: integers, fractions, symbols."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.arithmetic import evaluate
from qlearn.formulas import ceiling, choose, clg, clog, exactly, floor, floor_lg, largest, ln, total, whole
from qlearn.symbols import symbol

fractions = st.fractions(min_value=0, max_value=10**6, max_denominator=10**4)


@given(st.one_of(st.integers(0, 2**200), fractions))
def test_clg_is_the_least_exponent_that_reaches(r: int | Fraction) -> None:
    q = clg(r)
    assert r <= Fraction(2) ** q
    assert q == 0 or r > Fraction(2) ** (q - 1)


@pytest.mark.parametrize(("r", "q"), [(0, 0), (1, 0), (2, 1), (2**49, 49), (2**49 + 1, 50), (Fraction(1, 3), 0)])
def test_clg_where_floats_go_wrong(r: int | Fraction, q: int) -> None:
    assert clg(r) == q
    assert clg(sp.Rational(r)) == q


@given(st.integers(1, 2**80))
def test_symbols_evaluate_to_the_same_numbers(n: int) -> None:
    x = symbol("n")
    for formula in (clg, floor_lg, lambda r: largest(3, 2 * r), lambda r: ceiling(r / 3)):
        by_number = formula(n) if formula in (clg, floor_lg) else formula(Fraction(n))
        assert formula(x).subs(x, n) == by_number


def test_a_symbol_of_an_irrational_number_is_exact() -> None:
    assert clg(sp.sqrt(16)) == 2
    assert clg(sp.pi * sp.sqrt(49) * 1000 / 2) == 14


@given(st.integers(1, 40), st.integers(1, 60))
def test_a_ceiling_of_logarithms_is_exact_next_to_an_integer(k: int, m: int) -> None:
    near = ln(2**k) / ln(2) * m  # exactly k m, which no float would promise
    assert ceiling(near) == k * m
    assert ceiling(near + sp.Rational(1, 10**30)) == k * m + 1
    assert ceiling(Fraction(k, m)) == -(-k // m)


@given(st.integers(0, 30))
def test_a_total_is_a_sum_by_numbers_and_by_symbols(n: int) -> None:
    x = symbol("n")
    assert total(lambda i: i * i, 1, n) == sum(i * i for i in range(1, n + 1))
    assert total(lambda i: i * i, 1, x).subs(x, n).doit() == total(lambda i: i * i, 1, n)


def test_numbers_are_read_exactly_or_refused() -> None:
    assert exactly("1/20") == Fraction(1, 20)
    assert exactly("0.05") == Fraction(1, 20)
    assert exactly(0.1) == Fraction(0.1) != Fraction(1, 10), "a float is the rational it is"
    for bad in ("one", float("nan"), float("inf"), None, "1/0", [1]):
        with pytest.raises(BadArgument, match="eps must be a finite number"):
            exactly(bad, "eps")


def test_whole_numbers_have_limits() -> None:
    assert whole(3, "n", least=1) == 3
    for bad in (0, 1.0, True, "3", 11, None):
        with pytest.raises(BadArgument, match="n is an integer, from 1 to 10"):
            whole(bad, "n", least=1, most=10)


@given(st.integers(0, 8), st.integers(1, 8))
def test_in_a_total_of_totals_each_index_is_its_own(n: int, m: int) -> None:
    x, y = symbol("n"), symbol("i")  # a size may be called like an index
    triangle = total(lambda i: total(lambda j: i * j + y, 1, i), 1, x)
    square = total(lambda i: total(lambda j: i * j * y, 1, x), 1, x)
    by_number = {
        triangle: total(lambda i: total(lambda j: i * j + m, 1, i), 1, n),
        square: total(lambda i: total(lambda j: i * j * m, 1, n), 1, n),
    }
    for formula, number in by_number.items():
        assert formula.free_symbols == {x, y}
        assert formula.subs({x: n, y: m}).doit() == number


def test_a_total_may_start_at_zero() -> None:
    x = symbol("n")
    assert total(lambda i: largest(1, i), 0, x).subs(x, 3).doit() == total(lambda i: largest(1, i), 0, 3) == 7


@pytest.mark.parametrize("name", ["n", "N", "eps", "delta", "i"])
def test_sizes_are_positive_symbols_of_their_own_name(name: str) -> None:
    assert symbol(name).is_positive
    assert str(symbol(name)) == name
    assert symbol(name) == symbol(name)


@given(fractions, st.fractions(min_value=Fraction(21, 20), max_value=50, max_denominator=40))
def test_a_logarithm_to_any_base_is_the_least_exponent_that_reaches(r: Fraction, base: Fraction) -> None:
    q = clog(r, base)
    assert r <= base**q
    assert q == 0 or r > base ** (q - 1)
    assert clog(r, 2) == clg(r)
    x, y = symbol("r"), symbol("base")
    assert clog(x, y).subs({x: sp.Rational(r), y: sp.Rational(base)}) == q
    assert evaluate("clog(r, base)", {"r": r, "base": base}) == q
    for power in range(5):
        assert clog(base**power, base) == power, "no float logarithm could promise this"


def test_a_logarithm_needs_a_base_above_1() -> None:
    with pytest.raises(BadArgument, match="base above 1, got 1"):
        clog(3, 1)
    for text in ("clog(3, 1)", "clog(sqrt(3), 2)"):
        with pytest.raises(Undecided, match="cannot be worked out"):
            evaluate(text, {})
    assert str(clog(symbol("r"), 3)) == "clog(r, 3)"
    assert sp.latex(clog(symbol("r") + 1, symbol("a"))) == r"\left\lceil \log_{a} \left(r + 1\right) \right\rceil"


@given(st.integers(-40, 40), st.integers(1, 60))
def test_a_floor_is_exact_next_to_an_integer(k: int, m: int) -> None:
    assert floor(k) == k
    assert floor(Fraction(k, m)) == k // m
    near = ln(2**m) / ln(2) * k
    assert floor(near) == k * m
    assert floor(near - sp.Rational(1, 10**30)) == k * m - 1
    x = symbol("x")
    assert floor(x / 7).subs(x, m) == m // 7 == evaluate("floor(x/7)", {"x": m})
    assert evaluate("floor(-sqrt(x))", {"x": m * m + 1}) == -m - 1


@given(st.integers(0, 40), st.integers(0, 40))
def test_sets_are_counted_the_same_by_all_three(n: int, k: int) -> None:
    x, y = symbol("d"), symbol("p")
    formula = choose(x + y - 1, y)
    count = choose(n + k, k)
    assert formula.subs({x: n + 1, y: k}) == count
    assert evaluate(str(formula), {"d": n + 1, "p": k}) == count
    assert count == (1 if n == 0 or k == 0 else choose(n + k - 1, k) + choose(n + k - 1, k - 1))
