"""Sparse polynomials from exact values: a recurrence, its roots, and their prime factors."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import prod

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.geometry.integer_sums import first_primes, multiplicities, positive_roots

NAME = "kernels.ben_or_tiwari"


@lemma(
    NAME,
    "Different monomials have different values at (2, 3, 5, ...), and their exponents are read off the prime factors.",
    method="exhaustion: of exponents",
    scope="n <= 3, exponents <= 5",
    sharper="at (2, 4, 6) as well",
)
def unique_factors(sharper: bool) -> bool:
    def read(n: int) -> bool:
        at = (2, 4, 6)[:n] if sharper else first_primes(n)
        words = list(itertools.product(range(6), repeat=n))
        values = [prod(x**e for x, e in zip(at, word, strict=True)) for word in words]
        return len(set(values)) == len(words) and all(
            multiplicities(value, at) == (word, 1) for word, value in zip(words, values, strict=True)
        )

    return all(read(n) for n in (1, 2, 3))


@lemma(
    NAME,
    "From above the largest of t positive whole roots, a step of Newton's rounded up does not pass it, and leaves at most"
    " 1 - 1/t of the way.",
    method="exhaustion: different whole roots and whole places above them",
    scope="up to 3 roots up to 9, places up to 40",
    sharper="a step of one more",
)
def newton(sharper: bool) -> bool:
    def stays(roots: tuple[int, ...], x: int) -> bool:
        step = 1 / sum((Fraction(1, x - root) for root in roots), Fraction(0))  # value/slope
        moved = -(-step.numerator // step.denominator) + (1 if sharper else 0)
        return max(roots) <= x - moved <= max(roots) + (x - max(roots)) * Fraction(len(roots) - 1, len(roots))

    return all(
        stays(roots, x)
        for t in (1, 2, 3)
        for roots in itertools.combinations(range(1, 10), t)
        for x in range(max(roots) + 1, 40)
    )


@lemma(
    NAME,
    "The roots of a product of factors z - m are found, whichever different whole numbers above 0 the m are.",
    method="exhaustion: the real procedure",
    scope="up to 4 roots up to 8",
    sharper="also if a root is repeated",
)
def roots_found(sharper: bool) -> bool:
    def found(roots: tuple[int, ...]) -> bool:
        polynomial = [1]
        for m in roots:
            polynomial = [a - m * b for a, b in zip([0, *polynomial], [*polynomial, 0], strict=True)]
        return positive_roots(polynomial) == tuple(sorted(roots, reverse=True))

    choose = itertools.combinations_with_replacement if sharper else itertools.combinations
    return everywhere(lambda t: all(map(found, choose(range(1, 9), t))), range(5))


@lemma(
    NAME,
    "On all signed monomials with exponents up to 2 the learner asks 2 T values and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2, T <= 2",
    sharper="fewer than 2 T values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly 2 T values are asked, whatever the answers.",
    theorem="kernels.ben_or_tiwari.run_bound",
    refuted="kernels.ben_or_tiwari.one_fewer_is_not_asked",
    sharper="fewer values",
)
recurrence = coq(
    NAME,
    "Over any field: a sum of powers of nodes obeys every recurrence whose polynomial is 0 at the nodes (Prony).",
    theorem="kernels.ben_or_tiwari.prony",
    refuted="kernels.ben_or_tiwari.other_nodes_do_not_obey",
    sharper="also where it is not 0 at a node",
)
vandermonde = coq(
    NAME,
    "If the first t terms of a sum with t different nodes are 0, all its weights are 0.",
    theorem="kernels.ben_or_tiwari.weights_vanish",
    refuted="kernels.ben_or_tiwari.one_term_fewer_is_not_enough",
    sharper="if the first t - 1 terms are",
)
determined = coq(
    NAME,
    "Two sums with at most T summands and the same first 2 T terms are the same sum.",
    theorem="kernels.ben_or_tiwari.determined",
    refuted="kernels.ben_or_tiwari.two_T_minus_1_are_not_enough",
    sharper="the same first 2 T - 1 terms",
)
every_learner = coq(
    NAME,
    "Every learner that finds the coefficients of T chosen terms, whatever they are, asks T values.",
    theorem="kernels.values.every_learner_asks",
    refuted="kernels.values.D_values_can_be_enough",
    sharper="T + 1 values",
)
formula = tied(NAME, "kernels.ben_or_tiwari.bound", T=range(60))
lower_formula = tied(NAME, "kernels.ben_or_tiwari.lower", lower=True, T=range(60))
