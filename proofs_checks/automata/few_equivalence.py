"""Probes instead of equivalence queries: how many there are, and what one costs that is a counterexample."""

from __future__ import annotations

from proofs_checks.coq import coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn import find
from qlearn.learners.automata.probes import farthest, together
from qlearn.learners.automata.tree_bounds import words as words_of_a_tree

NAME = "automata.few_equivalence"

rounds = coq(
    NAME,
    "A run in which some counterexamples were found by probes still has at most max(1, n - 1) equivalence queries.",
    theorem="automata.kearns_vazirani.equivalence_queries",
    refuted="automata.longest_runs.tree_rounds",
    sharper="one query fewer, for some n",
)
words = coq(
    NAME,
    "The words of such a run, probes apart, are within the bound of the tree.",
    theorem="automata.kearns_vazirani.words_bound",
    refuted="automata.longest_runs.tree_words",
    sharper="one word fewer",
)


@lemma(
    NAME,
    "If each batch of max(8, floor(s/2)) probes at s states but the last brings a state for every r of them, there are at most"
    " r (n - 1) + max(8, floor(n/2)) probes.",
    method="exhaustion: all numbers of states that batches bring",
    scope="n <= 40, r <= 16",
    sharper="one probe fewer",
)
def probes_are_few(sharper: bool) -> bool:
    def claim(n: int, r: int) -> bool:
        most = {n: together(n)}  # from so many states on: the last batch alone
        for states in range(n - 1, 0, -1):
            size = together(states)
            more = [size + most[after] for after in range(states + 1, n + 1) if size <= r * (after - states)]
            most[states] = max([size, *more])
        return bool(most[1] <= r * (n - 1) + together(n) - sharper)

    return everywhere(claim, range(1, 41), range(1, 17))


@lemma(
    NAME,
    "The theorem's bound is that of the tree, for counterexamples as long as the longest probe, with the probes.",
    method="exhaustion: the theorem's own formula",
    scope="n <= 30, k <= 4, m <= 20, r <= 4",
    sharper="for counterexamples of the teacher's alone",
)
def bound_of_tree_and_probes(sharper: bool) -> bool:
    bound = find(NAME).theorem.bounds[0]

    def claim(n: int, k: int, m: int, r: int) -> bool:
        longest = m if sharper else max(m, farthest(n, k))
        return bool(bound.at(n=n, k=k, m=m, r=r) == words_of_a_tree(n, k, longest) + r * (n - 1) + max(8, n // 2))

    return everywhere(claim, range(1, 31), range(1, 5), range(21), range(1, 5))


@lemma(
    NAME,
    "In the exact game over all languages of few states and all counterexamples of few letters a bound is attained.",
    method="exhaustion: the real learner in the exact game",
    scope="k = 1 and 4 states, k = 2 and 2 states",
    sharper="one query fewer at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
