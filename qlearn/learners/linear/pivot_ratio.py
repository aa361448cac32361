"""The direction of a homogeneous half-space from labels: every weight's ratio to the largest."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces, IntegerHalfSpaces
from ...formulas import Number, Size, clg, farey, sin, sqrt, whole
from ...geometry.directions import ratios
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import LARGEST, accuracy, needed, needed_integer, same_direction, within_angle


@lru_cache(maxsize=1024)
def steps(d: Size, eps: Size) -> Size:
    """How often each ratio's interval is halved, from 1 to 2 sin(eps)/sqrt(d - 1)."""
    return clg(sqrt(d - 1) / (2 * sin(eps)))


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="A homogeneous half-space is found within an angle eps with exactly"
        " 2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps)) labels.",
        bounds=(Bound(Membership, "exactly", lambda d, eps: 2 * d - 1 + (d - 1) * steps(d, eps)),),
        lower=needed,
        guarantee=within_angle(ratios, "box of weight ratios"),
        cite=("lowd2005",),
        settings={"eps": ("1/10", "1/2", "5/4")},
    )
)
def pivot_ratio(d: int, eps: Number) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0]: signs, the largest weight, then ratios to it.

    Problem: a direction of R^d within eps, with no promise about the weights.
    Idea: d labels give the signs s_i, a tournament of d - 1 the coordinate p with the largest |w_p|; then s_i e_i - t s_p e_p
    is labelled + exactly if |w_i|/|w_p| >= t, and all ratios are halved side by side.
    Theorem: exactly 2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps)) membership queries, in d + clg(...) rounds.
    Proof: The ratios lie in [0, 1], and k halvings put each midpoint within 2**(-k-1) of its ratio.  With the weights divided
    by |w_p|, hypothesis and target differ by at most sqrt(d - 1) 2**(-k-1), and the target is at least 1 long.  So the sine
    of the angle is at most sqrt(d - 1) 2**(-k-1) <= sin(eps).
    Source: ours, after Lowd and Meek 2005, who search a weight's ratio along a line.

    The points asked have two entries that are not 0, -1, or a fraction of few bits: nothing is rounded.

    >>> from qlearn import run, teachers
    >>> found = run(pivot_ratio(d=3, eps="1/10"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> found.hypothesis, found.ledger
    (w = [1.0, -0.5625, 0.3125], Ledger(membership: 11; rounds: 6))

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2.
    """
    halvings = int(steps(whole(d, "d", least=1), accuracy(eps)))
    signs, p = yield from _largest(d)
    others = np.delete(np.arange(d), p)
    low = np.zeros(len(others))
    for i in range(halvings if len(others) else 0):
        middle = low + 2.0 ** -(i + 1)
        above = yield from Membership(_against(signs, others, p, np.ones(len(others)), middle))
        low = np.where(above, middle, low)
    w = np.insert(low + 2.0 ** -(halvings + 1), p, 1.0)
    return HalfSpace(signs * w)


@proves(
    Theorem(
        learns=IntegerHalfSpaces(),
        claim="A homogeneous half-space with integer weights up to W is found exactly with 2 d - 1 + (d - 1) clg(F) labels,"
        " F the number of fractions in [0, 1] with denominators up to W.",
        bounds=(Bound(Membership, "at most", lambda d, W: 2 * d - 1 + (d - 1) * clg(farey(W))),),
        lower=needed_integer,
        guarantee=same_direction,
        cite=("lowd2005",),
    )
)
def pivot_ratio_integer(d: int, W: int) -> Dialogue[HalfSpace]:
    """Learn integer weights |w_i| <= W, up to a common factor, exactly.

    Problem: exact learning of a half-space over R^d from labels alone.
    Idea: a ratio |w_i|/|w_p| is a fraction with denominator at most W; search it among those, the Farey sequence of W.
    Theorem: at most 2 d - 1 + (d - 1) clg(F) membership queries, F = 1 + phi(1) + ... + phi(W).
    Proof: b s_i e_i - a s_p e_p is labelled + exactly if |w_i|/|w_p| >= a/b.  Asking at the middle one of those fractions
    that remain halves them, rounded up, whatever the answer.  One of F is left after clg(F) labels, and with the signs and
    the pivot it gives the direction.
    Source: ours.  Halving [0, 1] itself until one fraction is left takes clg(W(W - 1)) labels, and one more if W <= 2.

    >>> from qlearn import run, teachers
    >>> found = run(pivot_ratio_integer(d=3, W=5), teachers.Function(lambda X: X @ [4, -5, 0] >= 0))
    >>> found.hypothesis, found.ledger["membership"]
    (w = [4.0, -5.0, 0.0], 12)

    Raises `BadArgument` if d < 1 or W is not from 1 to 1000.
    """
    fractions = _farey(whole(W, "W", least=1, most=LARGEST))
    signs, p = yield from _largest(whole(d, "d", least=1))
    others = np.delete(np.arange(d), p)
    low, high = np.zeros(len(others), int), np.full(len(others), len(fractions))
    while (open_ := np.flatnonzero(high - low > 1)).size:
        middle = (low[open_] + high[open_]) // 2
        a, b = fractions[middle].T
        above = yield from Membership(_against(signs, others[open_], p, b, a))
        low[open_], high[open_] = np.where(above, middle, low[open_]), np.where(above, high[open_], middle)
    found = [Fraction(int(a), int(b)) for a, b in fractions[low]]
    scale = math.lcm(*(f.denominator for f in found))
    w = np.insert(np.array([float(f * scale) for f in found]), p, float(scale))
    return HalfSpace(signs * w, given={"W": W})


def _largest(d: int) -> Dialogue[tuple[NDArray[np.float64], int]]:
    """The signs of all weights, and the coordinate of the largest in size: 2 d - 1 labels in d rounds."""
    signs = np.where((yield from Membership(np.eye(d))), 1.0, -1.0)
    p = 0
    for i in range(1, d):
        larger = yield from Membership(_against(signs, np.array([i]), p, np.ones(1), np.ones(1)))
        p = i if larger[0] else p
    return signs, p


def _against(
    signs: NDArray[np.float64], others: NDArray[np.intp], p: int, b: NDArray[np.float64], a: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The points b s_i e_i - a s_p e_p, one row for each i of the others."""
    points = np.zeros((len(others), len(signs)))
    points[np.arange(len(others)), others] = b * signs[others]
    points[:, p] = -a * signs[p]
    return points


@cache
def _farey(W: int) -> NDArray[np.int64]:
    """The fractions a/b in [0, 1] with b <= W in increasing order, as rows (a, b); each from the two before it."""
    rows = [(0, 1), (1, W)]
    while rows[-1] != (1, 1):
        (a, b), (c, d) = rows[-2:]
        k = (W + b) // d
        rows.append((k * c - a, k * d - b))
    return np.array(rows)
