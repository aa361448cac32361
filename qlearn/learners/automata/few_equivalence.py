"""Regular languages by a discrimination tree that looks for counterexamples itself before it asks for one."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.automata import Automaton
from ...concepts.automaton_classes import Automata
from ...formulas import Size, largest, whole
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from ...words import alphabet
from .answers import Answers, longest
from .counterexample_analysis import refuted
from .discrimination_tree import DiscriminationTree
from .probes import Probes, farthest, together
from .repair import Repair
from .tree_bounds import equivalence_queries, words


def words_with_probes(n: Size, k: Size, m: Size, r: Size) -> Size:
    """The tree's words, where a counterexample may be a probe; and the probes: r a state, and those of the last batch."""
    return words(n, k, largest(m, farthest(n, k))) + r * (n - 1) + together(n)


@proves(
    Theorem(
        learns=Automata(),
        claim="A regular language with n states over k letters is found with at most max(1, n - 1) equivalence queries, on"
        " random automata a few only, and fewer than k n**2 + n (r + clg(m)) words asked.",
        bounds=(Bound(Membership, "at most", words_with_probes), Bound(Equivalence, "at most", equivalence_queries)),
        guarantee=exact,
        cite=("kearns1994", "rivest1993", "isberner2014"),
        reads={"m": longest},
        settings={"r": (64, 1)},
    )
)
def few_equivalence(k: int, r: int = 64, seed: int = 0) -> Dialogue[Automaton]:
    """Learn a regular language over k letters where equivalence queries are dear: ask up to r words more for each state.

    Problem: find the smallest automaton of a language, asking which words belong to it and, seldom, whether a hypothesis is
    right.
    Idea: as `ttt`; but before an equivalence query ask about words at random, each a transition's word and a few letters, the
    fullest leaves first.  What the hypothesis gets wrong there is a counterexample.  This goes on while a state comes of at
    most r such probes, and then never again.
    Theorem: the bounds of `ttt` for counterexamples of max(m, clog(n + 1, max(k, 2)) + 2) letters, and r (n - 1)
    + max(8, floor(n/2)) words more.
    Proof: A probe that is a counterexample is analysed like any other, by itself, so each analysis brings a state, and
    bisection begins after the access word.  Each batch but the last brings a state for every r of its probes, and no more
    than n - 1 states come after the first.  The last one is of half as many probes as there are states, or 8.
    Source: ours, on the tree of Kearns and Vazirani 1994.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.automata import Automaton
    >>> import numpy as np
    >>> from qlearn.learners.automata.ttt import ttt
    >>> coins = np.random.default_rng(0)
    >>> target = Automaton(coins.integers(0, 40, (40, 3)), coins.random(40) < 1 / 2)
    >>> [run(learn(k=3), teachers.Honest(target)).ledger for learn in (ttt, few_equivalence)]  # doctest: +NORMALIZE_WHITESPACE
    [Ledger(membership: 415, equivalence: 37; rounds: 221),
     Ledger(membership: 560, equivalence: 8; rounds: 243)]

    Raises `BadArgument` unless 1 <= k <= 255, r >= 1 and seed >= 0, `Inconsistent` when a counterexample contradicts an
    answer, `BadAnswer` when it is no word.
    """
    tree = DiscriminationTree(alphabet(k), Answers())
    repair = Repair(tree)
    probes = Probes(tree, whole(r, "r", least=1), whole(seed, "seed", least=0))
    yield from tree.start()
    while True:
        yield from repair.mended()
        while probes.worthwhile:
            yield from probes.sent()
            yield from repair.mended()
        if (counterexample := (yield from Equivalence(hypothesis := tree.hypothesis()))) is None:
            return hypothesis
        yield from refuted(tree, 0, tree.answers.told(counterexample))
