"""How counts grow with a learner's main size, beside the bound and the lower bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from ..markup import Html, el, inlined
from ..scaling import Point, svg
from .measured import Claim, Runs, asked, numbers

MOST = 16  # points of a plot


def growth(points: Sequence[Runs], name: str) -> list[Html]:
    """A plot a kind of query and upper bound.  None where runs differ in no size, or in sizes that are no numbers."""
    x = main_size(points)
    if x is None:
        return []
    drawn: dict[tuple[str, str], list[Point]] = {}
    for point in sorted([p for p in comparable(points, x) if x in _at(p)], key=lambda point: _at(point)[x]):
        for claim in point.claims:
            if claim.sense != "at least":
                drawn.setdefault((claim.kind, claim.mode), []).append(_point(float(_at(point)[x]), claim))
    figures = []
    for (kind, mode), line in drawn.items():
        if len(line) > 1:
            title = f"{name}: {kind} queries against {x}" + ("" if mode in ("", "worst case") else f", bound {mode}")
            figures.append(el("figure", inlined(svg(_spread(line), x=x, title=title), "grown"), el("figcaption", title)))
    return figures


def _spread(line: list[Point]) -> list[Point]:
    """At most so many points that the page stays small, evenly spread, the first and the last among them."""
    if len(line) <= MOST:
        return line
    return [line[i * (len(line) - 1) // (MOST - 1)] for i in range(MOST)]


def main_size(points: Sequence[Runs]) -> str | None:
    """The size with the most values, the first of several."""
    values: dict[str, set[Fraction]] = {}
    for point in points:
        for name, value in _at(point).items():
            values.setdefault(name, set()).add(value)
    several = [name for name in values if len(values[name]) > 1]
    return max(several, key=lambda name: len(values[name]), default=None)


def comparable(points: Sequence[Runs], x: str) -> list[Runs]:
    """The points that agree in all other sizes, or where too few do, all: sizes may well grow together."""
    others = [tuple((name, value) for name, value in _at(point).items() if name != x) for point in points]
    (usual, often), *_ = Counter(others).most_common(1)
    chosen = [point for point, other in zip(points, others, strict=True) if other == usual]
    return chosen if often > 1 else list(points)


def _at(point: Runs) -> dict[str, Fraction]:
    return numbers(asked(point.rows[0]))


def _point(x: float, claim: Claim) -> Point:
    counts = claim.counts
    bound = float(max(claim.limits)) if claim.limits else None
    lower = float(min(claim.lowers)) if claim.lowers else None
    return Point(x, float(min(counts)), sum(counts) / len(counts), float(max(counts)), bound, lower)
