"""Any way of choosing among a pool's unlabelled rows, as a learner of half-spaces: asked, counted and judged like ours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..catalogue import Learner
from ..concepts.half_spaces import HalfSpace, HalfSpaces
from ..errors import BadArgument
from ..formulas import whole
from ..learners.linear.uncertainty_sampling import fitted, pool_of, right_where_asked
from ..points import Points
from ..queries import Dialogue, Membership
from ..theorems import Bound, Theorem

Choose = Callable[[Points, NDArray[np.float64]], int]  # rows (pool, d) and labels (pool,), NaN where unknown: which row next?
SETTINGS = {"pool": (7, 10), "labels": (4, 1, 6)}


def as_learner(
    name: str, choosing: Callable[[int], Choose], says: str = "chosen in a way of one's own", cite: str = ""
) -> Learner[..., HalfSpace]:
    """A learner of this name; `choosing(seed)` begins a dialogue and says, time after time, which row to ask about next.

    Problem: others' strategies are compared by curves; here they ask the same questions of the same teachers as ours do.
    Idea: the pool of `linear.uncertainty_sampling`, by `seed`; its first rows until both labels were heard, since a
    classifier needs both; then the strategy chooses.  The half-space returned is the one of largest margin that gives all
    labels heard, whatever classifier the strategy asks for advice: what is compared is the questions.
    Theorem: exactly `labels` membership queries, of so many different rows, and a hypothesis that is right on all of them.
    Proof: The strategy is offered no row that was asked; the target separates the labels, so that of largest margin does.

    >>> from qlearn import run, teachers
    >>> furthest = as_learner("mine.furthest", lambda seed: lambda rows, labels: int(np.isnan(labels).nonzero()[0][-1]))
    >>> found = run(furthest(d=3, pool=500, labels=60), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> found.ledger["membership"], (found.hypothesis.w / found.hypothesis.w[0]).round(1).tolist()
    (60, [1.0, -0.5, 0.3])

    The learner raises `BadArgument` unless d >= 1 and 1 <= labels <= pool, and for a row chosen that is none or was asked;
    `Inconsistent` if no half-space gives the labels.
    """

    def sampled(d: int, pool: int, labels: int, seed: int = 0) -> Dialogue[HalfSpace]:
        whole(labels, "labels", least=1, most=whole(pool, "pool", least=1))
        rows, known = pool_of(whole(d, "d", least=1), pool, seed), np.full(pool, np.nan)
        choose = choosing(seed)
        for k in range(labels):
            both = np.isin((0.0, 1.0), known).all()
            i = _unasked(choose(rows, known.copy()), known, name) if both else k
            answer = yield from Membership(rows[i : i + 1])
            known[i] = answer[0]
        heard = ~np.isnan(known)
        signs = np.where(known[heard] > 0, 1.0, -1.0)[:, None]
        return HalfSpace(fitted(rows[heard] * signs, np.eye(1, d)[0]))

    theorem = Theorem(
        learns=HalfSpaces(),
        claim=f"With so many labels, of different points of the pool ({says}), a half-space is found that gives them all.",
        bounds=(Bound(Membership, "exactly", lambda labels: labels),),
        guarantee=right_where_asked,
        cite=(cite,) if cite else (),
        settings=SETTINGS,
    )
    sampled.__doc__ = (
        f"{says[:1].upper()}{says[1:]}.  Asks `labels` of `pool` rows in dimension d: see `peers.pools.as_learner`."
    )
    return Learner(sampled, theorem, name)


def _unasked(i: int, known: NDArray[np.float64], name: str) -> int:
    if not 0 <= i < len(known) or not np.isnan(known[i]):
        raise BadArgument(f"{name} chose row {i}, which is no unlabelled row of the pool of {len(known)}")
    return i
