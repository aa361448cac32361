"""Smallest counterexamples: what is shorter need not be asked."""

from __future__ import annotations

import numpy as np

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.automaton_classes import listed
from qlearn.concepts.shortest_difference import shortest
from qlearn.words import Words

NAME = "automata.smallest_counterexamples"

rounds = coq(
    NAME,
    "Every run, whatever its counterexamples, has at most max(1, n - 1) equivalence queries.",
    theorem="automata.kearns_vazirani.equivalence_queries",
    refuted="automata.longest_runs.tree_rounds",
    sharper="one query fewer, for some n",
)
words = coq(
    NAME,
    "The words asked are some of those of a run of the tree, whose bound they keep.",
    theorem="automata.kearns_vazirani.words_bound",
    refuted="automata.longest_runs.tree_words",
    sharper="one word fewer",
)
formula = tied(NAME, "automata.kearns_vazirani.bound", n=range(1, 9), k=range(1, 4), m=(0, 1, 2, 3, 8, 9))


@lemma(
    NAME,
    "A hypothesis labels every word that is shorter than its smallest counterexample as the target does.",
    method="exhaustion: all pairs of languages, all words of at most 5 letters",
    scope="k = 1 and 4 states, k = 2 and 2 states",
    sharper="every word that is no longer",
)
def shorter_words_follow(sharper: bool) -> bool:
    def claim(k: int) -> bool:
        points = Words(k, 5).points()
        lengths = np.count_nonzero(points, axis=1)
        languages = listed(k, 4 if k == 1 else 2)
        labels = [language(points) for language in languages]
        for target, true in zip(languages, labels, strict=True):
            for hypothesis, said in zip(languages, labels, strict=True):
                word = shortest(target.layout, hypothesis)
                if word is not None and (true != said)[lengths < len(word) + sharper].any():
                    return False
        return True

    return everywhere(claim, (1, 2))


@lemma(
    NAME,
    "In the exact game over all languages of few states and all counterexamples of few letters a bound is attained.",
    method="exhaustion: the real learner in the exact game",
    scope="k = 1 and 4 states, k = 2 and 2 states",
    sharper="one query fewer at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
