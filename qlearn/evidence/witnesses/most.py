"""How much a witness shows from above: the quantity is at most this."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...dimensions import witnesses as w
from .anew import TAUGHT, Value, anew
from .games import PROPOSES, followed, strategy_length, ways
from .given import Given, Refused

AT_MOST_LG = ("vc", "littlestone", "equivalence_improper", "both_improper")


def at_most(name: str, c: Given, witness: w.Witness) -> Value:
    """The value that the witness shows to be an upper bound.  Raises `Refused`, or `Unshown` if the file cannot show it."""
    match witness:
        case w.Counted():
            return _counted(name, c, witness.by)
        case w.Searched() | w.Specified():
            return anew(name, c)
        case w.QueryTree() if name in ("membership", "average_membership", "both", "both_improper", "extended_teaching"):
            return _queries(name, c, witness)
        case w.LessonTree() if name == "extended_teaching":
            return _lesson_tree(c, witness)
        case w.Strategy() if name in PROPOSES or name == "membership":
            return strategy_length(name, c, witness)
        case w.Specifying() if name == "teaching_min":
            return _specifying(c, witness)
        case w.Lessons() if name in TAUGHT:
            return TAUGHT[name](_lessons(c, witness.sets))
        case w.Plan() if name == "teaching_recursive":
            return _plan(c, witness)
    raise Refused(f"a {type(witness).__name__.lower()} shows nothing of this from above")


def _counted(name: str, c: Given, by: str) -> int:
    if by == "trivial":
        return c.N
    if by == "lg N" and name in AT_MOST_LG:
        return c.N.bit_length() - 1
    if by == "N - 1" and name not in ("statistical", "threshold", "consistency"):
        return c.N - 1
    if by == "n":
        return c.n
    raise Refused(f"counting by {by!r} shows nothing of this from above")


def _queries(name: str, c: Given, tree: w.Tree) -> Value:
    leaves, total, worst = followed(c, tree), 0, 0
    for concept, depth, left in leaves:
        if left != 1 << concept:
            raise Refused(f"concept {concept} is not the only one with the answers on its way")
        total, worst = total + depth, max(worst, depth)
    return Fraction(total, c.N) if name == "average_membership" else worst


def _specifying(c: Given, found: w.Specifying) -> int:
    labels = c.labels(found.labels)
    c.distinct(found.points, "point")
    if labels not in c.place or c.agree(labels, found.points).bit_count() != 1:
        raise Refused("the points do not single out a concept with these labels")
    return len(found.points)


def _lesson_tree(c: Given, tree: w.LessonTree) -> int:
    """Any labelling has the answers on the way to some leaf, and so agrees there with its concept."""
    _queries("extended_teaching", c, tree)
    sizes = _lessons(c, tree.lessons)
    for concept, asked in ways(c, tree):
        if not asked.issuperset(tree.lessons[concept]):
            raise Refused(f"the points of concept {concept} are not all asked on the way to it")
    return max(sizes)


def _lessons(c: Given, lessons: Sequence[tuple[int, ...]]) -> list[int]:
    if len(lessons) != c.N:
        raise Refused("there are not as many lessons as concepts")
    for i, points in enumerate(lessons):
        c.work.step()
        c.distinct(points, "point")
        if c.agree(c.rows[i], points) != 1 << i:
            raise Refused(f"the points do not single out concept {i}")
    return [len(points) for points in lessons]


def _plan(c: Given, plan: w.Plan) -> int:
    if sorted(i for i, _ in plan.order) != list(range(c.N)):
        raise Refused("it does not teach every concept once")
    left, worst = c.everyone, 0
    for i, points in plan.order:
        c.distinct(points, "point")
        if c.agree(c.rows[i], points, left) != 1 << i:
            raise Refused(f"the points do not single out concept {i} among those after it")
        left &= ~(1 << i)
        worst = max(worst, len(points))
    return worst
