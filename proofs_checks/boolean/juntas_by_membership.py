"""Functions of few variables from membership queries: how often a wrong guess shows, and what every learner needs."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.juntas import Junta, Juntas
from qlearn.domains import Cube
from qlearn.evidence.exhaust import every_concept
from qlearn.formulas import clg, floor_lg
from qlearn.learners.boolean.juntas_by_membership import asked, draws, needed

NAME = "boolean.juntas_by_membership"
RISKS = (Fraction(1, 3), Fraction(1, 10), Fraction(1, 1000))


@lemma(
    NAME,
    "A target of r relevant variables differs at 2**(n - r) points or more from its guess by fewer of them, the others 0.",
    method="exhaustion: all functions, all parts of their relevant variables",
    scope="n <= 3",
    sharper="at more than that",
)
def shows(sharper: bool) -> bool:
    def least(target: Junta) -> bool:
        points = Cube(target.n).points()
        for size in range(len(target.variables)):
            for part in combinations(target.variables, size):
                guess = points * np.isin(np.arange(target.n), part)
                wrong = int((target(points) != target(guess)).sum())
                if wrong < 2 ** (target.n - len(target.variables)) + (1 if sharper else 0):
                    return False
        return True

    return all(least(target) for n in (1, 2, 3) for target in every_concept(Juntas(), {"n": n, "k": n}))  # type: ignore[arg-type]


@lemma(
    NAME,
    "T = ceil(2**k ln(k/delta)) draws, each missing with probability 1 - 2**-k at most, all miss with at most delta/k.",
    method="exhaustion: in fractions",
    scope="1 <= k <= 7, three values of delta",
    sharper="already half as many draws",
)
def missed(sharper: bool) -> bool:
    def claim(k: int, delta: Fraction) -> bool:
        T = int(draws(k, delta)) // (2 if sharper else 1)
        return (1 - Fraction(1, 2**k)) ** T <= delta / k

    return everywhere(claim, range(1, 8), RISKS)


@lemma(
    NAME,
    "2**q >= (1 - delta) 2**K and delta < 1/2 give q >= K.",
    method="exhaustion: in fractions",
    scope="q, K <= 40, delta = i/64",
    sharper="for delta = 1/2 too",
)
def bits(sharper: bool) -> bool:
    def claim(q: int, K: int, i: int) -> bool:
        return 2**q < (1 - Fraction(i, 64)) * 2**K or q >= K

    return everywhere(claim, range(41), range(41), range(1, 33 if sharper else 32))


@lemma(
    NAME,
    "One variable of each of k blocks of floor(n/k) can be taken in 2**(k floor(lg(n/k))) ways or more.",
    method="exhaustion: in integers",
    scope="k <= n < 200",
    sharper="with the logarithm rounded up",
)
def blocks(sharper: bool) -> bool:
    def claim(n: int, k: int) -> bool:
        size = n // k if k <= n else 1
        return bool(size**k >= 2 ** (k * (clg(size) if sharper else floor_lg(size))))

    return everywhere(claim, range(1, 200), range(1, 60)) and (needed(64, 4), needed(64, 3)) == (16, 12)


@lemma(
    NAME,
    "The number of queries is 2**n, or k T + 2**k - 1 and the bisections, whichever is less; never below what is needed.",
    method="exhaustion: in integers",
    scope="n <= 12, k <= min(n, 6), three values of delta",
    sharper="always above what is needed",
)
def between(sharper: bool) -> bool:
    def claim(n: int, k: int, delta: Fraction) -> bool:
        if k > n:
            return True
        sampled = k * int(draws(k, delta)) + sum((n - j - 1).bit_length() for j in range(k)) + max(1, 2**k - 1)
        least = needed(n, k) + (1 if sharper else 0)
        return bool(asked(n, k, delta) == min(2**n, sampled) >= least)

    return everywhere(claim, range(1, 13), range(7), RISKS)


@lemma(
    NAME,
    "In the exact game, by one seed, the bound is never exceeded, and met where all points are asked.",
    method="exhaustion: the real learner in the exact game",
    scope="n = k = 1, k = 1 of 3, k = 2 of 7",
    sharper="it is never met",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
