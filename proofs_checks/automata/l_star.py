"""L* with an observation table, its counterexamples analysed by bisection."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.l_star"

rounds = coq(
    NAME,
    "Every run asks at most max(1, n - 1) equivalence queries, the final yes included.",
    theorem="automata.l_star.equivalence_queries",
    refuted="automata.longest_runs.l_star_rounds",
    sharper="one equivalence query fewer",
)
words = coq(
    NAME,
    "Every run asks at most (k n + 1) max(1, n - 1) + (n - 2) (clg m - 1) different words, for counterexamples of at most m"
    " letters over an alphabet of k.",
    theorem="automata.l_star.words_bound",
    refuted="automata.longest_runs.l_star_words",
    sharper="one word fewer",
)
