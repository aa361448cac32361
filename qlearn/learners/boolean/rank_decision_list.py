"""Decision trees of low rank, as decision lists, from counterexamples alone."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.boolean_tree_classes import RankedTrees
from ...concepts.decision_lists import DecisionList, Rule
from ...concepts.masks import ones, subsets
from ...domains import Cube
from ...errors import BadAnswer, Inconsistent
from ...formulas import Size, choose, smallest, total, whole
from ...points import spell
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, Theorem, exact


def terms(n: Size, k: Size) -> Size:
    """How many terms of at most k literals there are, no variable twice."""
    return total(lambda i: 2**i * choose(n, i), 0, k)


def counterexamples(n: Size, k: Size, L: Size) -> Size:
    N = terms(n, k)
    rules = smallest(L, 2 * N)  # a tree with more leaves asks a variable twice on a path
    return 2 * N * (rules - 1) - rules * (rules - 1) // 2 + 1


@proves(
    Theorem(
        learns=RankedTrees(),
        claim="A decision tree of rank at most k with L leaves is found with at most 2 N (L - 1) - L (L - 1)/2 + 2 equivalence"
        " queries, N = C(n, 0) + 2 C(n, 1) + ... + 2**k C(n, k).",
        bounds=(Bound(Equivalence, "at most", lambda n, k, L: counterexamples(n, k, L) + 1),),
        guarantee=exact,
        cite=("blum1992", "ehrenfeucht1989", "rivest1987"),
    )
)
def rank_decision_list(n: int, k: int) -> Dialogue[DecisionList]:
    """Learn a decision tree of rank k without membership queries, by moving rules that have erred to later levels.

    Problem: find a tree of n variables and rank at most k, however deep and with whatever number L of leaves.
    Idea: it is a list of L rules with terms of at most k literals.  All 2 N rules start on the first level; the first that
    applies on the lowest level decides, the two without a condition before all others of theirs, and one that errs goes to
    the next level.
    Theorem: at most 2 N (L - 1) - L (L - 1)/2 + 2 equivalence queries, N the number of terms of at most k literals.
    Proof: A tree of rank k has a leaf at depth at most k; its rule goes first, and the tree without it has no larger rank.
    No rule comes twice, so L <= 2 N may be taken.  The j-th of these rules never leaves level j: where it errs an earlier one
    applies, on a lower level, and would have decided.  The last has no condition, so on level L and above no other decides but
    the opposite one without a condition.  So rule j errs j - 1 times at most, that opposite one L times, and the other
    2 N - L - 1 rules L - 1 times each.
    Source: Ehrenfeucht and Haussler 1989 for the rank, Blum 1992 for lists, Rivest 1987 for lists as a class; levels are
    folklore, the count ours.  Constants meet it; for L > 1 no run is known that does.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.boolean_trees import BooleanTree
    >>> tree = BooleanTree(2, (1, False, (2, False, True)))
    >>> found = run(rank_decision_list(n=2, k=1), teachers.Honest(tree))
    >>> str(found.hypothesis), found.ledger["equivalence"], counterexamples(2, 1, 3) + 1
    ('~x1 -> 0, ~x1 -> 1, ~x2 -> 0, ~x2 -> 1, x2 -> 1, true -> 0', 6, 19)

    Raises `BadArgument` unless n >= 1 and 0 <= k <= n, `BadAnswer` for a counterexample that is no point of n bits,
    `Inconsistent` when no tree of rank k gives these answers.
    """
    k = whole(k, "k", least=0, most=whole(n, "n", least=1))
    levels = dict.fromkeys(_rules(n, k), 1)
    longest = min(len(levels), 2**n)  # no list needs a rule twice, or more rules than points
    while True:
        hypothesis = _in_order(n, levels)
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        point = counterexample.point[None]
        if not Cube(n).contains(point)[0]:
            raise BadAnswer(f"equivalence: {spell(point[0])} is no point of {n} bits, so it is no counterexample")
        blamed = hypothesis.rules[int(hypothesis.first(point)[0])]
        levels[blamed] += 1
        if _last(levels) > longest:
            raise Inconsistent(
                f"{counterexample}, but then both rules without a condition have erred {longest} times: no decision tree of"
                f" rank {k} in {n} variables gives these answers"
            )


def _rules(n: int, k: int) -> list[Rule]:
    """All rules, those without a condition first."""
    found = []
    for mask in subsets(range(n), k):
        places = ones(mask)
        for row in range(1 << len(places)):
            value = sum(1 << i for j, i in enumerate(places) if row >> j & 1)
            found += [Rule(mask, value, False), Rule(mask, value, True)]
    return found


def _last(levels: dict[Rule, int]) -> int:
    """The level of the first rule without a condition."""
    return min(levels[Rule(0, 0, label)] for label in (False, True))


def _in_order(n: int, levels: dict[Rule, int]) -> DecisionList:
    """The rules by level; what stands behind one without a condition never decides."""
    last = _last(levels)
    before = sorted((rule for rule, level in levels.items() if rule.mask and level < last), key=levels.__getitem__)
    default = Rule(0, 0, levels[Rule(0, 0, False)] != last)
    return DecisionList(n, (*before, default))
