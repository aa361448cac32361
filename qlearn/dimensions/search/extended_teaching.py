"""The extended teaching dimension beyond tables: hard labellings from below, a tree with lessons on its ways from above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass, spelled
from ..witnesses import Labelling, LessonTree, QueryTree, Specifying
from .counter import Counter
from .covering import LIGHT, Covering, greedy_cover, needed, price
from .differences import differences, smallest_first
from .greedy import even_tree, paths
from .hitting import Bits, specifying
from .membership import LARGE, TRIED
from .stars import Centre, centres
from .teaching import teaching


def extended_teaching(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """XTD: the most points that any labelling of the points needs so that at most one concept agrees with it there.

    From below the teaching dimension, as concepts are labellings, the largest star, and some labellings that are likely to be
    hard.  From above a tree of membership queries: answered by any labelling it ends at a concept, and points on the way there
    that single out this concept specify the labelling.

    >>> from qlearn.dimensions.families import of_family
    >>> str(extended_teaching(of_family("singletons", 20))), str(extended_teaching(of_family("thresholds", 64)))
    ('19', '2')
    """
    effort = effort or Effort()
    stars, counter = centres(c), Counter(LIGHT * effort.positions)
    taught = teaching(c, effort)
    bracket = _shorter(c, even_tree(c), counter, replace(taught, hi=c.N, at_most=taught.at_least))
    if stars and stars[0].bound(c.all) > bracket.lo:
        bracket = replace(bracket, lo=stars[0].bound(c.all), at_least=stars[0].shown(c))
    if c.N * c.n <= LARGE:
        for f in _labellings(c, stars):
            if bracket.exact:
                break
            bracket = _specified(c, f, bracket, counter, effort)
    return bracket


def _labellings(c: FiniteClass, stars: list[Centre]) -> Iterator[Bits]:
    """The majority's labels, nothing, everything, and the centres of the largest stars; each once."""
    seen = set()
    tried = [2 * c.labels.sum(axis=0) > c.N, np.zeros(c.n, np.bool_), np.ones(c.n, np.bool_)]
    for f in (*tried, *(star.labels(c) for star in stars[: TRIED - 1])):
        if f.tobytes() not in seen:
            seen.add(f.tobytes())
            yield f


def _specified(c: FiniteClass, f: Bits, bracket: Bracket, counter: Counter, effort: Effort) -> Bracket:
    """With this labelling's fewest points as a lower bound, and with the tree that asks them first, if either is better."""
    fewest = specifying(c, f, Effort(nodes=0))
    assert isinstance(fewest.at_most, Specifying)
    if fewest.lo > bracket.lo:
        bracket = replace(bracket, lo=fewest.lo, at_least=fewest.at_least)
    lo, points = _searched(c, f, int(bracket.lo), fewest.at_most.points, effort)
    if lo > bracket.lo:
        bracket = replace(bracket, lo=lo, at_least=Labelling(spelled(f)))
    return bracket if bracket.exact else _shorter(c, even_tree(c, Specifying(spelled(f), points)), counter, bracket)


def _searched(c: FiniteClass, f: Bits, lo: int, points: tuple[int, ...], effort: Effort) -> tuple[int, tuple[int, ...]]:
    """How many points f surely needs, where that is more than lo, and the fewest that specify it as far as they are found."""
    columns, every = smallest_first(c, f, np.flatnonzero((c.labels != f).any(axis=1)))
    covering, counter = Covering(columns, every, effort.memory, spare=int(every.bit_length() == c.N)), Counter(effort.positions)
    try:
        while lo < len(points):
            found = covering.within(lo, counter)
            if found is not None:
                return lo, found
            lo += 1
    except Spent:
        pass
    return lo, points


def _shorter(c: FiniteClass, tree: QueryTree, counter: Counter, bracket: Bracket) -> Bracket:
    """With this tree as the upper bound, if its lessons are shorter."""
    lessons: list[tuple[int, ...]] = [()] * c.N
    for i, way in paths(tree):
        lessons[i] = _lesson(c, i, way, counter)
        if len(lessons[i]) >= bracket.hi:
            return bracket
    most = max(len(points) for points in lessons)
    return replace(bracket, hi=most, at_most=LessonTree(tree.points, tree.zero, tree.one, tuple(lessons)))


def _lesson(c: FiniteClass, i: int, way: tuple[int, ...], counter: Counter) -> tuple[int, ...]:
    """Points of the way that single out concept i: all of them once the effort is spent."""
    try:
        counter.step(price(c.N, len(way)) * len(way))
    except Spent:
        return way
    every = differences(c, i)
    columns, others = [every[x] for x in way], c.all ^ 1 << i
    return tuple(way[j] for j in needed(columns, greedy_cover(columns, others), others))
