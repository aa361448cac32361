"""Claims as data: numbers, formulas, sizes, fingerprints."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp

import qlearn
from qlearn import Bound, Equivalence, Example, Membership
from qlearn.errors import SizeConflict
from qlearn.formulas import clg, total
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.linear.bisection import bisection
from qlearn.theorems import of_sizes, one_value_each

SENSES = {"at most": (True, True, False), "exactly": (False, True, False), "at least": (False, True, True)}


@pytest.mark.parametrize(("sense", "allowed"), SENSES.items())
def test_a_bound_allows_what_its_sense_says(sense: Any, allowed: tuple[bool, ...]) -> None:
    bound = Bound(Membership, sense, lambda n: n)
    assert tuple(bound.allows(measured, 5) for measured in (4, 5, 6)) == allowed


def test_a_bound_takes_its_sizes_by_name_and_names_the_missing() -> None:
    bound = Bound(Membership, "at most", lambda d, eps: d * clg(1 / eps))
    assert bound.sizes == ("d", "eps")
    assert bound.at(d=3, eps=Fraction(1, 8), n=99) == 9
    with pytest.raises(SizeConflict, match=r"needs eps; given were d, n"):
        bound.at(d=3, n=1)


@pytest.mark.parametrize("learner", qlearn.catalogue().values(), ids=lambda learner: learner.name)
def test_formula_latex_and_number_agree(learner: Any) -> None:
    sizes = {
        "n": 5,
        "p": 3,
        "T": 5,
        "E": 9,
        "e": 2,
        "q": 9,
        "Q": 4,
        "D": 3,
        "proper": 4,
        "both": 3,
        "proposed": 1,
        "N": 12,
        "P": 6,
        "A": 7,
        "s": 3,
        "F": 5,
        "B": 12,
        "m": 7,
        "checks": 32,
        "w": 8,
        "corners": 8,
        "mixed": 6,
        "spread": 7,
        "W": 5,
        "L": 2,
        "d": 4,
        "K": 3,
        "t": 100,
        "a": -1,
        "b": 3,
        "eps": Fraction(1, 20),
        "delta": Fraction(1, 10),
        "rho": Fraction(1, 4),
        "tau": Fraction(1, 16),
        "tries": 200,
        "labels": 9,
        "k": 2,
        "r": 2,
        "alpha": Fraction(3, 2),
        "beta": Fraction(1, 2),
        "theta": Fraction(5, 2),
        "C": 104,
        "R": 3,
        "X": 1,
        "g": Fraction(1, 2),
        "S": 26,
        "star": 3,
        "least": Fraction(1, 2),
        "sigma": Fraction(1, 3),
        "sigmahat": Fraction(1, 2),
    }
    bounds = list(learner.theorem.bounds) + ([learner.theorem.lower.bound] if learner.theorem.lower else [])
    for bound in bounds:
        formula = bound.formula()
        values = {s: sp.Rational(sizes[s.name]) for s in formula.free_symbols}
        assert formula.subs(values).doit() == bound.at(**sizes)
        assert bound.latex().count("{") == bound.latex().count("}")
        assert bound.kind.kind in str(bound)


def test_counts_compose_by_composing_functions() -> None:
    inner = Bound(Equivalence, "at most", lambda n: n + 1)
    outer = of_sizes(("n", "m", "n"), lambda sizes: total(lambda i: i * sizes["m"], 1, inner.count(n=sizes["n"])))
    bound = Bound(Example, "at most", outer)
    assert bound.sizes == ("n", "m")
    assert bound.at(n=3, m=10) == 100
    assert {s.name for s in bound.formula().free_symbols} == {"n", "m"}


def test_one_size_with_two_values_names_both_places() -> None:
    agreeing = one_value_each(
        ("the argument", {"n": 4}), ("the concept", {"n": 4.0, "k": "1/2", "table": ((0, 1),), "on": True})
    )
    assert agreeing == {"n": 4, "k": Fraction(1, 2)}
    with pytest.raises(SizeConflict, match=r"n is 4 by the argument but 5 by the concept"):
        one_value_each(("the argument", {"n": 4}), ("the concept", {"n": 5}))


def test_sizes_come_from_arguments_concept_and_transcript() -> None:
    theorem = replace(elimination.theorem, reads={"longest": lambda turns: len(turns)})
    learner = qlearn.Learner(elimination.start, theorem, "mine.reading")

    class Concept:
        sizes = {"k": 2, "n": 3}  # noqa: RUF012

    assert learner(n=3).sizes(Concept, [1, 2]) == {"n": 3, "k": 2, "longest": 2}
    with pytest.raises(SizeConflict, match="by the learner's argument but 3 by the concept"):
        learner(n=4).sizes(Concept)
    assert bisection(0, 1, "1/8").sizes() == {"a": 0, "b": 1, "eps": Fraction(1, 8)}


def test_the_fingerprint_changes_with_what_is_claimed_and_with_nothing_else() -> None:
    theorem = elimination.theorem
    same = replace(theorem, claim="in other words", bounds=(Bound(Equivalence, "at most", lambda n: 1 + n),))
    assert same.fingerprint == theorem.fingerprint
    changed = [
        replace(theorem, bounds=(Bound(Equivalence, "at most", lambda n: n + 2),)),
        replace(theorem, bounds=(Bound(Equivalence, "exactly", lambda n: n + 1),)),
        replace(theorem, bounds=(Bound(Equivalence, "at most", lambda n: n + 1, "expected"),)),
        replace(theorem, lower=None),
        replace(theorem, guarantee=replace(theorem.guarantee, mode="with probability 1 - delta")),
    ]
    assert theorem.fingerprint not in {t.fingerprint for t in changed}


def test_every_key_a_theorem_cites_is_in_the_references() -> None:
    from qlearn.report.citations import full, references, short

    for learner in qlearn.catalogue().values():
        assert learner.theorem.cite, learner.name
        for key in learner.theorem.cite:
            assert short(key)[-4:].isdigit()
            title = references()[key]["title"].replace("{", "").replace("}", "").replace("--", "–")
            assert title in full(key)
            assert ". ," not in full(key), f"{key} appeared nowhere: no journal, book, publisher or school"
    with pytest.raises(qlearn.QlearnError, match=r"did you mean .*angluin1988queries"):
        short("angluin1988")
