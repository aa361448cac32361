"""The analysis of a counterexample by bisection: a suffix that tells a state's extension from the state it was taken for."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

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
    "Every run asks at most (k n + 1) max(1, n - 1) + max(0, n - 2) (clg m - 2) different words, if no word that a"
    " counterexample told is asked.",
    theorem="automata.table_words.words_asked_bound",
    refuted="automata.all_words_asked.all_words_asked",
    sharper="one word fewer",
)
told = coq(
    NAME,
    "If words that counterexamples told may be asked, it is (k n + 1) max(1, n - 1) + (n - 2)(clg m - 1) words; a difference"
    " below 0 counts as 0.",
    theorem="automata.observation_table.words_bound",
    refuted="automata.longest_runs.table_words",
    sharper="one word fewer",
)
formula = tied(NAME, "automata.table_words.bound", n=range(1, 8), k=range(1, 4), m=(1, 2, 3, 4, 5, 8, 9, 100))


@lemma(
    NAME,
    "In the exact game the learner meets its bound in each class and never passes it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="all languages of at most 4 states over 1 letter and of 2 over 2",
    sharper="one word fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
