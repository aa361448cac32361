"""A counterexample of m letters, analysed by bisection."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.rivest_schapire"

analysed = coq(
    NAME,
    "With at most clg m membership queries the analysis finds a state, a letter and a suffix that tells two words apart which"
    " the hypothesis confuses; at most clg m - 1 of the words are not these two with that suffix.",
    theorem="automata.rivest_schapire.analysis_separates",
    refuted="automata.rivest_schapire.clg_queries_are_needed",
    sharper="fewer than clg m queries of this form are enough",
)
