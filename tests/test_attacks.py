"""Observation 1 and Proposition 1 compose: the catalogue's own bounds come out, and nothing more is promised."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import qlearn
from qlearn.binomial import tail
from qlearn.errors import BadArgument
from qlearn.experiments.attacks import as_printed, by_exact_votes, observation_1, proposition_1
from qlearn.formulas import Size
from qlearn.queries import Equivalence, Example, Statistical, Superset, Unlabelled
from qlearn.reductions.vote import most
from qlearn.symbols import symbol

PIVOT = qlearn.find("linear.pivot_ratio")
rates = st.fractions(Fraction(1, 100), Fraction(2, 5), max_denominator=100)
shares = st.fractions(Fraction(1, 1000), Fraction(1, 2), max_denominator=1000)
angles = st.fractions(Fraction(1, 1000), Fraction(3, 2), max_denominator=1000)


@given(st.integers(1, 40), angles, rates, shares)
@settings(max_examples=40, deadline=None)
def test_compositions_are_the_reduction_learners_own_bounds(d: int, eps: Size, rho: Size, delta: Size) -> None:
    sizes = {"d": d, "eps": eps, "rho": rho, "delta": delta}
    inner = observation_1(PIVOT)
    for attack, name in ((proposition_1(inner), "proposition_1"), (by_exact_votes(inner), "vote")):
        composed = qlearn.find(f"linear.pivot_ratio+{name}").theorem
        assert attack.name == f"linear.pivot_ratio+{name}"
        assert attack.complexity(**sizes) == composed.bounds[0].at(**sizes)
        assert attack.confidence(delta=delta) == 1 - delta
        assert observation_1(qlearn.find(attack.name)).confidence(delta=delta) == 1 - delta
        assert str(attack.bounds[0].formula()) == str(composed.bounds[0].formula())


@given(st.integers(1, 5000), rates, shares)
@settings(max_examples=60, deadline=None)
def test_the_printed_complexity_is_rounded_up_to_even_votes(q: int, rho: Size, delta: Size) -> None:
    inner = observation_1(qlearn.find("boolean.bit_clearing"))
    bought = proposition_1(inner).complexity(n=q, rho=rho, delta=delta)
    printed = float(as_printed(q, rho, delta))
    r = 8 / (1 - 2 * float(rho)) ** 2 * math.log(q / float(delta))
    assert printed == pytest.approx(q * r)
    assert printed <= bought * (1 + 1e-12)
    assert bought < printed + 2 * q * (1 + 1e-12)
    assert bought % (2 * q) == 0  # r is even
    assert proposition_1(inner).printed.at(n=q, rho=rho, delta=delta) == math.floor(printed)  # type: ignore[union-attr]
    assert by_exact_votes(inner).complexity(n=q, rho=rho, delta=delta) <= bought


@given(st.integers(1, 60), st.fractions(Fraction(1, 100), Fraction(3, 10), max_denominator=100), shares)
@settings(max_examples=30, deadline=None)
def test_as_many_votes_keep_the_confidence_and_fewer_do_not(q: int, rho: Size, delta: Size) -> None:
    r = by_exact_votes(observation_1(qlearn.find("boolean.bit_clearing"))).complexity(n=q, rho=rho, delta=delta) // q
    wrong = tail(r, rho, (r + 1) // 2)
    assert q * wrong <= delta
    assert r == 1 or (q + 1) * tail(r - 2, rho, (r - 1) // 2) > delta
    even = proposition_1(observation_1(qlearn.find("boolean.bit_clearing"))).complexity(n=q, rho=rho, delta=delta) // q
    assert q * tail(even, rho, even // 2) <= delta  # half of an even number is no majority


def test_formulas_run_on_symbols() -> None:
    q, rho, delta = (symbol(name) for name in ("q", "rho", "delta"))
    formula = as_printed(q, rho, delta)
    assert sp.simplify(formula - 8 * q * sp.log(q / delta) / (1 - 2 * rho) ** 2) == 0
    at = {q: 900, rho: sp.Rational(2, 5), delta: sp.Rational(1, 20)}
    assert float(formula.subs(at)) == pytest.approx(float(as_printed(900, Fraction(2, 5), Fraction(1, 20))))
    assert "votes(rho" in str(most(q, rho, delta))
    attack = proposition_1(observation_1(PIVOT))
    assert {str(s) for s in attack.bounds[0].formula().free_symbols} == {"d", "eps", "rho", "delta"}


@pytest.mark.parametrize("name", qlearn.catalogue())
def test_every_learner_is_an_attack_or_says_why_not(name: str) -> None:
    learner = qlearn.find(name)
    theorem = learner.theorem
    no_attack = (
        any(issubclass(kind, Equivalence | Example | Statistical | Superset | Unlabelled) for kind in theorem.kinds)
        or "truth_known" in name
        or "not proved" in theorem.claim
        or name in ("kernels.pencil", "kernels.boundary_null_space")
        or any(all(b.mode == "expected" for b in theorem.bounds if b.kind is kind) for kind in theorem.kinds)
    )
    if no_attack:
        with pytest.raises(BadArgument, match=name.replace("+", r"\+")):
            observation_1(learner)
        return
    attack = observation_1(learner)
    modes = {theorem.guarantee.mode, *(bound.mode for bound in attack.bounds)}
    assert attack.confidence(delta=Fraction(1, 7)) == (1 if modes == {"worst case"} else Fraction(6, 7))
    assert "expected" not in modes
    assert {bound.kind for bound in attack.bounds} == theorem.kinds
    assert attack.error == theorem.guarantee.says
    assert bool(attack.needs) == (theorem.noise is not None)


def test_a_learner_of_confidence_1_minus_delta_pays_twice_as_printed() -> None:
    attack = proposition_1(observation_1(qlearn.find("linear.chart_box_confident")))
    assert attack.confidence(delta=Fraction(1, 20)) == 1 - Fraction(2, 20)
    assert "confidence 1 - 2 delta" in str(attack)
    assert any("fresh and independent" in need for need in attack.needs)
    with pytest.raises(BadArgument, match="say delta"):
        attack.confidence()


@pytest.mark.parametrize("rho", [Fraction(1, 2), "3/4", 0, -1, "nan"])
def test_a_rate_that_votes_cannot_beat_is_refused(rho: Any) -> None:
    with pytest.raises(BadArgument):
        proposition_1(observation_1(PIVOT)).complexity(d=3, eps="1/10", rho=rho, delta="1/20")


def test_votes_repair_labels_and_nothing_else() -> None:
    with pytest.raises(BadArgument, match="value queries"):
        proposition_1(observation_1(qlearn.find("linear.equation_solving")))
    with pytest.raises(BadArgument, match="expects noise"):
        proposition_1(observation_1(qlearn.find("linear.dc2")))
    with pytest.raises(BadArgument, match="expects noise"):
        proposition_1(proposition_1(observation_1(PIVOT)))
    with pytest.raises(BadArgument, match="delta"):
        proposition_1(observation_1(PIVOT)).complexity(d=3, eps="1/10", rho="1/4", delta=2)
