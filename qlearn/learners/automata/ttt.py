"""Regular languages by a discrimination tree whose hypothesis is mended before it is asked about."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.automata import Automaton
from ...concepts.automaton_classes import Automata
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from ...words import alphabet
from .answers import Answers, longest
from .counterexample_analysis import refuted
from .discrimination_tree import DiscriminationTree
from .repair import Repair
from .tree_bounds import equivalence_queries, words


@proves(
    Theorem(
        learns=Automata(),
        claim="A regular language with n states over k letters is found with at most max(1, n - 1) equivalence queries, and"
        " fewer than k n**2 + n clg(m) words asked, m being the length of the longest counterexample.",
        bounds=(Bound(Membership, "at most", words), Bound(Equivalence, "at most", equivalence_queries)),
        guarantee=exact,
        cite=("kearns1994", "rivest1993", "isberner2014"),
        reads={"m": longest},
    )
)
def ttt(k: int) -> Dialogue[Automaton]:
    """Learn a regular language over k letters with a tree, and believe its answers before asking for a counterexample.

    Problem: find the smallest automaton of a language, asking which words belong to it and whether a hypothesis is right.
    Idea: a hypothesis may give a state's access word with a suffix of the tree another answer than the tree holds; that is a
    counterexample at no equivalence query.  It matters where counterexamples are long: their suffixes say much that way.
    Theorem: the bounds of `kearns_vazirani`: at most max(1, n - 1) equivalence queries, the final yes included, and
    ((k - 1) n + 1) max(1, n - 1) + max(1, n (n + 1)/2 - 1) + (n - 2)(clg(m) - 1) words, a difference below 0 counting as 0.
    Proof: What the tree contradicts is a counterexample of the access word and a suffix, and the bisection begins after the
    access word, which leads to its own state.  The suffix is the end of an earlier counterexample, so it has fewer than m
    letters.  So each analysis brings a state and asks at most clg(m) - 1 words that are no cells of the tree, as before.
    Source: Isberner, Howar and Steffen 2014 mend hypotheses like this; but they also put shorter suffixes in the place of
    those that came from long counterexamples, which saves letters and no word.  Here the suffixes stay, and after checks that
    found nothing 1, 3, 7, ..., at most 63 equivalence queries go without one.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.automata import Automaton
    >>> import numpy as np
    >>> target = Automaton((np.arange(8)[:, None] + [1, 0]) % 8, np.arange(8) == 0)  # a's in eights
    >>> run(ttt(k=2), teachers.Honest(target, "longest")).ledger
    Ledger(membership: 59, equivalence: 2; rounds: 48)

    Raises `BadArgument` unless 1 <= k <= 255, `Inconsistent` when a counterexample contradicts an answer, `BadAnswer` when it
    is no word.
    """
    tree = DiscriminationTree(alphabet(k), Answers())
    repair = Repair(tree)
    yield from tree.start()
    yield from repair.mended()
    while (counterexample := (yield from Equivalence(hypothesis := tree.hypothesis()))) is not None:
        yield from refuted(tree, 0, tree.answers.told(counterexample))
        yield from repair.mended()
    return hypothesis
