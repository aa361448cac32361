"""Languages whose learners must ask many words, even if they may propose automata: each word tests one value of one unknown."""

from __future__ import annotations

import itertools

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.concepts.automata import Automaton
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.measured import measure
from qlearn.words import Words

NAME = "dimensions.regular_languages"
SMALL = [(p, s, k) for p, s, k in itertools.product((1, 2, 3), (1, 2, 3), (2, 3)) if s ** ((k - 1) * p - 1) <= 81]


def member(p: int, s: int, k: int, values: tuple[int, ...]) -> Automaton:
    """States q_0..q_(p - 1), r_0..r_(s - 1) and one that is never left; only the last r accepts.

    Letter 1 leads from each q and r to the next one, every other letter from q_i to an r, to r_0 for letter 2 at q_0; which one
    elsewhere, `values` say.
    """
    leads = np.array([0, *values]).reshape(p, k - 1)
    step = np.full((p + s + 1, k), p + s)
    step[: p - 1, 0] = np.arange(1, p)
    step[p : p + s - 1, 0] = np.arange(p + 1, p + s)
    step[:p, 1:] = p + leads
    return Automaton(step, np.arange(p + s + 1) == p + s - 1)


def family(p: int, s: int, k: int) -> tuple[list[tuple[int, ...]], list[Automaton]]:
    values = list(itertools.product(range(s), repeat=(k - 1) * p - 1))
    return values, [member(p, s, k, v) for v in values]


@lemma(
    NAME,
    "Each of these automata is smallest, with n = p + s + 1 states, and no two have the same language.",
    method="exhaustion: all members",
    scope="p, s <= 3, k <= 3, up to 81 members",
    sharper="p + s states are enough",
)
def members_are_smallest(sharper: bool) -> bool:
    def claim(size: tuple[int, int, int]) -> bool:
        p, s, k = size
        _, members = family(p, s, k)
        states = {len(c.minimal.step) for c in members}
        return states == {p + s + (0 if sharper else 1)} and len({c.minimal.key() for c in members}) == len(members)

    return everywhere(claim, SMALL)


@lemma(
    NAME,
    "A word is in all of these languages, in none, or in those where one of the (k - 1) p - 1 unknowns has one certain value.",
    method="exhaustion: all words of up to n letters",
    scope="p, s <= 3, k <= 2; p, s <= 2, k = 3",
    sharper="it is in all or in none",
)
def a_word_tests_one_value(sharper: bool) -> bool:
    def claim(size: tuple[int, int, int]) -> bool:
        p, s, k = size
        values, members = family(p, s, k)
        unknowns = np.array(values, np.intp).reshape(len(values), -1)
        words = Words(k, min(p + s + 1, 5)).points()
        labels = np.unique(np.array([c(words) for c in members]).T, axis=0)
        tests = [unknowns[:, i] == v for i in range(unknowns.shape[1]) for v in range(s)]
        known = {bytes(np.full(len(values), x)) for x in (False, True)} | {bytes(t) for t in tests if not sharper}
        return all(bytes(row) in known for row in labels)

    return everywhere(claim, [(p, s, k) for p, s, k in SMALL if k == 2 or max(p, s) < 3])


@lemma(
    NAME,
    "By membership queries alone exactly (s - 1)((k - 1) p - 1) are needed, in the worst case.",
    method="exhaustion: the exact game on the members",
    scope="up to 16 members",
    sharper="one query more",
)
def membership_queries_alone(sharper: bool) -> bool:
    def claim(size: tuple[int, int, int]) -> bool:
        p, s, k = size
        _, members = family(p, s, k)
        words = Words(k, p + s).points()
        bracket = measure(FiniteClass.of([c(words) for c in members]), only=("membership",))["membership"]
        return bool(bracket.lo == bracket.hi == (s - 1) * ((k - 1) * p - 1) + (1 if sharper else 0))

    return everywhere(claim, [(p, s, k) for p, s, k in SMALL if 1 < s ** ((k - 1) * p - 1) <= 16])


@lemma(
    NAME,
    "Whatever a hypothesis says of an unknown with two live values or more: a rejected word excludes one of them, or an"
    " accepted one reveals it.",
    method="exhaustion: all sets of live values, and all that a hypothesis may accept",
    scope="s <= 6",
    sharper="a rejected word excludes one of them",
)
def a_counterexample_reveals_one(sharper: bool) -> bool:
    def claim(s: int) -> bool:
        for live, accepted in itertools.product(range(1 << s), repeat=2):
            if live.bit_count() < 2:
                continue
            excluded = bool(live & accepted)  # a word of the hypothesis that may be said to be rejected
            revealed = not live & accepted  # any live word may be said to be accepted
            if not (excluded or (revealed and not sharper)):
                return False
        return True

    return everywhere(claim, range(2, 7))


@lemma(
    NAME,
    "With C unknowns of s values, s - 1 to be excluded of each: if c are revealed, q queries exclude the rest only if"
    " q >= (s - 1)(C - c).",
    method="identity: what is left to be excluded",
    scope=ALL,
    sharper="q >= (s - 1)(C - c) + 1",
)
def balance(sharper: bool) -> bool:
    s, C, c = sp.symbols("s C c")
    left = (s - 1) * C - (s - 1) * c
    return zero(left - ((s - 1) * (C - c) + (1 if sharper else 0)))
