"""A half-space with its offset, from d points of its boundary: no two of them nearly the same, no three nearly on a line."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.seeded_half_spaces import PinnedHalfSpace, Seed, SeededHalfSpaces, seeds, unit
from ...errors import BadArgument, NoisyTeacher
from ...formulas import Number, Size, clg, largest, sin, sqrt, whole
from ...geometry.pins import pinned
from ...points import Labels, Points, spell
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from ..segments import Ends, halfway, halved
from .direction import accuracy
from .seeded import needed, resolved, within_sight

Vector = NDArray[np.float64]


@lru_cache(maxsize=1024)
def steps(d: Size, eps: Size) -> Size:
    """How often each further segment is halved."""
    return clg(9 * sqrt(d - 1) / (8 * sin(eps)))


@lru_cache(maxsize=1024)
def first(d: Size, eps: Size) -> Size:
    """How often the segment between the two instances is halved."""
    return largest(clg(5 / (8 * sin(eps))), steps(d, eps) + 3)


def _enclosed(found: PinnedHalfSpace, points: Points, labels: Labels, sizes: Any) -> float:
    """The angle that no half-space exceeds which parts the pairs; pi if they were not asked, or labelled otherwise."""
    said = {(x.astype(np.float64) + 0.0).tobytes(): bool(label) for x, label in zip(points, labels, strict=True)}
    for rows, label in ((found.inside, True), (found.outside, False)):
        if len(rows) != sizes["d"] or any(said.get((x + 0.0).tobytes()) is not label for x in rows):
            return math.pi
    return pinned(found.inside, found.outside, found.centre, float(found.step[0]), found.direction)


@proves(
    Theorem(
        learns=SeededHalfSpaces(),
        claim="From an instance of each label, a half-space with an offset is found within an angle eps with at most"
        " m + (d - 1)(2 + k) labels, k = clg(9 sqrt(d - 1)/(8 sin eps)) and m = max(clg(5/(8 sin eps)), k + 3).",
        bounds=(Bound(Membership, "at most", lambda d, eps: first(d, eps) + (d - 1) * (2 + steps(d, eps))),),
        lower=needed,
        guarantee=within_sight(_enclosed, "pairs that the boundary parts, and the least singular value of their middles"),
        cite=("lowd2005",),
        settings={"eps": ("1/10", "1/2", "3/4")},
    )
)
def boundary_points(d: int, positive: Seed, negative: Seed, eps: Number) -> Dialogue[PinnedHalfSpace]:
    """Learn [w.x + b >= 0] from a point of its boundary and d - 1 more, each across from those found before.

    Problem: d points of a plane give its normal, as what is orthogonal to their differences; badly, if they are nearly on one
    of lower dimension.
    Idea: c is halfway between the two instances of a pair found by halving.  Let a be the unit orthogonal to the
    differences found, and b another.  Then c - a step and c + a step are labelled differently, so whatever the label of
    c + b step, a segment from there to one of the two crosses the boundary, no nearer to c than step/sqrt(2).  Halve it.
    Theorem: at most m + (d - 1)(2 + k) membership queries, with k = clg(9 sqrt(d - 1)/(8 sin eps)) and
    m = max(clg(5/(8 sin eps)), k + 3).
    Proof: The differences of the middles are orthogonal and at least step/sqrt(2) long, so the least singular value of their
    matrix B is at least 1/sqrt(2), in units of step.  With w the true direction, B w is what the middles are off the
    boundary, at most sqrt(d - 1) 2**-k times 0.773, and |B w| is at least sin(angle)/sqrt(2).  So the sine is at most
    1.093 sqrt(d - 1) 2**-k, and rounding adds less than to 9/8.
    Source: ours; to search where segments meet the boundary, and to solve for the plane, is in Lowd and Meek 2005 for one
    weight a line.

    The segments are chosen so that none has to be drawn again, and so that the end which need not be asked is asked only if
    it is one of the pair at last.  All points lie within 2 steps of the two instances, step the least power of two from their
    distance.  The hypothesis has the d pairs; they are its certificate.

    >>> from qlearn import run, teachers
    >>> learning = boundary_points(d=2, positive=(5, 5), negative=(0, 0), eps="1/10")
    >>> found = run(learning, teachers.Function(lambda X: X @ [2, 1] >= 6))
    >>> found.ledger["membership"], found.hypothesis.direction.round(3).tolist(), found.hypothesis.centre.round(2).tolist()
    (12, [0.872, 0.49, 0.0], [2.01, 2.01])

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 to pi/4, the instances are not two of d coordinates, or floats
    about them are too coarse for eps; `NoisyTeacher` if the end of a segment is not labelled as all before it say it is.
    """
    inside, outside = seeds(whole(d, "d", least=1), positive, negative)
    step, wanted = unit(inside, outside), accuracy(eps)
    if wanted > math.pi / 4:
        raise BadArgument(f"eps is an angle of at most pi/4 here, got {eps}: a coarser one takes hardly fewer labels")
    resolved(inside, outside, step, int(first(d, wanted)) + int(clg(d)))
    a, others = _frame((inside - outside) / step)
    pairs = [(yield from halved((inside, outside), int(first(d, wanted))))]
    centre = halfway(pairs[0])
    for b in others:
        pair, a = yield from _across(centre, step, a, b, int(steps(d, wanted)))
        pairs.append(pair)
    rows = [np.array([pair[side] for pair in pairs]) for side in (0, 1)]
    return PinnedHalfSpace(np.append(a, 0.0), centre, np.full(d, step), rows[0], rows[1])


def _frame(direction: Vector) -> tuple[Vector, list[Vector]]:
    """The unit in this direction, and d - 1 more that are orthogonal to it and to each other: a reflection of the axes."""
    a = direction / math.hypot(*direction.tolist())
    p = int(np.argmax(np.abs(a)))
    v = a.copy()
    v[p] += math.copysign(1.0, a[p])
    others = (k for k in range(len(a)) if k != p)
    return a, [np.eye(1, len(a), k)[0] - a[k] / (1 + abs(a[p])) * v for k in others]


def _across(centre: Vector, step: float, a: Vector, b: Vector, times: int) -> Dialogue[tuple[Ends, Vector]]:
    """A pair about the boundary's trace in the plane of a and b, and the normal of the trace there, towards a.

    The segment runs from t = 0, the end along a or against it, to t = 1, the end along b.
    """

    above = bool((yield from Membership((centre + step * b)[None]))[0])
    side = -1.0 if above else 1.0

    def at(t: float) -> Vector:
        return centre + step * ((1 - t) * side * a + t * b)

    low, high = 0.0, 1.0
    for _ in range(times):
        middle = (low + high) / 2
        same = (yield from Membership(at(middle)[None]))[0] == above
        low, high = (low, middle) if same else (middle, high)
    if not low and (yield from Membership(at(low)[None]))[0] == above:
        raise NoisyTeacher(f"{spell(at(low))} was labelled {above}, against all that was said before; the teacher errs")
    pair = (at(high), at(low)) if above else (at(low), at(high))
    t = (low + high) / 2
    normal = (t * a - (1 - t) * side * b) / math.hypot(t, 1 - t)
    return pair, normal
