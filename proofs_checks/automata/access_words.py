"""Access words: each two of them lead to different states, so a learner of the L* kind meets few counterexamples."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.access_words"

told_apart = coq(
    NAME,
    "Words of which each two are told apart by a suffix are no more than the states of the target.",
    theorem="automata.access_words.access_words_le",
    refuted="automata.access_words.n_queries_are_needed",
    sharper="fewer words than states",
)
one_each = coq(
    NAME,
    "If each counterexample brings an access word, a run has at most n equivalence queries, the final yes included.",
    theorem="automata.access_words.equivalence_queries_le",
    refuted="automata.access_words.n_queries_are_needed",
    sharper="at most n - 1 equivalence queries",
)
