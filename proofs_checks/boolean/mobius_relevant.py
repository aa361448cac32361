"""Decision trees over many variables: the relevant ones by counterexamples, the rest by Moebius inversion on these."""

from __future__ import annotations

from proofs_checks.boolean.relevant import bisection_costs_clg, labels_spared
from proofs_checks.coq import coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import find
from qlearn.concepts.boolean_tree_classes import BooleanTrees
from qlearn.evidence.exhaust import every_concept
from qlearn.queries import Membership

NAME = "boolean.mobius_relevant"

restricted = coq(
    NAME,
    "A decision tree of depth at most d on r variables is known from its values at the C(r, 0) + ... + C(r, d) points with at"
    " most d ones.",
    theorem="boolean.mobius_trees.finds_the_tree",
    refuted="boolean.mobius_trees.every_learner_of_trees",
    sharper="from one value fewer, whatever d is (for d = r these are 2**r)",
)


@lemma(
    NAME,
    "Each counterexample shows one relevant variable: a bound b with b(0) = 1 and b(r) = b(r - 1) + 1 is the theorem's.",
    method="identity: induction on r",
    scope=ALL,
    sharper="one equivalence query fewer",
)
def counted(sharper: bool) -> bool:
    b = bound_of(NAME).formula() - (1 if sharper else 0)
    (r,) = b.free_symbols
    return zero(b - b.subs(r, r - 1) - 1) and b.subs(r, 0) == 1


@lemma(
    NAME,
    "A tree of depth d has at most 2**d - 1 relevant variables.",
    method="exhaustion: all trees",
    scope="n = 3 and d <= 2, n = 4 and d = 1",
    sharper="one fewer",
)
def few_relevant(sharper: bool) -> bool:
    sizes = ((3, 0), (3, 1), (3, 2), (4, 1))
    return all(
        tree.sizes["r"] <= max(0, 2**d - 1 - (1 if sharper else 0))
        for n, d in sizes
        for tree in every_concept(BooleanTrees(), {"n": n, "d": d})
    )


@lemma(
    NAME,
    "The real bisection asks at most clg(h) labels on a way of h steps, wherever the label changes.",
    method="exhaustion: every place of the change",
    scope="h < 70",
    sharper="one label fewer",
)
def bisection(sharper: bool) -> bool:
    return bisection_costs_clg(sharper)


@lemma(
    NAME,
    "With a variable more, C(r - 1, 0) + ... + C(r - 1, d - 1) points are new: those with this one among at most d ones.",
    method="exhaustion: in integers",
    scope="r <= 20, 1 <= d <= 20",
    sharper="as if d were less by one",
)
def new_points(sharper: bool) -> bool:
    bound = find(NAME).theorem.bound(Membership)
    assert bound is not None

    def points(r: int, d: int) -> int:
        return bound.at(n=1, d=d, r=r) if d >= 0 else 0  # n = 1: clg(n - j) = 0 for all j

    def claim(r: int, d: int) -> bool:
        return points(r, d) - points(r - 1, d) == points(r - 1, d - (2 if sharper else 1))

    return everywhere(claim, range(1, 21), range(1, 21))


@lemma(
    NAME,
    "For r = 0, 1 and 2 relevant variables some tree and teacher meet the membership bound.",
    method="exhaustion: all trees of depth 2 on three variables, three teachers",
    scope="n = 3, d = 2, r <= 2",
    sharper="a query is always left",
)
def met(sharper: bool) -> bool:
    spared = labels_spared(NAME, {"n": 3, "d": 2})
    return all(spared[r] == (1 if sharper else 0) for r in range(3))


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples no bound is exceeded, and one is met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2, and n = 3 with d = 1",
    sharper="no bound is met",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
