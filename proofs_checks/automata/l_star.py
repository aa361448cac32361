"""L*: what brings rows and columns is counted, and with it the cells; all counterexamples are tried on small languages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import Equivalence, Membership, find
from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import listed
from qlearn.queries import Counterexample
from qlearn.words import Words, word_of

NAME = "automata.l_star"


@lemma(
    NAME,
    "c further columns and S words above make 1 + k S + c (1 + (k - 1) S) different cells; less the labels of c"
    " counterexamples that is the bound, S being n + c (m - 1).",
    method="identity: n, k, m and c = n - 2",
    scope="n >= 2",
    sharper="one word fewer",
)
def cells(sharper: bool) -> bool:
    bound = bound_of(NAME).formula() - (1 if sharper else 0)
    k, m, n = sorted(bound.free_symbols, key=str)
    K, M = sp.symbols("K M", positive=True)
    more = sp.Symbol("c", integer=True, nonnegative=True)
    words = more + 2 + more * (M - 1)
    return zero(bound.subs({k: K, m: M, n: more + 2}) - (1 + K * words + more * (1 + (K - 1) * words) - more))


def _counts(n: int) -> Iterator[tuple[int, int, int]]:
    """Words that closing took up, counterexamples and further columns that n states allow.

    The n different rows are the empty word's, those of closing, and those that beginnings of counterexamples and columns part.
    Each counterexample parts some, each further column too; and if closing had brought no word before the first
    counterexample, all labels were alike, so it parts one by its label and no further column.
    """
    for closing, c, columns in itertools.product(range(n), repeat=3):
        for early in {min(closing, 1), 0}:  # whether closing took a word up before the first counterexample
            parted = max(columns, c) + (1 - early if c else 0)
            if 1 + closing + parted <= n and (c or not columns):
                yield closing, c, columns


@lemma(
    NAME,
    "Of all numbers of words taken up by closing, counterexamples and columns that n states allow, the most cells that are"
    " asked are the bound's, and there are at most max(1, n - 1) equivalence queries.",
    method="exhaustion: all numbers",
    scope="n <= 8, k <= 4, m <= 7",
    sharper="one word fewer",
)
def counted(sharper: bool) -> bool:
    bound, queries = find(NAME).theorem.bounds

    def claim(n: int, k: int, m: int) -> bool:
        counts = [x for x in _counts(n) if m > 1 or not x[1]]  # words of one letter are in the table
        above = [(1 + closing + c * m, c, columns) for closing, c, columns in counts]
        most = max(1 + k * S + columns * (1 + (k - 1) * S) - c for S, c, columns in above)
        rounds = max(c for _, c, _ in counts) + 1
        return most <= bound.at(n=n, k=k, m=m) - (1 if sharper else 0) and rounds <= queries.at(n=n)

    return everywhere(claim, range(1, 9), range(1, 5), range(1, 8))


@lemma(
    NAME,
    "In the exact game the learner meets its bound in each class and never passes it, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="all languages of at most 4 states over 1 letter and of 2 over 2",
    sharper="one word fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "With counterexamples of at most 2 or 3 letters the most words asked are the bound's own number, and the most"
    " equivalence queries are 2.",
    method="exhaustion: the real learner, all languages and all counterexamples",
    scope="n = 3, k = 2",
    sharper="one word fewer",
)
def three_states(sharper: bool) -> bool:
    bound, queries = find(NAME).theorem.bounds
    points = Words(2, 3).points()
    most, proposals = {1: 0, 2: 0, 3: 0}, 0
    for target in (one for one in listed(2, 3) if len(one.step) == 3):
        for words, proposed, m in _runs(target, points, target(points), []):
            most[m] = max(most[m], words - (-1 if sharper else 0))
            proposals = max(proposals, proposed)
    return proposals == queries.at(n=3) and all(most[m] == bound.at(n=3, k=2, m=m) for m in (2, 3))


def _runs(target: Automaton, points: Any, labels: Any, chosen: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Words, equivalence queries and the longest counterexample's letters of every run that begins with these ones."""
    talk, given, words, proposed, m = iter(find(NAME)(k=target.k)), iter(chosen), 0, 0, 1
    query = next(talk)
    try:
        while True:
            if isinstance(query, Membership):
                words += query.cost
                query = talk.send(target(query.points))
                continue
            assert isinstance(query, Equivalence)
            proposed += 1
            wrong = np.flatnonzero(query.hypothesis(points) != labels).tolist()
            place = next(given, None) if wrong else None
            if wrong and place is None:
                for x in wrong:
                    yield from _runs(target, points, labels, [*chosen, x])
                return
            m = m if place is None else max(m, len(word_of(points[place])))
            query = talk.send(None if place is None else Counterexample(points[place], bool(labels[place])))
    except StopIteration:
        yield words, proposed, m
