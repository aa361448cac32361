"""Disjunctions from counterexamples that are halved: a variable for each, at the price of a binary search."""

from __future__ import annotations

from functools import cache

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, tautology
from qlearn import find
from qlearn.formulas import clg

NAME = "boolean.group_testing_equivalence"


@lemma(
    NAME,
    "While all that is found is in the target, what is proposed implies it; so a counterexample is true, and has none of it.",
    method="tautology: a variable found, another one, and their bits",
    scope=ALL,
    sharper="also if the variable found is not in the target",
)
def one_sided(sharper: bool) -> bool:
    def claim(found: bool, other: bool, x: bool, y: bool) -> bool:
        target, proposed = (found and x) or (other and y), x
        return (not found and not sharper) or target == proposed or (target and not x)

    return tautology(claim, 4)


@cache
def halvings(size: int) -> int:
    """The worst case of halving a group that holds a variable of the target."""
    return 0 if size == 1 else 1 + max(halvings(size // 2), halvings(size - size // 2))


@lemma(
    NAME,
    "Halving a group of s variables takes at most clg(s) queries, and that is reached.",
    method="exhaustion: the recursion over both answers",
    scope="s <= 1000",
    sharper="one fewer",
)
def halving(sharper: bool) -> bool:
    return everywhere(lambda s: halvings(s) == clg(s) - sharper, range(1, 1001))


@lemma(
    NAME,
    "The bound on labels is the sum over k counterexamples of a halving of all variables that are not found.",
    method="exhaustion: the theorem's own formula",
    scope="n <= 60, k <= n",
    sharper="of all but one of them",
)
def sums(sharper: bool) -> bool:
    bound = find(NAME).theorem.bounds[1]

    def claim(n: int, k: int) -> bool:
        return bool(bound.at(n=n, k=k) == sum(clg(n - j - sharper) for j in range(k)))

    return all(claim(n, k) for n in range(1, 61) for k in range(n + 1)) and bound_of(NAME).at(k=3) == 4


@lemma(
    NAME,
    "In the exact game over all targets and counterexamples the learner meets its bounds, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
