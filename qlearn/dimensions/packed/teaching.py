"""How few labels single a concept out: for every labelling at once, a concept's or not; hence TD and XTD."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass, members, spelled_key
from ..search.certificates import fewest
from ..search.counter import Counter
from ..search.lessons import lessons
from ..search.shortening import Lesson
from ..witnesses import Counted, Labelling, Lessons, Packings, Searched, Specifying, Witness
from .tables import EVERY, LOW, UNKNOWN, ZERO, Words, affordable, counts_of

Sizes = NDArray[np.int8]  # (2**n,): for each labelling, its bits being its labels, a number of points
HOW = "every concept's teaching sets"
MANY, SOON = 4096, 20_000  # concepts for which lessons are looked for, and positions to find them in


def teaching(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """TD: the most points that any concept needs to be told from all others.

    >>> from qlearn.dimensions.families import of_family
    >>> str(teaching(of_family("singletons-and-nothing", 5))), str(extended_teaching(of_family("singletons", 5)))
    ('5', '4')
    """
    sizes = specifying_sizes(c, 1, effort)
    hardest = max(c.keys, key=lambda key: int(sizes[key]))
    found, size = _largest(c, hardest, int(sizes[hardest])), int(sizes[hardest])
    return found if size == c.n else replace(found, at_most=_taught(c, sizes, effort)[1])


def teaching_min(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The fewest points that tell some concept from all others."""
    sizes = specifying_sizes(c, 1, effort)
    easiest = min(range(c.N), key=lambda i: int(sizes[c.keys[i]]))
    least = int(sizes[c.keys[easiest]])
    each = _lessons(c, sizes, effort)
    packed = bool(each) and min(len(lesson.packing) for lesson in each) == least
    shown = Packings(tuple(lesson.packing for lesson in each)) if packed else Searched(HOW, c.N)
    points = each[easiest].points if each and each[easiest].exact else _fewest(c, easiest, effort)
    return Bracket(least, least, shown, Specifying(c.text(easiest), points))


def teaching_average(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The mean over the concepts of the points that each needs, a fraction."""
    sizes = specifying_sizes(c, 1, effort)
    mean = Fraction(sum(int(sizes[key]) for key in c.keys), c.N)
    return Bracket(mean, mean, *_taught(c, sizes, effort))


def teaching_each(c: FiniteClass, effort: Effort | None = None) -> tuple[Bracket, ...]:
    """Each concept's own number of points."""
    sizes, how = specifying_sizes(c, 1, effort), Searched("all partial labellings", 3**c.n)
    each = _lessons(c, sizes, effort)
    shown = [Specifying(c.text(i), lesson.points) if lesson.exact else how for i, lesson in enumerate(each)] or [how] * c.N
    return tuple(Bracket(int(sizes[key]), int(sizes[key]), Labelling(c.text(i)), shown[i]) for i, key in enumerate(c.keys))


def extended_teaching(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """XTD: the most points that any labelling of the points needs so that at most one concept agrees with it there."""
    sizes = specifying_sizes(c, 1, effort)
    hardest = int(np.argmax(sizes))
    return _largest(c, hardest, int(sizes[hardest]))


def specifying_sizes(c: FiniteClass, left: int, effort: Effort | None = None) -> Sizes:
    """For each labelling the fewest points whose labels at most `left` concepts have, 0 or 1 of them.

    For k = 0, 1, ... the partial labellings with k known labels that so few have are opened up: what they do not know is either
    label.  A labelling that no set leaves so few with, a concept where `left` is 0, has -1.  Raises `BadArgument` where the
    tables would be too large.
    """
    affordable(c.n, 6, effort or Effort(), "specifying sets")
    return _sizes(c, left)


@lru_cache(maxsize=4)
def _sizes(c: FiniteClass, left: int) -> Sizes:
    """Kept for the next value of the same class: five are read off the same sizes."""
    sizes = sizes_of(~counts_of(c)[left] & np.uint32(EVERY), c.n)
    sizes.flags.writeable = False
    return sizes


def sizes_of(few: Words, n: int) -> Sizes:
    """For each total labelling of n points the fewest known labels of a partial one in the table that it continues, or -1."""
    places = max(n - LOW, 0)
    known = np.zeros(1, np.int8)
    for _ in range(places):
        known = np.concatenate([known + 1, known + 1, known]).astype(np.int8)
    surplus = max(LOW - n, 0)  # digits of the word that stand for no point: they are known, and not counted
    for x in range(n, LOW):
        few = few & np.uint32(ZERO[x])
    sizes = np.full(1 << max(n, LOW), -1, np.int8)
    for k in range(n + 1):
        table = few & _knowing(k + surplus)[np.minimum(known, k + surplus + 1)]
        if table.any():
            sizes[(sizes < 0) & _opened(table, places)] = k
        if sizes.min() >= 0:
            break
    return sizes[: 1 << n]


def _knowing(most: int) -> Words:
    """By the number of known labels above a word, its bits that bring it to at most so many."""
    low = [sum(b // 3**x % 3 != 2 for x in range(LOW)) for b in range(27)]
    return np.array([sum(1 << b for b in range(27) if low[b] + above <= most) for above in range(most + 2)], np.uint32)


def _opened(table: Words, places: int) -> NDArray[np.bool_]:
    """The labellings that continue some partial labelling in the table; shape (2**n,), point x being bit x."""
    for x in range(LOW):
        q = np.uint32(3**x)
        unknown = table & np.uint32(UNKNOWN[x])
        table = table | unknown >> q | unknown >> (q + q)
    table = table.reshape(1, -1)
    for _ in range(places):  # the highest place first: what is made of it becomes the highest bit
        thirds = table.reshape(table.shape[0], 3, -1)
        table = (thirds[:, :2] | thirds[:, 2:]).reshape(2 * len(table), -1)
    total = np.array([sum(3**x for x in range(LOW) if i >> x & 1) for i in range(8)], np.uint32)
    return (table.reshape(-1, 1) >> total & 1).astype(np.bool_).reshape(-1)


def _largest(c: FiniteClass, hardest: int, size: int) -> Bracket:
    most = Counted("n") if size == c.n else Searched("all partial labellings", 3**c.n)
    return Bracket(size, size, Labelling(spelled_key(hardest, c.n)), most)


def _lessons(c: FiniteClass, sizes: Sizes, effort: Effort | None) -> tuple[Lesson, ...]:
    """Lessons as short as the sizes say where they are soon found; none for classes where that takes longer than the tables."""
    effort = effort or Effort()
    if c.N > MANY:
        return ()
    few = Effort(positions=min(effort.positions, SOON), memory=effort.memory)
    return lessons(c, few, tuple(int(sizes[key]) for key in c.keys)).each


def _taught(c: FiniteClass, sizes: Sizes, effort: Effort | None) -> tuple[Witness, Witness]:
    """What shows the mean from below and from above, and the largest from above: packings and lessons, where they are tight."""
    each, how = _lessons(c, sizes, effort), Searched(HOW, c.N)
    packed = bool(each) and all(len(lesson.packing) == lesson.least for lesson in each)
    taught = bool(each) and all(lesson.exact for lesson in each)
    return (
        Packings(tuple(lesson.packing for lesson in each)) if packed else how,
        Lessons(tuple(lesson.points for lesson in each)) if taught else how,
    )


def _fewest(c: FiniteClass, concept: int, effort: Effort | None) -> tuple[int, ...]:
    differences = [key ^ c.keys[concept] for key in c.keys if key != c.keys[concept]]
    return tuple(members(fewest(differences, Counter((effort or Effort()).positions))))
