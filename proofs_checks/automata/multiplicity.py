"""Functions of words by ranks: each counterexample makes a regular matrix larger, and most of its new row is known."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from proofs_checks.coq import coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn import find
from qlearn.concepts.modular import independent
from qlearn.concepts.multiplicity_automata import MultiplicityAutomaton
from qlearn.concepts.multiplicity_classes import listed
from qlearn.formulas import clg
from qlearn.learners.mixtures import change
from qlearn.words import Words, rows_of, word_of

NAME = "automata.multiplicity"

grows = coq(
    NAME,
    "A prefix that is a mixture of the known ones on the known suffixes, and not on one more, makes a regular matrix with it.",
    theorem="trees.ranks.rank_grows",
)


def halved(pattern: tuple[bool, ...]) -> tuple[int, int, int]:
    """Where `change` ends on a word whose prefix of j + 1 letters is a mixture if pattern[j] says so; and what it asked."""
    asked = 0

    def as_told(j: int) -> Any:
        nonlocal asked
        asked += 1
        return np.array([pattern[j - 1]])
        yield

    try:
        next(change(len(pattern), as_told))
    except StopIteration as stop:
        return stop.value[0], stop.value[1], asked
    raise AssertionError("nothing is asked")


@lemma(
    NAME,
    "Halving between the first letter, a mixture, and a word of l letters, none, finds a prefix that is one and is none with"
    " one letter more, and looks at clg(l - 1) prefixes.",
    method="exhaustion: the real search on every pattern",
    scope="words of 2 to 10 letters",
    sharper="one prefix fewer",
)
def search(sharper: bool) -> bool:
    def ends_well(between: tuple[bool, ...]) -> bool:
        pattern = (True, *between, False)
        right, wrong, asked = halved(pattern)
        few = asked <= clg(len(pattern) - 1) - sharper
        return bool(wrong == right + 1 and pattern[right - 1] and not pattern[wrong - 1] and few)

    return all(everywhere(ends_well, itertools.product((False, True), repeat=length - 2)) for length in range(2, 11))


@lemma(
    NAME,
    "R prefixes have k R^2 + R values with R suffixes that lose their first letters one by one; less the i + 1 of each new row"
    " that are known, and with i for each of q prefixes that are looked at, this is the bound.",
    method="exhaustion: the sums over 1 <= i < R",
    scope="k to 5, R to 8, m to 40",
    sharper="one value fewer",
)
def count(sharper: bool) -> bool:
    values = find(NAME).theorem.bounds[1]

    def agrees(k: int, R: int, m: int) -> bool:
        rounds = sum(i * clg(m - 1) - (i + 1) for i in range(1, R))
        return bool(k * R * R + R + rounds == values.at(k=k, R=R, m=m) - sharper)

    return everywhere(agrees, range(1, 6), range(1, 9), range(2, 41))


@lemma(
    NAME,
    "Suffixes without their first letter are suffixes, so the values of prefixes with suffixes are among those with a letter"
    " between, all but the prefixes' own: with R of each there are at most k R^2 + R words.",
    method="exhaustion: all sets of R prefixes and R such suffixes",
    scope="2 letters, R to 3, prefixes of up to 2 letters",
    sharper="one word fewer",
)
def words_in_all(sharper: bool) -> bool:
    letters = (b"\1", b"\2")
    short = [bytes(w) for n in range(3) for w in itertools.product((1, 2), repeat=n)]

    def few(prefixes: tuple[bytes, ...], suffixes: tuple[bytes, ...]) -> bool:
        between = {x + a + y for x in prefixes for a in (b"", *letters) for y in suffixes}
        return len(between) <= 2 * len(prefixes) ** 2 + len(prefixes) - sharper

    closed = [ys for r in (1, 2, 3) for ys in itertools.combinations(short, r) if all(y[1:] in ys for y in ys)]
    return all(few((b"", *xs), ys) for ys in closed for xs in itertools.combinations(short[1:], len(ys) - 1))


@lemma(
    NAME,
    "Two functions of ranks r and r' that differ do so on a word of fewer than r + r' letters, and the exact difference finds a"
    " shortest one.",
    method="exhaustion: all pairs",
    scope="ranks to 2 modulo 2 with 1 and 2 letters, words to 5 letters",
    sharper="fewer than r + r' - 1 letters",
)
def differences(sharper: bool) -> bool:
    def shortest(one: MultiplicityAutomaton, other: MultiplicityAutomaton) -> bool:
        words = Words(one.k, 4).points()
        wrong = np.flatnonzero(one(words) != other(words))  # in order of length
        found = next(iter(one.disagreements(other) or ()), None)
        if found is None or not len(wrong):
            return found is None and not len(wrong)
        length = len(word_of(found))
        return length == len(word_of(words[wrong[0]])) and length < one.rank + other.rank - sharper

    pairs = [pair for k in (1, 2) for pair in itertools.product(listed(k, 2, 2)[:40], listed(k, 2, 2)[::9])]
    return all(shortest(*pair) for pair in pairs)


@lemma(
    NAME,
    "The least number of numbers that a function can be written with is the rank of its Hankel matrix, which words of fewer"
    " letters than the rank show.",
    method="exhaustion: all functions",
    scope="rank to 3 modulo 2 with 1 letter, to 2 with 2 letters",
    sharper="words of one letter fewer",
)
def rank_of_words(sharper: bool) -> bool:
    def shown(function: MultiplicityAutomaton) -> bool:
        short = [word_of(row) for row in Words(function.k, max(0, function.rank - 1 - sharper)).points()]
        values = function(rows_of([x + y for x in short for y in short])).reshape(len(short), -1)
        return len(independent(values, function.p)) == function.rank

    return everywhere(shown, [*listed(1, 2, 3), *listed(2, 2, 2)])


@lemma(
    NAME,
    "In the exact game the learner stays within its bounds, and meets them, whatever counterexamples it is given.",
    method="exhaustion: the real learner in the exact game",
    scope="all functions of rank 1 and 2 modulo 2 and 3 of one letter, of rank 1 modulo 2 of two",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
