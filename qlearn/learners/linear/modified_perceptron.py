"""A perceptron whose normal keeps its length, on uniform points of the sphere: explicit numbers of mistakes and of labels."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...domains import unit_vectors
from ...formulas import Number, Size, ceiling, ln, pi, proper_share, sin, whole
from ...geometry.directions import Vector
from ...points import Labels, Points
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import accuracy, probably
from .reflection import reflected

MOST = 4096  # labels in one question


@lru_cache(maxsize=4096)  # symbolic ceilings are slow
def mistakes(d: Size, eps: Size, delta: Size) -> Size:
    """After so many mistakes the angle is above eps with probability at most delta: ceil((pi d/4) ln(1/(delta (1 - cos eps)))).

    >>> mistakes(8, Fraction(3, 20), Fraction(1, 10)), mistakes(4, Fraction(3, 20), Fraction(1, 20))
    (43, 24)
    """
    return ceiling(pi() * d * ln(1 / (2 * delta * sin(eps / 2) ** 2)) / 4)


@lru_cache(maxsize=4096)
def labels_needed(d: Size, eps: Size, delta: Size) -> Size:
    """The same in labels: while the angle is t > eps one is a mistake with probability t/pi."""
    return ceiling(pi() ** 2 * d * ln(1 / (2 * delta * sin(eps / 2) ** 2)) / (4 * eps))


@lru_cache(maxsize=4096)
def passed(i: int, eps: Fraction, delta: Fraction) -> int:
    """A normal of angle above eps, the i-th one, is right so often in a row with probability at most delta/(i (i + 1))."""
    return int(ceiling(pi() * ln(i * (i + 1) / delta) / eps))


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="A homogeneous half-space is found within eps with probability 1 - delta from at most"
        " ceil((pi**2 d/(4 eps)) ln(3/(delta (1 - cos eps)))) labels of uniform points.",
        bounds=(Bound(Membership, "at most", lambda d, eps, delta: labels_needed(d, eps, delta / 3)),),
        guarantee=probably,
        cite=("dasgupta2009",),
        settings={"eps": ("1/10", "1/2", "5/4"), "delta": ("1/20", "1/4")},
    )
)
def modified_perceptron(d: int, eps: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0] of random points that nobody chooses.

    Problem: a direction of R^d within eps from a passive stream of uniform unit vectors, and when to stop.
    Idea: start at v = the first point with its label's sign; at a mistake reflect, v <- v - 2 (v.x) x.
    Theorem: within eps with probability 1 - delta after M = ceil((pi d/4) ln(1/(delta (1 - cos eps)))) mistakes, and after
    ceil((pi**2 d/(4 eps)) ln(1/(delta (1 - cos eps)))) labels; the learner stops at the first of both, or after the i-th v
    was right ceil((pi/eps) ln(i (i + 1)/delta)) times in a row, each with delta/3 for delta.
    Proof: A mistake adds 2 |v.x| |u.x| to the cosine of the angle t between v and u = w/|w|.  A point is a mistake with
    probability t/pi, and that adds (2/d) (sin(t)/t - cos(t)) on average, at least a share 4/(pi d) of 1 - cos(t) as t <= pi/2;
    the first label leaves 1 - |u.x|, whose mean is at most 1 - 1/d.  Markov's inequality gives the first two numbers; the third
    v passes with probability (1 - eps/pi)**r at most, and 1/(i (i + 1)) sums to 1.
    Source: Dasgupta, Kalai and Monteleoni 2009, the step and its analysis; the constants and the stops are ours.

    The points are the learner's own, drawn by `seed`, for a teacher who labels what is asked; the labels bought without regard
    to what is known already make it dear: `active_perceptron` asks where they tell most, `chart_box` for far fewer still.

    >>> from qlearn import run, teachers
    >>> found = run(modified_perceptron(d=3, eps="1/10", delta="1/20"), teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> found.ledger["membership"] <= modified_perceptron.theorem.bounds[0].at(d=3, eps=Fraction(1, 10), delta=Fraction(1, 20))
    True

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or delta is not within (0, 1).
    """
    rng, third = np.random.default_rng(whole(seed, "seed", least=0)), proper_share(delta, "delta") / 3
    angle, whole_d = accuracy(eps), whole(d, "d", least=1)
    first = unit_vectors(rng, 1, whole_d)
    (positive,) = yield from Membership(first)
    v: Vector = first[0] if positive else -first[0]
    left, tries = labels_needed(d, angle, third) - 1, 1
    run, most = 0, mistakes(d, angle, third)
    while d > 1 and left and tries <= most and (wanted := passed(tries, angle, third) - run):
        points = unit_vectors(rng, min(left, wanted, MOST), d)
        labels = yield from Membership(points)
        left -= len(points)
        v, wrong, after = perceive(v, points, labels)
        tries, run = tries + wrong, after if wrong else run + after
    return HalfSpace(v)


def perceive(v: Vector, points: Points, labels: Labels) -> tuple[Vector, int, int]:
    """v after these points, the number of mistakes, and how many points were right after the last of them."""
    wrong, at = 0, 0
    while len(found := np.flatnonzero((points[at:] @ v >= 0) != labels[at:])):
        v = reflected(v, points[at + found[0]])
        wrong, at = wrong + 1, at + int(found[0]) + 1
    return v, wrong, len(points) - at
