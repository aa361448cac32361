"""The learner with a discrimination tree, its counterexamples analysed by bisection."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.kearns_vazirani"

leaves = coq(
    NAME,
    "Two leaves of a sound tree are told apart by the suffix of the node where their paths part, so there are at most n.",
    theorem="automata.discrimination_tree.leaves_le",
)
rounds = coq(
    NAME,
    "Every run asks at most max(1, n - 1) equivalence queries, the final yes included.",
    theorem="automata.kearns_vazirani.equivalence_queries",
    refuted="automata.longest_runs.tree_rounds",
    sharper="one equivalence query fewer",
)
words = coq(
    NAME,
    "Every run asks at most ((k - 1) n + 1) max(1, n - 1) + max(1, n (n + 1)/2 - 1) + (n - 2) (clg m - 1) different words: a"
    " sifted word is asked with the suffixes above its leaf, each once.",
    theorem="automata.kearns_vazirani.words_bound",
    refuted="automata.longest_runs.tree_words",
    sharper="one word fewer",
)
