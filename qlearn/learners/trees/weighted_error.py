"""How far weighted errors may be from the true ones, for all trees of so many leaves at once: a promise that can be tested."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...axes import Axes
from ...concepts.cells import Boxed, disagreement
from ...concepts.forests import Forest
from ...concepts.trees import Tree
from ...formulas import exactly
from ...theorems import Guarantee, Outcome, Sizes


@dataclass(frozen=True, eq=False)
class Estimated(Tree):
    """A tree, and its weighted error on what was bought."""

    estimate: float = 0.0


@dataclass(frozen=True, eq=False)
class EstimatedForest(Forest):
    """A forest, and its weighted error on what was bought."""

    estimate: float = 0.0


def splits(axes: Axes) -> int:
    """How many ways there are to compare one feature with a threshold, 1 if there are none.

    >>> splits(Axes.grid(5, 3))
    12
    """
    return max(1, sum(axes.sizes) - axes.d)


def trees_counted(leaves: int, splits: int, classes: int) -> int:
    """How many functions trees of at most so many leaves are, or more: shapes times splits times labels.

    Catalan(leaves - 1) shapes; a smaller tree is one of these too, with leaves that nothing reaches.

    >>> trees_counted(1, 4, 3), trees_counted(3, 4, 2)
    (3, 256)
    """
    found: int = math.comb(2 * leaves - 2, leaves - 1) // leaves * splits ** (leaves - 1) * classes**leaves
    return found


def divergence(a: float, b: float) -> float:
    """kl(a, b) = a ln(a/b) + (1 - a) ln((1 - a)/(1 - b)): how unlikely a coin of mean b makes a mean of a.

    >>> round(divergence(0.5, 0.25), 3), divergence(0.0, 0.0), divergence(0.5, 0.0)
    (0.144, 0.0, inf)
    """
    parts = ((a, b), (1 - a, 1 - b))
    if any(x > 0 >= y for x, y in parts):
        return math.inf
    return sum(x * math.log(x / y) for x, y in parts if x > 0)


def allowance(sizes: Sizes) -> float:
    """ln(2 |H|/delta)/n, for forests of so many trees, one if that is not said."""
    number = math.log(trees_counted(sizes["leaves"], sizes["splits"], sizes["classes"]))
    tails = math.log(2 / exactly(sizes["delta"], "delta"))
    return float((tails + sizes.get("trees", 1) * number) / sizes["n"])


def deviation(sizes: Sizes) -> float:
    """(1/least) sqrt(ln(2 |H|/delta)/(2 n)): what the promise says at least, since kl(a, b) >= 2 (a - b)**2."""
    return math.sqrt(allowance(sizes) / 2) / float(exactly(sizes["least"], "least"))


def most_error(estimate: float, sizes: Sizes) -> float:
    """The largest true error that the promise leaves possible.

    >>> sizes = {"n": 4000, "least": 1, "leaves": 4, "splits": 12, "classes": 2, "delta": "1/20"}
    >>> round(most_error(0.0, sizes), 4), round(deviation(sizes), 4)
    (0.0039, 0.0441)
    """
    low, high, least = estimate, 1.0, float(exactly(sizes["least"], "least"))
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if divergence(least * estimate, least * middle) <= allowance(sizes) else (low, middle)
    return high


def _near(case: Outcome) -> bool:
    hypothesis: Any = case.hypothesis
    assert isinstance(case.concept, Boxed), "a weighted error is judged against a function that is constant on boxes"
    true, least = disagreement(case.concept, hypothesis), exactly(case.sizes["least"], "least")
    seen = min(1.0, float(least) * hypothesis.estimate)
    return divergence(seen, float(least * true)) <= allowance(case.sizes)


near = Guarantee(
    "with e the hypothesis's true error on uniform points and e' its weighted one, kl(least e', least e) <= ln(2 |H|/delta)/n,"
    " so |e - e'| <= sqrt(ln(2 |H|/delta)/(2 n))/least;"
    " |H| = (Catalan(leaves - 1) splits**(leaves - 1) classes**leaves)**trees",
    _near,
    mode="with probability 1 - delta",
)


def splits_of(arguments: Mapping[str, Any]) -> int:
    """`splits`, as a size that follows from a learner's arguments."""
    return splits(arguments["axes"])
