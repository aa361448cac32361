"""Regular languages by a discrimination tree."""

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
from .tree_bounds import equivalence_queries, words


@proves(
    Theorem(
        learns=Automata(),
        claim="A regular language with n states over k letters is found with at most max(1, n - 1) equivalence queries, and"
        " fewer than k n**2 + n clg(m) words asked, m being the length of the longest counterexample.",
        bounds=(Bound(Membership, "at most", words), Bound(Equivalence, "at most", equivalence_queries)),
        guarantee=exact,
        cite=("kearns1994", "rivest1993", "howar2012"),
        reads={"m": longest},
    )
)
def kearns_vazirani(k: int) -> Dialogue[Automaton]:
    """Learn a regular language over k letters with a tree of suffixes that tell its states apart.

    Problem: find the smallest automaton of a language, asking which words belong to it and whether a hypothesis is right.
    Idea: words go down a tree of suffixes to the states; a counterexample, halved again and again, shows a leaf that holds two
    states and the suffix that splits it, and is used as long as it is one.
    Theorem: at most max(1, n - 1) equivalence queries, the final yes included, and ((k - 1) n + 1) max(1, n - 1)
    + max(1, n (n + 1)/2 - 1) + (n - 2)(clg(m) - 1) words, a difference below 0 counting as 0; no word is asked twice.
    Proof: The access words lead to different states, so there are at most n leaves, and the root and each analysis bring one
    suffix: at most n - 1 of them lie above a leaf.  What is asked are the words of the (k - 1) n + 1 other transitions with
    these suffixes, the access words with their own, at most 2 + ... + n in all, and in each of n - 2 analyses clg(m) - 1 words
    that are none of these.  The hypothesis that is accepted is the language.
    Source: Kearns and Vazirani 1994, section 8.3, for the tree; Rivest and Schapire 1993 for the bisection; Howar 2012,
    observation packs, for transitions that are kept with their leaf and not sifted again.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.automata import Automaton
    >>> import numpy as np
    >>> target = Automaton(np.array([[1, 0], [2, 1], [0, 2]]), np.array([True, False, False]))  # a's in threes
    >>> found = run(kearns_vazirani(k=2), teachers.Honest(target))
    >>> found.hypothesis, found.ledger
    (3 states over 2 letters, Ledger(membership: 8, equivalence: 2; rounds: 8))

    Raises `BadArgument` unless 1 <= k <= 255, `Inconsistent` when a counterexample contradicts an answer, `BadAnswer` when it
    is no word.
    """
    tree = DiscriminationTree(alphabet(k), Answers())
    yield from tree.start()
    while (counterexample := (yield from Equivalence(hypothesis := tree.hypothesis()))) is not None:
        yield from refuted(tree, 0, tree.answers.told(counterexample))
    return hypothesis
