"""The direction of a homogeneous half-space most of whose weights are 0, without being told so."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...concepts.sparse_half_spaces import SparseHalfSpaces
from ...errors import Inconsistent
from ...formulas import Number, Size, clg, sin, smallest, sqrt, whole
from ...geometry.sum_box import sum_box
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem
from .direction import accuracy, needed, within_angle

Group = NDArray[np.intp]  # indices of weights
LEFT = Fraction(1, 4)  # of sin(eps): what all groups that were found to be small may be off together


@lru_cache(maxsize=1024)
def halvings(s: Size, eps: Size) -> Size:
    """How often a ratio's interval is halved, from 1 to 2 sin(eps) sqrt((1 - LEFT**2)/(s - 1))."""
    return clg(sqrt(s - 1) / (2 * sqrt(1 - LEFT**2) * sin(eps)))


def most(d: Size, s: Size, eps: Size) -> Size:
    sums = smallest(clg(d) + 2 * (s - 1) * (clg(d) - 1), 2 * (d - 1))
    return d + clg(d) + sums + (s - 1) * (clg(d) + 1 + halvings(s, eps))


@proves(
    Theorem(
        learns=SparseHalfSpaces(),
        claim="A homogeneous half-space with s weights that are not 0 is found within an angle eps with at most"
        " d + clg(d) + min(clg(d) + 2 (s - 1) (clg(d) - 1), 2 (d - 1)) + (s - 1) (clg(d) + 1 + K) labels,"
        " K = clg(sqrt(4 (s - 1)/15)/sin(eps)), and these alone show it, whatever s is.",
        bounds=(Bound(Membership, "at most", most),),
        lower=LowerBound(
            Membership,
            lambda s, eps: needed.count(s, eps),
            "Were the s places known, the outputs' caps would still have to cover the sphere of R^s.",
        ),
        guarantee=within_angle(sum_box, "sums of weight ratios, in fractions"),
        cite=("lowd2005", "dorfman1943"),
        settings={"eps": ("1/10", "1/2", "5/4")},
    )
)
def chart_box_sparse(d: int, eps: Number) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0], where few weights matter, and how few is not known.

    Problem: a direction of R^d within eps, certified without a promise, at the price of the s weights that are not 0.
    Idea: once the signs are known a label compares sums of sizes.  Going to the heavier half again and again finds a weight
    w_p that is not 0.  A group whose sizes sum to less than a tiny share of |w_p| is done with one label, all of it; any
    other is split.  What is left are single weights, and their ratios to |w_p| are doubled, then halved, the longest first.
    Theorem: at most d + clg(d) + min(clg(d) + 2 (s - 1) (clg(d) - 1), 2 (d - 1)) + (s - 1) (clg(d) + 1 + K) membership
    queries, K = clg(sqrt(4 (s - 1)/15)/sin(eps)).  `chart_box` pays K for each of the d.
    Proof: A group of sum less than c |w_p| is within c of 0, and the c are |G| sin(eps)/(4 d) at most: together no more than
    sin(eps)/4.  A weight that is not 0 is in fewer than clg(d) groups that are split, each at most two labels: if the first
    half is small, the second is not.  With t - 1 its last power of 2, a ratio takes t + 1 <= clg(d) + 1 labels to be caught and
    then halvings from 2**(t - 1), or 1, to 2 sin(eps) sqrt((15/16)/(s - 1)) times the largest such power: at most K.
    Source: ours.  Lowd and Meek 2005 search one weight's ratio along a line; Dorfman 1943 tests groups, of samples of blood.

    >>> from qlearn import run, teachers
    >>> found = run(chart_box_sparse(d=64, eps="1/100"), teachers.Function(lambda X: X[:, 9] >= 3 * X[:, 40]))
    >>> {i: round(x, 2) for i, x in enumerate(found.hypothesis.w.tolist()) if x}, found.ledger["membership"]
    ({9: 0.34, 40: -1.0}, 91)

    Raises `BadArgument` if d < 1 or eps is no angle from 2**-40 up to below pi/2, `Inconsistent` if the heavier halves turn
    out to be lighter.
    """
    wanted = accuracy(eps)
    signs = np.where((yield from Membership(np.eye(whole(d, "d", least=1)))), 1.0, -1.0)
    p, siblings = yield from _heavy(signs)
    sine = math.sin(wanted)
    tiny = 2.0 ** math.floor(math.log2(float(LEFT) * sine / d))
    found, left = yield from _found(signs, p, siblings, tiny)
    low, high = yield from _caught(signs, p, found)
    while True:
        centre, half = (low + high) / 2, (high - low) / 2
        if half @ half + left <= sine**2 * (1 + centre @ centre):
            break
        k = int(half.argmax())
        above = yield from Membership(_rows(signs, [found[k : k + 1]], p, centre[k : k + 1]))
        (low if above[0] else high)[k] = centre[k]
    w = np.zeros(d)
    w[p], w[found] = 1.0, centre
    return HalfSpace(signs * w)


def _heavy(signs: NDArray[np.float64]) -> Dialogue[tuple[int, list[Group]]]:
    """A weight that is not 0, by going to the half of larger sum, and the halves left behind."""
    group, siblings = np.arange(len(signs)), list[Group]()
    while len(group) > 1:
        one, other = _halves(group)
        row = np.zeros((1, len(signs)))
        row[0, one], row[0, other] = signs[one], -signs[other]
        heavier = yield from Membership(row)
        group, lighter = (one, other) if heavier[0] else (other, one)
        siblings.append(lighter)
    return int(group[0]), siblings


def _found(signs: NDArray[np.float64], p: int, groups: list[Group], tiny: float) -> Dialogue[tuple[Group, float]]:
    """The weights of at least `tiny` |w_p|, and the square of how far off it is to take all others for 0."""
    found, left = list[Group](), 0.0

    def large(asked: list[Group]) -> Dialogue[list[bool]]:
        """Whether each group's sizes sum to `tiny` |w_p| a weight."""
        nonlocal left
        sums = np.array([tiny * len(group) for group in asked])
        said = (yield from Membership(_rows(signs, asked, p, sums))) if asked else np.zeros(0, np.bool_)
        left += float((sums[~said] ** 2).sum())
        return said.tolist()

    said = yield from large(groups)
    while groups := [group for group, yes in zip(groups, said, strict=True) if yes]:
        found += [group for group in groups if len(group) == 1]
        halves = [_halves(group) for group in groups if len(group) > 1]
        first = yield from large([one for one, _ in halves])
        second = yield from large([other for (_, other), yes in zip(halves, first, strict=True) if yes])
        groups = [one for one, _ in halves] + [other for _, other in halves]
        rest = iter(second)
        said = first + [next(rest) if yes else True for yes in first]  # not the first half: then the second
    return np.array(sorted(int(group[0]) for group in found), np.intp), left


def _caught(signs: NDArray[np.float64], p: int, found: Group) -> Dialogue[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Each ratio between 0 and 1 or between two powers of 2; low and high, both of the shape of `found`."""
    low, high = np.zeros(len(found)), np.ones(len(found))
    open_ = np.arange(len(found))
    while len(open_):
        if high[open_].max() > 2.0 ** (len(signs) - 1).bit_length():
            raise Inconsistent(f"a weight that is in no heavy half is {high.max() / 2:g} times the one that is in all of them")
        above = yield from Membership(_rows(signs, [found[k : k + 1] for k in open_], p, high[open_]))
        open_ = open_[above]
        low[open_] = high[open_]
        high[open_] *= 2
    return low, high


def _rows(signs: NDArray[np.float64], groups: list[Group], p: int, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points that are labelled + exactly if the sizes of a group sum to so many |w_p|; shape (groups, d)."""
    points = np.zeros((len(groups), len(signs)))
    for row, group in zip(points, groups, strict=True):
        row[group] = signs[group]
    points[:, p] = -sums * signs[p]
    return points


def _halves(group: Group) -> tuple[Group, Group]:
    middle = (len(group) + 1) // 2
    return group[:middle], group[middle:]
