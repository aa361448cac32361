"""Conjunctions of literals from counterexamples: the first drops n literals of 2n, each other one at least one."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bounds_meet, everywhere, implies, tautology
from qlearn import find
from qlearn.concepts.literals import Terms
from qlearn.concepts.tables import littlestone
from qlearn.domains import Cube

NAME = "boolean.literals"


@lemma(
    NAME,
    "A point makes one of the two literals of a variable false and the other true: the first counterexample leaves n of 2n.",
    method="tautology: in one variable's value",
    scope=ALL,
    sharper="both may be true",
)
def halved(sharper: bool) -> bool:
    return tautology(lambda x: sum((x, not x)) == (2 if sharper else 1), 1)


@lemma(
    NAME,
    "A literal of the target is never dropped: with t -> h, and t -> (the literal is true), also t -> h and the literal.",
    method="tautology: in one literal's t, h and truth",
    scope=ALL,
    sharper="without the premise that the target accepts the counterexample",
)
def kept(sharper: bool) -> bool:
    def claim(t: bool, h: bool, true: bool) -> bool:
        return implies(implies(t, h) and (sharper or implies(t, true)), implies(t, h and true))

    return tautology(claim, 3)


@lemma(
    NAME,
    "The Littlestone dimension of the 3**n + 1 conjunctions is n + 1: with the final yes this is the lower bound.",
    method="exhaustion: all trees, by exact recursion",
    scope="n <= 3",
    sharper="a dimension of n + 2",
)
def forced(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def claim(n: int) -> bool:
        every, points = Terms().space(n=n).concepts, Cube(n).points()
        table = tuple(tuple(concept(points).astype(int).tolist()) for concept in every)
        return bool(littlestone(table) + 1 == lower.bound.at(n=n) + (1 if sharper else 0))

    return everywhere(claim, range(1, 4))


@lemma(
    NAME,
    "Upper and lower bound are the same formula.",
    method="identity",
    scope=ALL,
    sharper="the lower bound is one below",
)
def meet(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples the learner asks n + 2 queries at worst.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="n + 1 queries at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


in_every_run = coq(
    NAME,
    "In every run at most n + 2 equivalence queries are asked, the final yes included.",
    theorem="boolean.literals.literal_run_bound",
    refuted="boolean.literals.literal_bound_is_attained",
    sharper="at most n + 1 queries",
)
every_learner = coq(
    NAME,
    "For n >= 1 every learner that asks equivalence queries, whatever its hypotheses, meets n + 1 counterexamples for some"
    " conjunction of literals.",
    theorem="boolean.literals.every_learner_of_literals_is_forced",
    refuted="boolean.literals.literal_run_bound",
    sharper="n + 2 counterexamples for some conjunction",
)
formula = tied(NAME, "boolean.literals.literal_bound", n=range(1, 200))
lower_formula = tied(NAME, "boolean.literals.literal_lower", lower=True, n=range(1, 200))
