"""The consistency dimension: how many labels may be needed to see that a labelling is no concept."""

from __future__ import annotations

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass, members, spelled_key
from ..witnesses import Counted, Labelling, Searched, Witness
from .certificates import fewest
from .counter import Counter


def certificate(c: FiniteClass, labelling: int, effort: Effort | None = None) -> tuple[int, ...]:
    """A smallest set of points at which no concept but the labelling itself (bit x its label at x) agrees with it.

    Raises `Spent` past `effort.nodes`.
    """
    counter = Counter((effort or Effort()).nodes)
    return tuple(members(fewest([key ^ labelling for key in c.keys if key != labelling], counter)))


def consistency(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The most points that a labelling outside the class needs so that no concept agrees with it there; 0 for a full cube.

    Every labelling is tried where 2**n of them fit in the effort.  Beyond, those next to the class are tried for the lower
    bound, and the upper one is min(n, N): each point must rule out a concept.

    >>> consistency(FiniteClass.of([[1, 0], [0, 1]])).value
    2
    """
    effort = effort or Effort()
    counter, inside = Counter(effort.positions), set(c.keys)
    best, hardest = 0, -1
    whole = c.n < 40 and 1 << c.n <= effort.positions
    tried = range(1 << c.n) if whole else _near(c)
    most = min(c.n, c.N)
    try:
        for f in tried:
            counter.step()
            if f not in inside and best < most:
                need = fewest([key ^ f for key in c.keys], counter).bit_count()
                best, hardest = max((best, hardest), (need, f), key=lambda b: b[0])
    except Spent:
        whole = False
    lower = Counted("trivial") if hardest < 0 else Labelling(spelled_key(hardest, c.n))
    if best == most or not whole:
        return Bracket(best, most, lower, Counted("n" if most == c.n else "trivial")) if 1 << c.n > c.N else _full(lower)
    return Bracket(best, best, lower, Searched("every labelling", counter.count))


def _full(lower: Witness) -> Bracket:
    return Bracket(0, 0, lower, Searched("every labelling is a concept", 0))


def _near(c: FiniteClass) -> list[int]:
    """The constant labellings, the majority's, and all that differ from a concept at one point, in order."""
    majority = sum(1 << x for x in range(c.n) if 2 * c.ones[x].bit_count() > c.N)
    flips = (key ^ 1 << x for key in c.keys for x in range(c.n))
    return list(dict.fromkeys([0, (1 << c.n) - 1, majority, *flips]))
