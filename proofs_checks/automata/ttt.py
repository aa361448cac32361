"""The mended hypothesis: what the tree contradicts is a counterexample like any other, at no equivalence query."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.formulas import clg

NAME = "automata.ttt"

rounds = coq(
    NAME,
    "A run in which some counterexamples are the tree's own still has at most max(1, n - 1) equivalence queries.",
    theorem="automata.kearns_vazirani.equivalence_queries",
    refuted="automata.longest_runs.tree_rounds",
    sharper="one query fewer, for some n",
)
words = coq(
    NAME,
    "The words of such a run are within the bound of the tree: an access word with a suffix is a counterexample too.",
    theorem="automata.kearns_vazirani.words_bound",
    refuted="automata.longest_runs.tree_words",
    sharper="one word fewer",
)
formula = tied(NAME, "automata.kearns_vazirani.bound", n=range(1, 9), k=range(1, 4), m=(0, 1, 2, 3, 8, 9))


@lemma(
    NAME,
    "Bisection that begins after the access word asks no more than in a whole counterexample: of l letters to m - 1, at most"
    " clg(m) - 1 beside a cell, as l > 1.",
    method="exhaustion: the halvings of l letters",
    scope="l < m <= 300",
    sharper="clg(m) - 2 words beside a cell",
)
def suffixes_are_shorter(sharper: bool) -> bool:
    def halvings(letters: int) -> int:
        return 0 if letters <= 1 else 1 + halvings((letters + 1) // 2)

    def claim(m: int) -> bool:
        return all(halvings(letters) - 1 <= clg(m) - 1 - sharper for letters in range(2, m))

    return everywhere(claim, range(3, 301))


@lemma(
    NAME,
    "In the exact game over all languages of few states and all counterexamples of few letters a bound is attained.",
    method="exhaustion: the real learner in the exact game",
    scope="k = 1 and 4 states, k = 2 and 2 states",
    sharper="one query fewer at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
