"""Parities from counterexamples: n equations, one yes, and no learner does with fewer."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, implies, tautology, zero

NAME = "boolean.gaussian_elimination"


@lemma(
    NAME,
    "Two equations that a hypothesis satisfies, it satisfies in sum: a violated one is no sum of satisfied ones.",
    method="tautology: in the values h(x), h(y) and the labels of x and y",
    scope=ALL,
    sharper="with one of the two satisfied",
)
def linear(sharper: bool) -> bool:
    # h(x + y) = h(x) + h(y), and so is the target's label; over the field of two elements + is exclusive or
    def claim(hx: bool, hy: bool, tx: bool, ty: bool) -> bool:
        return implies(hx == tx and (sharper or hy == ty), (hx ^ hy) == (tx ^ ty))

    return tautology(claim, 4)


@lemma(
    NAME,
    "Adding one solved row to another loses nothing: with the row, the sum holds exactly if the other does.",
    method="tautology: in the truth of the two rows' sides",
    scope=ALL,
    sharper="without keeping the row itself",
)
def kept(sharper: bool) -> bool:
    def claim(a: bool, b: bool, c: bool, d: bool) -> bool:
        return implies(sharper or a == b, ((a ^ c) == (b ^ d)) == (c == d))

    return tautology(claim, 4)


@lemma(
    NAME,
    "A bound b with b(0) = 1 and b(n) = b(n - 1) + 1 counts the equations and the final yes; the theorem's is it.",
    method="identity: induction on n",
    scope=ALL,
    sharper="one query fewer",
)
def counted(sharper: bool) -> bool:
    b = bound_of(NAME).formula() - (1 if sharper else 0)
    (n,) = b.free_symbols
    return zero(b - b.subs(n, n - 1) - 1) and b.subs(n, 0) == 1


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples the learner asks n + 1 queries at worst.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="n queries at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


in_every_run = coq(
    NAME,
    "In every run there are at most n counterexamples: n + 1 queries with the final yes.",
    theorem="boolean.gaussian_elimination.run_bound",
    refuted="boolean.gaussian_elimination.n_are_forced",
    sharper="at most n queries",
)
found = coq(
    NAME,
    "After n counterexamples the hypothesis is the target.",
    theorem="boolean.gaussian_elimination.found_after_n",
    refuted="boolean.gaussian_elimination.one_fewer_may_be_wrong",
    sharper="after n - 1 counterexamples",
)
when_yes = coq(
    NAME,
    "When the teacher says yes, the set chosen is the target's.",
    theorem="boolean.gaussian_elimination.ends_in_the_target",
    refuted="boolean.gaussian_elimination.one_fewer_may_be_wrong",
    sharper="before the teacher says yes",
)
consistent = coq(
    NAME,
    "Of every counterexample of a parity a variable is left when it is reduced: `Inconsistent` is never raised.",
    theorem="boolean.gaussian_elimination.never_inconsistent",
    refuted="boolean.gaussian_elimination.a_false_label_is_noticed",
    sharper="also where no parity has the labels told",
)
every_learner = coq(
    NAME,
    "Every learner that asks equivalence queries, whatever its hypotheses, meets n counterexamples for some target.",
    theorem="boolean.gaussian_elimination.every_learner_is_forced",
    refuted="boolean.gaussian_elimination.run_bound",
    sharper="n + 1 counterexamples for some target",
)
formula = tied(NAME, "boolean.gaussian_elimination.bound", n=range(1, 200))
lower_formula = tied(NAME, "boolean.gaussian_elimination.lower", lower=True, n=range(1, 200))
