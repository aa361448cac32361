"""The discrimination tree: each word is asked the suffixes above its leaf once, and those of the analyses."""

from __future__ import annotations

from proofs_checks.coq import coq

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
