"""Teaching dimensions beyond tables: the fewest points that single out each concept, by bounds and by search."""

from __future__ import annotations

from fractions import Fraction

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass
from ..witnesses import Labelling, Lessons, Packing, Packings, Searched, Specifying, Witness
from .lessons import lessons
from .shortening import Lesson

HOW = "lessons of each concept"


def teaching(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """TD: the most points that any concept needs to be told from all others.

    >>> from qlearn.dimensions.families import of_family
    >>> str(teaching(of_family("thresholds", 64))), str(teaching(of_family("intervals", 32)))
    ('2', '32')
    """
    each = lessons(c, effort or Effort()).each
    hardest = max(range(c.N), key=lambda i: (each[i].least, len(each[i].packing)))
    most = max(len(lesson.points) for lesson in each)
    return Bracket(each[hardest].least, most, _needs(c, hardest, each[hardest]), _lessons(each))


def teaching_min(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The fewest points that tell some concept from all others."""
    taught = lessons(c, effort or Effort())
    easiest = min(range(c.N), key=lambda i: len(taught.each[i].points))
    points, least = taught.each[easiest].points, min(lesson.least for lesson in taught.each)
    packed = min(len(lesson.packing) for lesson in taught.each) == least
    shown = _packings(taught.each) if packed else Searched(HOW, taught.positions)
    return Bracket(least, len(points), shown, Specifying(c.text(easiest), points))


def teaching_average(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The mean over the concepts of the points that each needs, a fraction."""
    taught = lessons(c, effort or Effort())
    least = Fraction(sum(lesson.least for lesson in taught.each), c.N)
    most = Fraction(sum(len(lesson.points) for lesson in taught.each), c.N)
    packed = all(len(lesson.packing) == lesson.least for lesson in taught.each)
    shown = _packings(taught.each) if packed else Searched(HOW, taught.positions)
    return Bracket(least, most, shown, _lessons(taught.each))


def teaching_each(c: FiniteClass, effort: Effort | None = None) -> tuple[Bracket, ...]:
    """Each concept's own number of points."""
    return tuple(
        Bracket(lesson.least, len(lesson.points), _needs(c, i, lesson), Specifying(c.text(i), lesson.points))
        for i, lesson in enumerate(lessons(c, effort or Effort()).each)
    )


def _needs(c: FiniteClass, i: int, lesson: Lesson) -> Witness:
    """What shows that the concept takes so many points: a packing, or its labels, to be gone through again."""
    if len(lesson.packing) < lesson.least:
        return Labelling(c.text(i))
    return Packing(c.text(i), tuple((j, Fraction(1)) for j in lesson.packing))


def _lessons(each: tuple[Lesson, ...]) -> Lessons:
    return Lessons(tuple(lesson.points for lesson in each))


def _packings(each: tuple[Lesson, ...]) -> Packings:
    return Packings(tuple(lesson.packing for lesson in each))
