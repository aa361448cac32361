"""The discrimination tree: each word is asked the suffixes above its leaf once, and those of the analyses.

Coq's learner makes the analysed word a new leaf.  Ours makes a shortest one of those words in the split leaf that are answered
like it; such a word has been sifted too, so all words asked are still pairs of a sifted word and a suffix above its leaf.
"""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn import find

NAME = "automata.kearns_vazirani"

leaves = coq(
    NAME,
    "The leaves of a sound tree are no more than the states of the target.",
    theorem="automata.discrimination_tree.leaves_le",
)
rounds = coq(
    NAME,
    "Every run has at most max(1, n - 1) equivalence queries, the final yes included.",
    theorem="automata.kearns_vazirani.equivalence_queries",
    refuted="automata.longest_runs.tree_rounds",
    sharper="one query fewer, for some n",
)
words = coq(
    NAME,
    "Every run asks at most ((k - 1) n + 1) max(1, n - 1) + max(1, n (n + 1) / 2 - 1) + (n - 2)(clg m - 1) different words; a"
    " difference below 0 counts as 0.",
    theorem="automata.kearns_vazirani.words_bound",
    refuted="automata.longest_runs.tree_words",
    sharper="one word fewer",
)
formula = tied(NAME, "automata.kearns_vazirani.bound", n=range(1, 9), k=range(1, 4), m=(0, 1, 2, 3, 8, 9))


@lemma(
    NAME,
    "Over k letters a language of one state takes k + 1 words, one of two states 2 k + 1, and no counterexample: as asked.",
    method="exhaustion: the theorem's bounds",
    scope="k <= 50",
    sharper="one word fewer",
)
def constants_and_halves(sharper: bool) -> bool:
    words, rounds = find(NAME).theorem.bounds

    def claim(k: int) -> bool:
        counts = [words.at(n=n, k=k, m=0) for n in (1, 2)]
        return counts == [k + 1 - sharper, 2 * k + 1 - sharper] and rounds.at(n=1) == rounds.at(n=2) == 1

    return everywhere(claim, range(1, 51))


@lemma(
    NAME,
    "In the exact game over all languages of few states and all counterexamples of few letters a bound is attained.",
    method="exhaustion: the real learner in the exact game",
    scope="k = 1 and 4 states, k = 2 and 2 states",
    sharper="one query fewer at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
