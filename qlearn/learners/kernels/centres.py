"""What is promised of centres and weights, and how fresh answers refute it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...concepts.rbf_networks import RbfNetwork, apart
from ...digits import Point
from ...errors import Inconsistent
from ...geometry.exponential_sums import Nodes
from ...intervals import Interval, at, between, context, ends
from ...queries import Digits
from ...theorems import Certified, Guarantee, LowerBound, Sizes
from .prony_lines import Answers, Lines, Points


def values(network: RbfNetwork, here: Any, point: Point) -> Interval:
    """What a network within the radius has at this point."""
    wide = network.radius or Fraction(0)
    total = here.mpf(0)
    for centre, weight in zip(network.centres, network.weights, strict=True):
        square = sum((between(here, x - c - wide, x - c + wide) ** 2 for x, c in zip(point, centre, strict=True)), here.mpf(0))
        total += between(here, weight - wide, weight + wide) * here.exp(-at(here, network.g) * square)
    return total


def refuted(network: RbfNetwork, digits: int, asked: Mapping[Point, Fraction]) -> str:
    """What is wrong at the first of these points where no network within the radius has the value that was said; '' if none."""
    here = context(digits + 20)
    for point, said in asked.items():
        low, high = ends(values(network, here, point))
        off = abs(said) * Fraction(10) ** (1 - digits)
        if not low - off <= said <= high + off:
            where = ", ".join(f"{float(x):.4g}" for x in point)
            return f"at the fresh point ({where}) the network has {float(low):.12g}, the teacher said {float(said):.12g}"
    return ""


needed = LowerBound(
    Digits,
    lambda k: k,
    "let the centres be known: then fewer than k points leave a vector v, not 0, of weights whose network is 0 at all of them,"
    " and a + t v fits the answers as well as a, for every t; for all but k of them no weight is 0.",
)


def concluded(lines: Lines, nodes: Nodes, line: Points, said: Answers, more: tuple[Points, Answers]) -> RbfNetwork:
    """The network from the line's nodes and from what was asked afterwards: beside the line, then at fresh points.

    `Inconsistent` if an answer at a fresh point is of no network within its radius.
    """
    sides = (lines.d - 1) * lines.k
    points, answers = more
    found = lines.network(nodes, line, said, answers[:sides])
    wrong = refuted(found, lines.digits, dict(zip(points[sides:], answers[sides:], strict=True)))
    if wrong:
        raise Inconsistent(f"{wrong}: the target has more than {lines.k} centres, or another kernel or g than {lines.g}")
    return found


def within_tol(find: Callable[[Lines, Sequence[tuple[Any, Any]]], RbfNetwork]) -> Guarantee:
    """Centres and weights within tol; from the turns alone, by enclosing them anew."""

    def confirms(hypothesis: RbfNetwork, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
        lines = Lines(sizes["d"], sizes["k"], Fraction(sizes["g"]), sizes["digits"], Fraction(sizes["tol"]))
        found = find(lines, turns)
        error = (found.radius or Fraction(0)) + apart(found, hypothesis)
        return Certified(error <= lines.tol, float(error), "intervals about centres and weights")

    return Guarantee(
        "up to their order, each coordinate of a centre and each weight is within tol of the target's",
        lambda case: apart(case.concept, case.hypothesis) <= Fraction(case.sizes["tol"]),
        confirms=confirms,
    )
