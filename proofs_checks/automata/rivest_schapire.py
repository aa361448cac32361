"""The analysis of a counterexample by bisection: a suffix that tells a state's extension from the state it was taken for."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.rivest_schapire"

bisected = coq(
    NAME,
    "At most clg m membership queries find a state, a letter and a suffix that tells the state's word with the letter from the"
    " word the hypothesis takes it for; all but one of the words asked, or none if m = 1, may be new to a table.",
    theorem="automata.rivest_schapire.analysis_separates",
    refuted="automata.rivest_schapire.clg_queries_are_needed",
    sharper="clg m - 1 queries find the place",
)
rounds = coq(
    NAME,
    "Every run has at most max(1, n - 1) equivalence queries, the final yes included.",
    theorem="automata.observation_table.equivalence_queries",
    refuted="automata.longest_runs.table_rounds",
    sharper="one query fewer, for some n",
)
words = coq(
    NAME,
    "Every run asks at most (k n + 1) max(1, n - 1) + (n - 2)(clg m - 1) different words, those of counterexamples included; a"
    " difference below 0 counts as 0.",
    theorem="automata.observation_table.words_bound",
    refuted="automata.longest_runs.table_words",
    sharper="one word fewer",
)
