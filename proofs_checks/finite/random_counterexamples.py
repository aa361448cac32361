"""Random counterexamples: what a proposal costs the rest on average, and the average of all questions, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import numpy as np

from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.tables import Table
from qlearn.learners.finite.random_counterexamples import nearest

NAME = "finite.random_counterexamples"
Row = tuple[int, ...]


def differ(h: Row, c: Row) -> list[int]:
    return [x for x, (a, b) in enumerate(zip(h, c, strict=True)) if a != b]


def goes(h: Row, c: Row, table: Table) -> Fraction:
    """The share of the rows that a random counterexample to h excludes, on average, if c is the target."""
    points = differ(h, c)
    return Fraction(sum(row[x] == h[x] for x in points for row in table), len(points) * len(table))


def likeness(h: Row, table: Table) -> int:
    """In how many points of how many rows h is like them."""
    return sum(a == b for row in table for a, b in zip(h, row, strict=True))


def pairs(table: Table) -> Iterable[tuple[Row, Row]]:
    return ((h, c) for h in table for c in table if h != c)


@lemma(
    NAME,
    "What a counterexample to h excludes with target c, and one to c with target h, adds up to all rows, on average; and the"
    " difference is that of their likenesses over the number of points where they differ.",
    method="exhaustion: every two rows",
    scope=ON_THREE_POINTS,
    sharper="the difference is 0",
)
def exchange(sharper: bool) -> bool:
    def claim(table: Table, h: Row, c: Row) -> bool:
        one, other = goes(h, c, table), goes(c, h, table)
        more = Fraction(likeness(h, table) - likeness(c, table), len(differ(h, c)) * len(table))
        return one + other == 1 and one - other == (0 if sharper else more)

    return all(claim(table, h, c) for table in classes(2) for h, c in pairs(table))


@lemma(
    NAME,
    "If the learner's row is proposed, at least half of the rows go on average, whichever is the target.",
    method="exhaustion: the learner's own choice",
    scope=ON_THREE_POINTS,
    sharper="more than half",
)
def half_go(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        h = table[nearest(np.array(table, bool))]
        shares = [goes(h, c, table) for c in table if c != h]
        return all(share > Fraction(1, 2) if sharper else share >= Fraction(1, 2) for share in shares)

    return everywhere(claim, classes(2))


@cache
def mean(table: Table, target: Row) -> Fraction:
    """How many questions the learner asks on average."""
    if len(table) == 1:
        return Fraction(0)
    h = table[nearest(np.array(table, bool))]
    points = differ(h, target)
    after = (mean(tuple(row for row in table if row[x] == target[x]), target) for x in points)
    return 1 + sum(after, Fraction(0)) / max(1, len(points))


@lemma(
    NAME,
    "The mean number of questions, a yes among them, is at most lg N for every target.",
    method="exhaustion: the exact mean, and powers of 2 in place of logarithms",
    scope=ON_THREE_POINTS,
    sharper="always below it, for N >= 2",
)
def below_the_logarithm(sharper: bool) -> bool:
    def claim(table: Table) -> bool:
        means = [mean(table, target) for target in table]
        return all(2**m.numerator < len(table) ** m.denominator + (not sharper) for m in means)

    return everywhere(claim, classes(2))


@lemma(
    NAME,
    "In the exact game against every counterexample the learner asks N - 1 questions at most, and meets that.",
    method="exhaustion: the real learner in the exact game",
    scope="one concept, all labellings of 3 points, 5 singletons, 8 thresholds",
    sharper="one question fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
