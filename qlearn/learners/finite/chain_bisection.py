"""A monotone labelling of any partially ordered points, by bisection of chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.monotone_labellings import MonotoneLabelling, MonotoneLabellings, below
from ...concepts.pool_half_spaces import Pool, as_pool
from ...formulas import clg
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact

Chain = tuple[int, ...]


@lru_cache(maxsize=64)
def chains(pool: Pool) -> tuple[Chain, ...]:
    """As few chains as there can be that share no point and hold all, by number, each from its least point upwards.

    >>> chains(((0,), (5,), (2,))), len(chains(((0, 0), (0, 1), (1, 0), (1, 1))))
    (((0, 2, 1),), 2)
    """
    above = below(np.array(pool)) & ~np.eye(len(pool), dtype=np.bool_)
    after = matching([np.flatnonzero(row).tolist() for row in above])
    found = []
    for i in sorted(set(range(len(pool))) - set(after)):
        chain = [i]
        while after[chain[-1]] >= 0:
            chain.append(after[chain[-1]])
        found.append(tuple(chain))
    return tuple(found)


def matching(edges: Sequence[Sequence[int]]) -> list[int]:
    """What each i is matched with, j for an edge (i, j), no j twice and as many as can be; -1 for none: augmenting paths.

    >>> matching([[0, 1], [0], [0, 1]])
    [1, 0, -1]
    """
    mate, back = [-1] * len(edges), [-1] * len(edges)
    for start in range(len(edges)):
        came: dict[int, int] = {}  # the i from which a j was reached
        queue, end = [start], -1
        for i in queue:
            for j in edges[i]:
                if j not in came:
                    came[j] = i
                    queue.append(back[j])
                    if back[j] < 0:
                        end = j
                        break
            if end >= 0:
                break
        while end >= 0:
            i = came[end]
            mate[i], back[end], end = end, i, mate[i]
    return mate


def _chains(told: Mapping[str, Any]) -> tuple[Chain, ...]:
    return chains(tuple(map(tuple, as_pool(told["pool"]).tolist())))


@proves(
    Theorem(
        learns=MonotoneLabellings(),
        claim="A monotone labelling of a pool of points is found with at most q membership queries, the sum of clg(l + 1) over"
        " the lengths l of as few chains as hold all points.",
        bounds=(Bound(Membership, "at most", lambda q: q),),
        lower=LowerBound(
            Membership,
            lambda w: w,
            "As many chains are needed as there are points of which no two are ordered: let all points above one of these w be"
            " true, themselves too, and all others false; changed at any one of the w, the labelling is monotone still.",
        ),
        guarantee=exact,
        cite=("dilworth1950", "fulkerson1956", "linial1985"),
        derives={"q": lambda told: sum(clg(len(chain) + 1) for chain in _chains(told)), "w": lambda told: len(_chains(told))},
    )
)
def chain_bisection(pool: Pool) -> Dialogue[MonotoneLabelling]:
    """Label all points of a pool, if a label stays true as coordinates grow.

    Problem: an expensive yes or no for many settings of several knobs, where more of each knob can only help.
    Idea: cut the pool into chains, as few as possible, and bisect each; what an answer says of other chains is kept.
    Theorem: at most q membership queries, the sum of clg(l + 1) over the chains' lengths l.  Their number is needed.
    Proof: On a chain of l points a monotone labelling is one of l + 1 thresholds, of which each label of a middle point
    leaves at most half.  What other chains say of it cuts the chain at its ends only, so what is open is an interval still.
    Source: Dilworth 1950, that the chains are as many as the largest set without order; Fulkerson 1956, by matching; Linial and
    Saks 1985 for searching in orders.

    `pool` holds n distinct points with whole-number coordinates.  The chains are those of one maximum matching of many.

    >>> from qlearn import run, teachers
    >>> pool = tuple((i, j) for i in range(8) for j in range(2))
    >>> target = MonotoneLabelling(np.array([i + 3 * j > 5 for i, j in pool]), np.array(pool))
    >>> found = run(chain_bisection(pool), teachers.Honest(target))
    >>> bool((found.hypothesis.labels == target.labels).all()), found.ledger["membership"]
    (True, 6)

    Raises `BadArgument` for a pool that is none.
    """
    points = as_pool(pool)
    order = below(points)
    false, true = np.zeros(len(points), np.bool_), np.zeros(len(points), np.bool_)
    for chain in sorted(chains(tuple(map(tuple, points.tolist()))), key=len, reverse=True):
        while len(left := _open(chain, false | true)):
            x = left[(len(left) - 1) // 2]
            answer = yield from Membership(points[x][None])
            if answer[0]:
                true |= order[x]
            else:
                false |= order[:, x]
    return MonotoneLabelling(true, points)


def _open(chain: Chain, known: NDArray[np.bool_]) -> list[int]:
    return [i for i in chain if not known[i]]
