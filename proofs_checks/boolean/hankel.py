"""Functions on the cube by ranks modulo 2: a term is a product, and each counterexample makes one matrix larger."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from proofs_checks.coq import coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn import find
from qlearn.concepts.term_sums import TermSum
from qlearn.domains import Cube

NAME = "boolean.hankel"

ranks = coq(
    NAME,
    "A regular matrix, over any field, whose entries are sums of L products has at most L rows: a term is a product.",
    theorem="trees.ranks.rank_at_most_leaves",
    refuted="trees.ranks.as_many_rows",
    sharper="at most L - 1 rows",
)
grows = coq(
    NAME,
    "A prefix that is a mixture of the known ones on the known suffixes, and not on one more, makes a regular matrix with it.",
    theorem="trees.ranks.rank_grows",
)


@lemma(
    NAME,
    "The sum of the ranks of s terms is at most (n - 1) s + 2, which some sums of s terms reach.",
    method="exhaustion: all sums of terms",
    scope="n = 1 to 4 with one term, 2 and 3 with two",
    sharper="one less",
)
def sums_of_ranks(sharper: bool) -> bool:
    def small(n: int, s: int) -> bool:
        terms = list(itertools.product((-1, 0, 1), repeat=n))
        sums = (TermSum(np.array(chosen)).sizes["R"] for chosen in itertools.combinations(terms, s))
        return max(sums) <= (n - 1) * s + 2 - sharper

    return all(small(n, s) for n, s in ((1, 1), (2, 1), (3, 1), (4, 1), (2, 2), (3, 2)))


def sequences(n: int, most: int) -> Iterator[tuple[int, ...]]:
    """Ranks after 0, ..., n variables: 1 at both ends, and one variable at most doubles or halves them."""
    for between in itertools.product(range(1, most + 1), repeat=n - 1):
        found = (1, *between, 1)
        if all(a <= 2 * b and b <= 2 * a for a, b in itertools.pairwise(found)):
            yield found


@lemma(
    NAME,
    "For ranks r_0, ..., r_n the 2 r_(j - 1) r_j labels of prefix, variable and suffix, less the first point's own, r_j that it"
    " has twice and i + 1 for each row that grows a matrix of i, are no more than is claimed beside the halving.",
    method="exhaustion: all sequences of ranks",
    scope="n to 6, ranks to 5",
    sharper="one label fewer",
)
def labels(sharper: bool) -> bool:
    membership = find(NAME).theorem.bounds[1]

    def few(found: tuple[int, ...]) -> bool:
        n, r, R = len(found) - 1, max(found), sum(found)
        cells = sum(2 * a * b for a, b in itertools.pairwise(found))
        twice = 1 + sum(found[1:-1]) + sum(i + 1 for rank in found[1:-1] for i in range(1, rank))
        halving = (R - n - 1) * r * (n - 2).bit_length() if n > 1 else 0
        return bool(cells - twice + halving <= membership.at(n=n, r=r, R=R) - sharper)

    return all(everywhere(few, sequences(n, 5)) for n in range(1, 7))


@lemma(
    NAME,
    "The ranks after j variables that linear algebra finds from the terms are those of the tables of labels.",
    method="exhaustion: all functions, and their labels row by row",
    scope="n to 3; of n = 4 those that are 0 where the first two variables are 1, or the last two",
    sharper="the ranks are those over the rationals",
)
def ranks_of_tables(sharper: bool) -> bool:
    def agree(n: int, labels: tuple[int, ...]) -> bool:
        table = np.array(labels)
        found = TermSum(Cube(n).points()[table == 1]).automaton.ranks
        return found == [_rank(table.reshape(1 << j, -1), sharper) for j in range(n + 1)]

    corners = (np.pad(np.array(nine).reshape(3, 3), (0, 1)).ravel() for nine in itertools.product((0, 1), repeat=9))
    every = ((n, labels) for n in (1, 2, 3) for labels in itertools.product((0, 1), repeat=1 << n))
    return all(agree(n, labels) for n, labels in itertools.chain(every, ((4, tuple(corner)) for corner in corners)))


def _rank(table: np.ndarray, rational: bool) -> int:
    """Over the rationals, or modulo 2: then the logarithm of how many sums its rows have."""
    if rational:
        return int(np.linalg.matrix_rank(table))
    sums = {(0,) * table.shape[1]}
    for row in table.tolist():
        sums |= {tuple((a + b) % 2 for a, b in zip(row, known, strict=True)) for known in sums}
    return len(sums).bit_length() - 1


@lemma(
    NAME,
    "In the exact game the learner stays within its bounds, and meets them, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="all functions of 1 to 3 variables",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
