"""Trees as automata over their features: each counterexample is a cut or a larger rank."""

from __future__ import annotations

import itertools

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.concepts.modular import PRIME

NAME = "trees.hankel"

ranks = coq(
    NAME,
    "A regular matrix, over any field, whose entries are sums of L products has at most L rows: a leaf is a product.",
    theorem="trees.ranks.rank_at_most_leaves",
    refuted="trees.ranks.as_many_rows",
    sharper="at most L - 1 rows",
)
grows = coq(
    NAME,
    "A prefix that is a mixture of the known ones on the known suffixes, and not on one more, makes a regular matrix with it.",
    theorem="trees.ranks.rank_grows",
)
parts = coq(
    NAME,
    "Where a mixture of labels changes from one feature to the next, it does so for one of the prefixes that are mixed.",
    theorem="trees.ranks.some_part_differs",
)
change = coq(
    NAME,
    "Where the lowest place of the cell has another label, a new cut is found with clg(d) + clg(N - 1) labels.",
    theorem="trees.change.change_found",
)
in_every_run = coq(
    NAME,
    "If each counterexample leads to a new cut or to a larger rank, of which there are s and ranks to L, then every run asks at"
    " most 1 + s + (d - 1)(L - 1) queries and as many labels as are claimed.",
    theorem="trees.hankel.run_bound",
    refuted="trees.hankel.bound_attained",
    sharper="one query fewer",
)


def _goals(more: int = 0) -> list[Goal]:
    """Both bounds on a grid of sizes."""
    equivalence, labels = find(NAME).theorem.bounds
    goals = []
    for s, d, L, N in itertools.product((0, 1, 5), (1, 2, 9), (1, 6), (1, 2, 100)):
        sizes = {"s": s, "d": d, "L": L, "N": N}
        goals.append(f"queries {s} {d} {L} = {equivalence.at(**sizes) + more}")
        goals.append(f"labels {s} {d} {L} {N} = {labels.at(**sizes) + more}")
    return [(f"({goal})%nat", COMPUTED) for goal in goals]


formula = tied_goals(NAME, "trees.hankel", _goals, lambda: _goals(more=1), scope="s to 5, d to 9, L to 6, N to 100")


@lemma(
    NAME,
    f"{PRIME} is a prime, so the integers modulo it are a field, and sums of nine million products fit into 63 bits.",
    method="exhaustion: all divisors up to the square root",
    scope="the one prime",
    sharper="ten million products",
)
def field(sharper: bool) -> bool:
    products = (10 if sharper else 9) * 10**6
    return everywhere(lambda q: PRIME % q != 0, range(2, 1001)) and products * (PRIME - 1) ** 2 < 2**63


@lemma(
    NAME,
    "In the exact game the learner stays within its bound, and meets it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="all functions of 1 to 6 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
