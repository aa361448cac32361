"""The ways a lemma is checked, each in a line or two."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from qlearn import find
from qlearn.evidence.exhaust import every_setting, play
from qlearn.theorems import Bound


def tautology(claim: Callable[..., bool], variables: int) -> bool:
    """Whether a propositional claim holds for all truth values."""
    return all(claim(*values) for values in itertools.product((False, True), repeat=variables))


def implies(premise: bool, conclusion: bool) -> bool:
    return conclusion or not premise


def zero(expression: Any) -> bool:
    """Whether an expression is identically 0: a symbolic identity."""
    return bool(sp.simplify(sp.expand(expression)) == 0)


def everywhere(claim: Callable[..., bool], *ranges: Iterable[Any]) -> bool:
    """Whether a claim holds on a whole product of ranges: exhaustion."""
    return all(claim(*values) for values in itertools.product(*map(list, ranges)))


def bound_of(name: str) -> Bound:
    """A learner's first bound: the theorem's own, so that a changed formula fails its lemmas."""
    return find(name).theorem.bounds[0]


def bounds_meet(name: str, sharper: bool) -> bool:
    """Whether a learner's upper and lower bound are one formula; sharper: whether the lower is below by one."""
    lower = find(name).theorem.lower
    assert lower is not None
    return zero(bound_of(name).formula() - lower.bound.formula() - (1 if sharper else 0))


def worst_ratio(name: str, given: Mapping[str, Any]) -> Fraction:
    """The largest measured/bound in the exact game of the real learner at these sizes; `Broken` if one is above 1."""
    learner = find(name)
    settings = every_setting(learner.theorem.settings, 4)
    return max(play(learner, learner.theorem.learns.space(**given), setting, given)[0] for setting in settings)


def attained(name: str, sharper: bool) -> bool:
    """Whether each small game of a learner meets its bound exactly; sharper: whether all stay below it."""
    ratios = [worst_ratio(name, given) for given in find(name).theorem.learns.small]
    return all(ratio < 1 for ratio in ratios) if sharper else all(ratio <= 1 for ratio in ratios) and max(ratios) == 1
