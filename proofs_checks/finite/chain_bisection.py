"""Monotone labellings of ordered points: bisection of a chain, as few chains as there can be, and what must be asked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

import numpy as np

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.monotone_labellings import MonotoneLabellings, below
from qlearn.concepts.pool_half_spaces import Pool
from qlearn.formulas import clg
from qlearn.learners.finite.chain_bisection import chains

NAME = "finite.chain_bisection"
POOLS = "all sets of at most 5 points of {0, 1, 2}**2"


def pools(most: int = 5) -> Iterator[Pool]:
    plane = list(itertools.product(range(3), repeat=2))
    return (pool for n in range(1, most + 1) for pool in itertools.combinations(plane, n))


@cache
def longest(points: int) -> int:
    """The worst case of bisecting a chain, the lower of two middles asked first."""
    return 0 if not points else 1 + max(longest((points - 1) // 2), longest(points // 2))


@lemma(
    NAME,
    "A chain of l points takes clg(l + 1) labels at most, and that is reached; more of its ends being known does no harm.",
    method="exhaustion: the recursion over both answers",
    scope="l <= 2000",
    sharper="one fewer",
)
def bisected(sharper: bool) -> bool:
    return all(longest(i) == clg(i + 1) - sharper and longest(i) >= longest(i - 1) for i in range(1, 2001))


def widest(pool: Pool) -> int:
    """The most points of which no two are ordered."""
    order = below(np.array(pool))
    sets = (kept for n in range(1, len(pool) + 1) for kept in itertools.combinations(range(len(pool)), n))
    return max(len(kept) for kept in sets if order[np.ix_(kept, kept)].sum() == len(kept))


@lemma(
    NAME,
    "The chains hold each point once, go upwards, and are as many as points of which no two are ordered.",
    method="exhaustion: the learner's own chains",
    scope=POOLS,
    sharper="one chain fewer",
)
def fewest(sharper: bool) -> bool:
    def claim(pool: Pool) -> bool:
        found, order = chains(pool), below(np.array(pool))
        upwards = all(order[i, j] for chain in found for i, j in itertools.pairwise(chain))
        once = sorted(i for chain in found for i in chain) == list(range(len(pool)))
        return upwards and once and len(found) == widest(pool) - sharper

    return everywhere(claim, pools())


@lemma(
    NAME,
    "Some monotone labelling can be changed at any one of as many points as there are chains, and is monotone still.",
    method="exhaustion: every labelling and point",
    scope="all sets of at most 4 points of {0, 1, 2}**2",
    sharper="at one point more",
)
def forced(sharper: bool) -> bool:
    def claim(pool: Pool) -> bool:
        said = [concept(np.array(pool)) for concept in MonotoneLabellings().space(pool=pool).concepts]
        among = {labels.tobytes(): labels for labels in said}
        units = np.eye(len(pool), dtype=bool)
        most = max(sum((labels ^ unit).tobytes() in among for unit in units) for labels in among.values())
        return most >= len(chains(pool)) + sharper

    return everywhere(claim, pools(4))


@lemma(
    NAME,
    "In the exact game over all targets the learner meets its bound, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="a chain, an antichain, and orders of up to 8 points in three dimensions",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
