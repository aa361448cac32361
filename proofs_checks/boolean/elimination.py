"""Monotone conjunctions from counterexamples: n drops, one yes, and no learner does with fewer."""

from __future__ import annotations

import itertools

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology, zero
from qlearn import find
from qlearn.concepts.tables import littlestone

NAME = "boolean.elimination"


@lemma(
    NAME,
    "A variable of the target is never dropped: with t -> h, and t -> z since the target accepts z, also t -> h and z.",
    method="tautology: in one variable's t, h, z",
    scope=ALL,
    sharper="without the premise that the target accepts the counterexample",
)
def kept(sharper: bool) -> bool:
    def claim(t: bool, h: bool, z: bool) -> bool:
        return implies(implies(t, h) and (sharper or implies(t, z)), implies(t, h and z))

    return tautology(claim, 3)


@lemma(
    NAME,
    "A counterexample that the hypothesis rejects has a zero at one of its variables, and that variable is dropped.",
    method="tautology: in one variable's h, z",
    scope=ALL,
    sharper="a zero anywhere drops a variable of the hypothesis",
)
def dropped(sharper: bool) -> bool:
    return tautology(lambda h, z: implies((h or sharper) and not z, h and not (h and z)), 2)


@lemma(
    NAME,
    "No counterexample is labelled false: the hypothesis implies the target, so what it accepts the target accepts.",
    method="tautology: in one variable's t, h, x",
    scope=ALL,
    sharper="without the premise that the target's variables are in the hypothesis",
)
def one_sided(sharper: bool) -> bool:
    # the hypothesis accepts x: h -> x at every variable; the target does: t -> x
    return tautology(lambda t, h, x: implies((sharper or implies(t, h)) and implies(h, x), implies(t, x)), 3)


@lemma(
    NAME,
    "A bound b with b(0) = 1 and b(n) = b(n - 1) + 1 counts the drops and the final yes; the theorem's is it.",
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
    "The point with its one zero at variable i is accepted exactly if i is not kept, so n labels are free to choose.",
    method="tautology: variable i and any other",
    scope=ALL,
    sharper="a second zero changes nothing",
)
def free(sharper: bool) -> bool:
    # keep_i, keep_j: the label of the point with x_i = 0 and x_j = 1 (sharper: x_j = 0)
    return tautology(lambda i, j: (implies(i, False) and implies(j, not sharper)) == (not i), 2)


@lemma(
    NAME,
    "The Littlestone dimension of the 2**n conjunctions is n: n counterexamples can be forced, and the lower bound is n + 1.",
    method="exhaustion: all trees, by exact recursion",
    scope="n <= 4",
    sharper="a dimension of n + 1",
)
def forced(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def claim(n: int) -> bool:
        cube = list(itertools.product((0, 1), repeat=n))
        table = tuple(tuple(int(all(x >= k for x, k in zip(point, keep, strict=True))) for point in cube) for keep in cube)
        return littlestone(table) + 1 == lower.bound.at(n=n) + (1 if sharper else 0)

    return everywhere(claim, range(1, 5))


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
    theorem="boolean.elimination.run_bound",
    refuted="boolean.elimination.n_are_forced",
    sharper="at most n queries",
)
found = coq(
    NAME,
    "When the teacher says yes, the set kept is the target's.",
    theorem="boolean.elimination.ends_in_the_target",
    refuted="boolean.elimination.one_fewer_may_be_wrong",
    sharper="it is the target's after n - 1 counterexamples, whatever the teacher says",
)
every_learner = coq(
    NAME,
    "Every learner that asks equivalence queries, whatever its hypotheses, meets n counterexamples for some target.",
    theorem="boolean.elimination.every_learner_is_forced",
    refuted="boolean.elimination.run_bound",
    sharper="n + 1 counterexamples for some target",
)
formula = tied(NAME, "boolean.elimination.bound", n=range(1, 200))
lower_formula = tied(NAME, "boolean.elimination.lower", lower=True, n=range(1, 200))
