"""The direction of a half-space with integer weights from labels, each ratio searched by its law among such vectors."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, IntegerHalfSpaces
from ...formulas import Size, clg, total, whole
from ...geometry.integer_ratios import IntegerRatios
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import LARGEST, needed_integer, same_direction
from .gilbert_moore import gilbert_moore
from .knockout import Knockout, knockout

MOST = 10_000  # weights: so far all rounding of chances together moves the sum of their logarithms by less than 1


def vectors(d: Size, W: Size) -> Size:
    """How many have the sizes m of a given coordinate, from 1 to W, and 0 to m of all others."""
    return total(lambda m: (m + 1) ** (d - 1), 1, W)


def most(d: Size, W: Size) -> Size:
    return 2 * d - 1 + 2 * (d - 1) + clg(vectors(d, W))


@proves(
    Theorem(
        learns=IntegerHalfSpaces(),
        claim="A homogeneous half-space with integer weights up to W is found exactly with 2 d - 1 + 2 (d - 1) + clg(N)"
        " labels, N = 2**(d - 1) + 3**(d - 1) + ... + (W + 1)**(d - 1).",
        bounds=(Bound(Membership, "at most", most),),
        lower=needed_integer,
        guarantee=same_direction,
        cite=("gilbert1959", "lowd2005"),
    )
)
def chart_box_integer(d: int, W: int) -> Dialogue[HalfSpace]:
    """Learn integer weights |w_i| <= W, up to a common factor, exactly, with little more than the fewest labels.

    Problem: exact learning of a half-space over R^d from as few labels as information allows.
    Idea: a knockout finds the largest weight w_p.  Take all integer vectors that agree with its labels to be equally likely:
    then every ratio |w_j|/|w_p| has a law, which the ratios settled before it sharpen, and is searched by it among the
    fractions that are possible, likely ones sooner.
    Theorem: at most 2 d - 1 + 2 (d - 1) + clg(N) membership queries, N = 2**(d - 1) + ... + (W + 1)**(d - 1).  Of uniform
    integer vectors the mean is 1.01 to 1.02 times their entropy, d lg(2 W + 1) (d from 13 to 64, W from 10 to 1000).  Of tiny
    weights it is more, 1.43 times for d = 30 and W = 1: a match or a ratio there is worth much less than a bit, and takes a
    label all the same.
    Proof: A ratio of chance p takes fewer than lg(1/p) + 2 labels, since after k halvings of [0, 1] the points left are within
    2**-k of one another, and those of two fractions are farther apart than half of either's chance.  The chances of the
    ratios found multiply to the share that w and its multiples are of the vectors left by the knockout, which is at least
    1/N.  So all ratios take fewer than lg(N) + 2 (d - 1); rounded chances move that by less than 1, and counts are whole.
    Source: ours, the search being Gilbert and Moore's alphabetical code, 1959; Lowd and Meek 2005 search a weight's ratio along
    a line.  `pivot_ratio_integer` asks more labels in far fewer rounds: d and clg of a number of fractions.

    >>> from qlearn import run, teachers
    >>> found = run(chart_box_integer(d=3, W=5), teachers.Function(lambda X: X @ [4, -5, 0] >= 0))
    >>> found.hypothesis, found.ledger["membership"]
    (w = [4.0, -5.0, 0.0], 11)

    Raises `BadArgument` if d is not from 1 to 10000 or W not from 1 to 1000, `Inconsistent` if no such weights give the labels
    of the knockout.
    """
    whole(W, "W", least=1, most=LARGEST)
    cup = yield from knockout(whole(d, "d", least=1, most=MOST))
    ratios = IntegerRatios(cup.winner, cup.order, cup.signs == -1, W)
    for j in cup.order:
        fractions, chances = ratios.law(j)
        i = yield from gilbert_moore(chances, partial(_at_least, cup, j, fractions))
        ratios.settle(j, fractions[i])
    return HalfSpace(cup.signs * ratios.weights, given={"W": W})


def _at_least(cup: Knockout, j: int, fractions: NDArray[np.int64], k: int) -> Dialogue[bool]:
    """Ask whether |w_j|/|w_p| is at least the k-th fraction."""
    a, b = fractions[k].tolist()
    above = yield from Membership(cup.point(j, a, cup.champion, times=b))
    return bool(above[0])
