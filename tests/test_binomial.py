"""How many votes, how many trials: exact numbers, in whatever way they are worked out."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
import sympy as sp
from hypothesis import example, given
from hypothesis import strategies as st

from qlearn import binomial
from qlearn.binomial import majority_votes, tail, told_apart
from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.arithmetic import evaluate
from qlearn.formulas import race, trials, votes
from qlearn.symbols import symbol

rates = st.fractions(min_value=Fraction(1, 50), max_value=Fraction(9, 20), max_denominator=60)
shares = st.fractions(min_value=Fraction(1, 10**6), max_value=Fraction(2, 5), max_denominator=10**6)
SOME = {"rho": Fraction(1, 4), "s": Fraction(1, 100)}


@given(rates, shares)
@example(Fraction(1, 4), Fraction(5, 32))  # met exactly: no enclosure decides it
@example(Fraction(0.4), Fraction(0.05) / 901)
def test_votes_are_the_least_odd_number_that_is_enough(rho: Fraction, share: Fraction) -> None:
    r = votes(rho, share)
    assert r % 2 == 1
    assert tail(r, rho, (r + 1) // 2) <= share
    assert r == 1 or tail(r - 2, rho, (r - 1) // 2) > share


@given(rates, shares)
def test_numbers_are_those_of_the_independent_reader(rho: Fraction, share: Fraction) -> None:
    assert evaluate("votes(rho, s)", {"rho": rho, "s": share}) == votes(rho, share)
    assert evaluate("ceiling(1000*race(rho, s))", {"rho": rho, "s": share}) == -(-1000 * race(rho, share) // 1)


@given(st.fractions(Fraction(1, 10), Fraction(1, 2), max_denominator=20), shares)
def test_trials_are_those_of_the_independent_reader(null: Fraction, share: Fraction) -> None:
    sizes = {"p": null, "q": null + Fraction(2, 5), "s": share}
    assert evaluate("trials(p, q, s, s)", sizes) == trials(sizes["p"], sizes["q"], share, share)


@given(st.fractions(Fraction(1, 10), Fraction(1, 2), max_denominator=20), shares, shares)
def test_a_test_keeps_both_its_errors_and_none_is_smaller(null: Fraction, level: Fraction, miss: Fraction) -> None:
    other = null + Fraction(2, 5)
    n, k = told_apart(null, other, level, miss)
    assert tail(n, null, k) <= level < tail(n, null, k - 1)
    assert 1 - tail(n, other, k) <= miss
    fewer = next(j for j in range(n + 1) if tail(n - 1, null, j) <= level)
    assert 1 - tail(n - 1, other, fewer) > miss


@given(st.integers(0, 12), rates, st.integers(-1, 13))
def test_a_tail_is_a_sum(n: int, p: Fraction, k: int) -> None:
    assert tail(n, p, k) == sum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(max(k, 0), n + 1))


@given(rates, shares)
def test_a_race_is_won_by_the_least_lead_and_takes_the_gamblers_time(rho: Fraction, share: Fraction) -> None:
    A = next(A for A in range(1, 10**4) if rho**A <= share * (rho**A + (1 - rho) ** A))
    errs = rho**A / (rho**A + (1 - rho) ** A)
    assert race(rho, share) == A * (1 - 2 * errs) / (1 - 2 * rho)


@pytest.mark.parametrize(("eta", "share", "r"), [("1/10", "1/100", 5), ("3/10", "1/1000000", 131), ("2/5", "1/100", 133)])
def test_votes_of_the_literature(eta: str, share: str, r: int) -> None:
    assert votes(Fraction(eta), Fraction(share)) == r


def test_symbols_wait_for_numbers() -> None:
    rho, s = symbol("rho"), symbol("s")
    for formula in (votes(rho, s), trials(rho, 1 - rho, s, s), race(rho, s)):
        values = {rho: sp.Rational(1, 4), s: sp.Rational(1, 100)}
        assert formula.free_symbols == {rho, s}
        assert sp.ceiling(1000 * formula.subs(values)) == evaluate(f"ceiling(1000*{formula})", SOME)
    assert sp.latex(votes(rho, s)) == r"r_{\rho}\left(s\right)"
    assert sp.latex(race(rho, s)) == r"t_{\rho}\left(s\right)"
    assert sp.latex(trials(rho, s, s, s)) == r"n\left(\rho, s, s, s\right)"


@pytest.mark.parametrize("text", ["votes(1/2, s)", "votes(rho, 0)", "votes(rho, pi)", "trials(rho, 1, s, s)", "race(1/2, s)"])
def test_the_reader_does_not_answer_nonsense(text: str) -> None:
    with pytest.raises(Undecided):
        evaluate(text, SOME)


@pytest.mark.parametrize("bad", [(0, "1/2"), ("1/2", "1/2"), ("-1/2", "1/2"), ("1/4", 0)], ids=str)
def test_rates_that_are_none(bad: tuple[str, str]) -> None:
    with pytest.raises(BadArgument, match="a rate in"):
        majority_votes(*map(Fraction, bad))


@pytest.mark.parametrize("bad", [("1/2", "1/2", "1/9", "1/9"), ("1/4", "1/2", 0, "1/9"), ("1/4", "1/2", "1/9", 1)], ids=str)
def test_tests_that_are_none(bad: tuple[str, ...]) -> None:
    with pytest.raises(BadArgument, match="a test needs"):
        told_apart(*map(Fraction, bad))


def test_what_would_take_for_ever_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binomial, "MOST", 999)
    with pytest.raises(BadArgument, match="too near to 1/2"):
        majority_votes(Fraction(499, 1000), Fraction(1, 100))
    with pytest.raises(BadArgument, match="too near to"):
        told_apart(Fraction(1, 2), Fraction(501, 1000), Fraction(1, 100), Fraction(1, 100))
