"""L*: each counterexample brings a column and a state, and the words asked are the table's cells and those of the analyses."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.l_star"

rounds = coq(
    NAME,
    "Every run has at most max(1, n - 1) equivalence queries, the final yes included.",
    theorem="automata.l_star.equivalence_queries",
    refuted="automata.longest_runs.l_star_rounds",
    sharper="one query fewer, for some n",
)
words = coq(
    NAME,
    "Every run asks at most (k n + 1) max(1, n - 1) + (n - 2)(clg m - 1) different words; a difference below 0 counts as 0.",
    theorem="automata.l_star.words_bound",
    refuted="automata.longest_runs.l_star_words",
    sharper="one word fewer",
)
