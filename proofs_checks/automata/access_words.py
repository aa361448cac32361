"""Words that suffixes tell apart are no more than the states of the automaton."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "automata.access_words"

apart = coq(
    NAME,
    "Words of which each two are told apart by some suffix lead to different states, so there are at most n.",
    theorem="automata.access_words.access_words_le",
)
counted = coq(
    NAME,
    "A learner that has one word at the start and one more after each counterexample asks at most n equivalence queries.",
    theorem="automata.access_words.equivalence_queries_le",
    refuted="automata.access_words.n_queries_are_needed",
    sharper="at most n - 1 equivalence queries",
)
