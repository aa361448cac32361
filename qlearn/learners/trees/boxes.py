"""One box with sides along the axes: by labels from a point inside, or by counterexamples alone."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...catalogue import proves
from ...concepts.boxes import AnyBoxes, Boxes, BoxesAround, every_box, how_many
from ...concepts.grid_functions import GridFunction
from ...dialogue import lockstep
from ...errors import BadArgument, Inconsistent
from ...features import Places
from ...formulas import clg, floor_lg
from ...points import spell
from ...queries import Counterexample, Dialogue, Equivalence, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .change import placed
from .grid import OF_AXES

MOST = 1 << 13  # boxes that halving keeps count of


def _ways(arguments: Mapping[str, Any]) -> list[tuple[int, int]]:
    """On each feature how many places the low end may have, and how many the high end."""
    axes = arguments["axes"]
    start = _start(axes, arguments["start"])
    return [(p + 1, size - p) for p, size in zip(start.tolist(), axes.sizes, strict=True)]


@proves(
    Theorem(
        learns=BoxesAround(),
        claim="A box around a known point is found with at most m labels, where m adds clg(p + 1) + clg(N - p) over the"
        " features, of N places each, the p-th from 0 being the point's.",
        bounds=(Bound(Membership, "at most", lambda m: m),),
        lower=LowerBound(
            Membership,
            lambda B: clg(B),
            "B is the number of boxes around the point, the product of (p + 1)(N - p) over the features; an answer is one bit.",
        ),
        guarantee=exact,
        cite=("knuth1998",),
        derives={
            "m": lambda arguments: sum(clg(a) + clg(b) for a, b in _ways(arguments)),
            "B": lambda arguments: prod(a * b for a, b in _ways(arguments)),
        },
    )
)
def box(axes: Axes, start: tuple[float, ...]) -> Dialogue[Boxes]:
    """Find the box around a point by bisection along its axes.

    Problem: find the ends of a box with sides along the axes, of which one point is known, from labels.
    Idea: move the point along one feature at a time; it leaves the box where this feature does.
    Theorem: at most m labels, m the sum over the features of clg(p + 1) + clg(N - p), where p is the point's place among
    the N places of the feature; any learner needs clg(B), where B is the product of all p + 1 and N - p.
    Proof: Moved along one feature, the point is in the box exactly while that feature is between its ends.  The low end has
    p + 1 places and the high end N - p, and bisection finds one of n places with clg(n) labels.  There are B boxes, which
    so many bits must tell apart; each of the 2 d ends costs less than one label more than its share of that.
    Source: folklore; Knuth 1998, section 6.2.1 (binary search).

    `start` is a point in the box: so it is not empty.  A box without an end ends where its axis does.

    >>> from qlearn import run, teachers
    >>> found = run(box(Axes.grid(100, 2), start=(20, 30)), teachers.Function(lambda X: (X[:, 0] > 6) & (X[:, 1] < 44)))
    >>> str(found.hypothesis), found.ledger["membership"], found.ledger.rounds
    ('[7..99] x [0..43]', 23, 7)

    Raises `BadArgument` if `start` is no point of the axes.
    """
    place = _start(axes, start)
    ends = yield from lockstep(_end(axes, place, i, last) for i in range(axes.d) for last in (0, int(axes.last[i])))
    low, high = np.array(ends, np.int64).reshape(axes.d, 2).T
    return Boxes(axes, low[None], high[None])


def _start(axes: Axes, start: Any) -> Places:
    point = np.array([start], np.float64)
    if point.shape != (1, axes.d) or not axes.contains(point)[0]:
        raise BadArgument(f"start is a point of {axes}, got {start}")
    place: Places = axes.place(point)[0]
    return place


def _end(axes: Axes, start: Places, i: int, last: int) -> Dialogue[int]:
    """The last place in the box on the way along feature i from the start to `last`."""
    way = 1 if last > start[i] else -1
    inside, outside = 0, abs(last - int(start[i])) + 1  # steps on this way
    while outside - inside > 1:
        middle = (inside + outside) // 2
        place = start.copy()
        place[i] += way * middle
        label = yield from Membership(axes.at(place[None]))
        inside, outside = (middle, outside) if label[0] else (inside, middle)
    return int(start[i]) + way * inside


@proves(
    Theorem(
        learns=AnyBoxes(),
        claim="A box in d dimensions, or nothing, is found with at most 1 + d (N - 1) equivalence queries about boxes.",
        bounds=(Bound(Equivalence, "at most", lambda d, N: 1 + d * (N - 1)),),
        guarantee=exact,
        cite=("angluin1988queries",),
        derives=OF_AXES,
    )
)
def smallest_box(axes: Axes) -> Dialogue[Boxes]:
    """Find a box by proposing the smallest one around all counterexamples.

    Problem: find a box with sides along the axes, or that there is none, asking 'is it this box?'.
    Idea: propose nothing, then always the smallest box that has all counterexamples.
    Theorem: at most 1 + d (N - 1) equivalence queries; a teacher who walks along the axes forces so many.
    Proof: The proposal lies in the target, so each counterexample is a point of the target outside the proposal, and the
    next proposal is at least one step longer on some feature.  The first has one point, and no side is longer than N - 1
    steps.  A proposal that is the whole domain is the target, and is not asked.
    Source: Angluin 1988 for the queries; the closure algorithm.  `box_halving` asks fewer, but proposes other functions.

    `axes` are the features and the places where they are asked.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> axes = Axes.grid(10, 2)
    >>> target = Boxes(axes, np.array([[2, 3]]), np.array([[5, 3]]))
    >>> found = run(smallest_box(axes), teachers.Honest(target))
    >>> str(found.hypothesis), found.ledger["equivalence"]
    ('[2..5] x [3..3]', 5)

    Raises `BadAnswer` for a counterexample outside the axes, `Inconsistent` if one says that a point is not in the box
    although the box has points around it.
    """
    found = Boxes.none(axes)
    while not (len(found.low) and (found.low == 0).all() and (found.high == axes.last).all()):
        counterexample = yield from Equivalence(found)
        if counterexample is None:
            break
        place = placed(axes, counterexample)
        if not counterexample.label:
            raise Inconsistent(
                f"{spell(counterexample.point)} is said to be outside, but it lies between points that are in the box: {found}"
            )
        low, high = np.vstack([found.low, place]).min(axis=0), np.vstack([found.high, place]).max(axis=0)
        found = Boxes(axes, low[None], high[None])
    return found


@proves(
    Theorem(
        learns=AnyBoxes(),
        claim="A box in d dimensions, or nothing, is found with at most floor(lg(1 + (N (N + 1)/2)^d)) equivalence queries.",
        bounds=(Bound(Equivalence, "at most", lambda d, N: floor_lg(1 + (N * (N + 1) // 2) ** d)),),
        guarantee=exact,
        cite=("littlestone1988", "angluin1988queries"),
        derives=OF_AXES,
    )
)
def box_halving(axes: Axes) -> Dialogue[Boxes | GridFunction]:
    """Find a box by proposing, at each point, what most of the boxes say that are still possible.

    Problem: find a box with sides along the axes, or that there is none, asking 'is it this function?'.
    Idea: halving over all boxes; what is proposed need not be a box.
    Theorem: at most floor(lg(1 + (N (N + 1)/2)^d)) equivalence queries, which is at most 2 d lg N for N >= 2.
    Proof: On an axis of n places there are n (n + 1)/2 intervals, so there are at most 1 + (N (N + 1)/2)^d boxes, the empty
    one included.  A counterexample at x contradicts what most of them say at x, so at most half remain.  When one remains,
    it is the target, and is not asked.
    Source: Littlestone 1988, the halving algorithm; Angluin 1988 for equivalence queries.  A tie votes yes.

    All boxes are kept in memory; `smallest_box` does without, and so does `box` where labels are answered.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> axes = Axes.grid(10, 2)
    >>> target = Boxes(axes, np.array([[2, 3]]), np.array([[5, 3]]))
    >>> found = run(box_halving(axes), teachers.Honest(target))
    >>> str(found.hypothesis), found.ledger["equivalence"]
    ('[2..5] x [3..3]', 7)

    Raises `BadArgument` for axes with more than 8,192 boxes, `BadAnswer` for a counterexample outside the axes,
    `Inconsistent` when no box fits the answers.
    """
    if how_many(axes.sizes) > MOST:
        raise BadArgument(
            f"there are {how_many(axes.sizes)} boxes on {axes}, and halving lists them all, up to {MOST};"
            " take trees.smallest_box, or fewer places"
        )
    low, high = every_box(axes.sizes)
    low, high = np.vstack([low, axes.last + 1]), np.vstack([high, axes.last])  # the last one is empty
    while len(low) > 1:
        majority = _majority(axes, low, high)
        counterexample = yield from Equivalence(majority)
        if counterexample is None:
            return majority
        remain = _agree(low, high, placed(axes, counterexample), counterexample)
        low, high = low[remain], high[remain]
    if not len(low):
        raise Inconsistent(f"no box on {axes} fits all counterexamples")
    return Boxes(axes, low, high) if (low <= high).all() else Boxes.none(axes)


def _agree(low: Places, high: Places, place: Places, said: Counterexample) -> NDArray[np.bool_]:
    """Which boxes have the label there that was said."""
    inside = ((low <= place) & (place <= high)).all(axis=1)
    agree: NDArray[np.bool_] = inside == said.label
    return agree


def _majority(axes: Axes, low: Places, high: Places) -> GridFunction:
    """True where at least half of these boxes are."""
    every = GridFunction(axes, tuple(tuple(range(size - 1)) for size in axes.sizes), np.zeros(prod(axes.sizes), np.bool_))
    places = every.cells.low
    inside = np.ones((len(places), len(low)), np.bool_)
    for i in range(axes.d):
        inside &= (low[:, i] <= places[:, i, None]) & (places[:, i, None] <= high[:, i])
    return GridFunction(axes, every.cuts, 2 * inside.sum(axis=1) >= len(low))
