"""Monotone functions along symmetric chains: at most two labels a chain, and the middle of the cube must be asked."""

from __future__ import annotations

import itertools
from math import comb

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bounds_meet, everywhere
from qlearn.learners.boolean.hansel import chains

NAME = "boolean.hansel"


@lemma(
    NAME,
    "The chains are the cube, each point once, and of each the first point has as many ones as the last has zeros.",
    method="exhaustion: the learner's own chains",
    scope="n <= 12",
    sharper="all chains are of two points or more",
)
def symmetric(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        found = chains(n)
        whole = sorted(x for chain in found for x in chain) == list(range(1 << n))
        symmetric = all(chain[0].bit_count() + chain[-1].bit_count() == n for chain in found)
        steps = all(y & x == x and (x ^ y).bit_count() == 1 for chain in found for x, y in itertools.pairwise(chain))
        return whole and symmetric and steps and (not sharper or min(map(len, found)) > 1)

    return everywhere(claim, range(1, 13))


@lemma(
    NAME,
    "Between the two neighbours of a point in a chain there is another point, in a chain that has two points fewer.",
    method="exhaustion: the learner's own chains",
    scope="n <= 12",
    sharper="in a chain that has four points fewer",
)
def complements(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        length = {x: len(chain) for chain in chains(n) for x in chain}
        return all(
            length[x ^ y ^ z] == len(chain) - (4 if sharper else 2)
            for chain in chains(n)
            for x, y, z in zip(chain, chain[1:], chain[2:], strict=False)
        )

    return everywhere(claim, range(1, 13))


@lemma(
    NAME,
    "Two labels for each chain of two points or more and one for each other are choose(n, floor(n/2)) + choose(n, floor(n/2)"
    " + 1).",
    method="exhaustion: the learner's own chains",
    scope="n <= 12",
    sharper="two for every chain",
)
def counted(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        labels = sum(2 if sharper else min(len(chain), 2) for chain in chains(n))
        return labels == comb(n, n // 2) + comb(n, n // 2 + 1) == comb(n + 1, n // 2 + 1)

    return everywhere(claim, range(1, 13))


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
    "In the exact game over all targets the bound holds, and is met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="all dialogues stay below",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


in_every_run = coq(
    NAME,
    "Along symmetric chains every monotone function of n bits is found with at most comb(n + 1, floor(n/2) + 1) labels.",
    theorem="dimensions.hansel.monotone_functions_cost",
    refuted="dimensions.monotone_functions.monotone_functions_need",
    sharper="one label fewer",
)
every_learner = coq(
    NAME,
    "Every learner that finds each monotone function of n bits asks at least comb(n + 1, floor(n/2) + 1) points for some"
    " target.",
    theorem="dimensions.monotone_functions.monotone_functions_need",
    refuted="dimensions.hansel.monotone_functions_cost",
    sharper="one point more",
)
formula = tied(NAME, "dimensions.monotone_functions.cost", n=range(1, 12))
lower_formula = tied(NAME, "dimensions.monotone_functions.cost", lower=True, n=range(1, 12))
