"""Rows on Boolean functions: how many points a second are labelled, all points of the cube of 20 variables in one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from finite_timing import timed
from tables import Row

from qlearn.choices import Coins
from qlearn.concepts.boolean_polynomials import BooleanPolynomial
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.concepts.cdnf import of_tree
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.decision_lists import DecisionList, Rule
from qlearn.concepts.disjunctions import Disjunction
from qlearn.concepts.fourier import FourierSum
from qlearn.concepts.horn import Horn
from qlearn.concepts.juntas import Junta
from qlearn.concepts.k_cnf import KCNF
from qlearn.concepts.literals import Term
from qlearn.concepts.monotone import MonotoneDNF
from qlearn.concepts.parities import Parity

N = 20
FAST = 1e7  # points a second


def grown(depth: int, rng: np.random.Generator) -> Any:
    """A full tree that asks variables at random."""
    if not depth:
        return bool(rng.integers(0, 2))
    return (1 << int(rng.integers(0, N)), grown(depth - 1, rng), grown(depth - 1, rng))


def concepts(rng: np.random.Generator) -> dict[str, Any]:
    """One of each kind, of a size that a course would show."""
    masks = [int(mask) for mask in rng.integers(1, 1 << N, 20)]
    third = np.arange(N) % 3 == 0
    terms = np.array([np.isin(np.arange(N), rng.choice(N, 4, replace=False)) for _ in range(10)])
    clauses = np.array([[*rng.permutation([1, -1, 1] + [0] * (N - 3))] for _ in range(10)])
    bodies = [(sum(1 << int(i) for i in rng.choice(N - 1, 3, replace=False)), 1 << N - 1) for _ in range(10)]
    return {
        "conjunction": Conjunction(third),
        "conjunction of literals": Term(third, np.arange(N) % 3 == 1),
        "disjunction": Disjunction(third),
        "parity": Parity(third),
        "monotone DNF of 10 terms": MonotoneDNF(terms),
        "3-CNF of 10 clauses": KCNF.of_clauses(clauses, 3),
        "10 Horn clauses": Horn(N, tuple(bodies)),
        "50 leaves as DNF and CNF": of_tree(Coins(0), N, 50),
        "junta of 6 variables": Junta(N, (1, 4, 7, 11, 12, 19), rng.integers(0, 2, 64).astype(np.bool_)),
        "tree of 32 leaves": BooleanTree(N, grown(5, rng)),
        "polynomial of 20 monomials": BooleanPolynomial(N, masks),
        "sum of 4 parities": FourierSum(N, (1, 6, 9, 14), (1, 1, 1, -1), 1),
        "decision list of 10 rules": DecisionList(N, tuple(Rule(mask, mask, i % 2 > 0) for i, mask in enumerate(masks[:10]))),
    }


def rows() -> Iterator[Row]:
    cube = (np.arange(1 << N, dtype=np.int64)[:, None] >> np.arange(N) & 1).astype(np.uint8)
    for name, concept in concepts(np.random.default_rng(0)).items():
        _, seconds = timed(partial(concept, cube), 5)
        speeds = sorted(len(cube) / s for s in seconds)
        median = speeds[len(speeds) // 2]
        yield {
            "work": f"{name}, n = {N}: points a second", "measured": median, "interval": (speeds[0], speeds[-1]),
            "reach": FAST, "holds": median >= FAST,
        }  # fmt: skip


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"batches": rows}
