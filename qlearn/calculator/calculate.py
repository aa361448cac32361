"""The defender's calculator: what N queries can steal of a class, and what no N queries can, by the catalogue's theorems.

For each attack with a theorem: the least error that its bound lets it reach with N queries.  For each lower bound: the error
that still needs more, so that no attack of its kind goes below it.  The truth lies between; a rate limit is sized by the
lower bound to be safe, and is known to be too generous by the attack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..channels import rounded_values
from ..formulas import proper_share
from .asked import Asked, defence, matching, wanted
from .calculated import Calculation, Reach
from .classes import defended, sized
from .excluded import floors
from .reached import reached, skipped


def calculate(
    name: str,
    queries: int | None = None,
    *,
    error: Any = None,
    sizes: Mapping[str, int] | None = None,
    flip: Any = None,
    sigma: Any = None,
    rounding: Any = None,
    confidence: Any = "19/20",
    say: Callable[[str], None] = lambda text: None,
) -> Calculation:
    """What so many `queries` can reach, or how many an `error` takes, for a class of `defended.CLASSES`.

    `sizes` are those of the class (d, n, p, k, K, N, L, s).  The server flips labels with probability `flip`, draws its weights
    anew with a spread of `sigma`, or rounds values by up to `rounding`.  Attacks that may fail do so with probability
    1 - `confidence`.  An error is an angle in radians, a share of inputs, or of exact learners none.

    >>> found = calculate("halfspaces", 1000, sizes={"d": 30})
    >>> f"{float(found.floor.error):.3g} <= {float(found.best.error):.3g}", found.best.attack
    ('4.26e-11 <= 4.92e-10', 'linear.spherical_bisection')
    >>> calculate("linear", 31, sizes={"d": 30}).best.error, calculate("linear", 30, sizes={"d": 30}).best
    (Fraction(0, 1), None)

    Raises `BadArgument` for sizes that are missing or make no sense, `UnknownName` for a class that is not there.
    """
    entry = defended(name)
    noise, told = defence(entry, flip, sigma, rounding)
    given = {**sized(entry, sizes or {}), **told, "delta": 1 - proper_share(confidence, "confidence")}
    asked = Asked(entry, noise, given, *wanted(entry, queries, error))
    rows: list[Reach] = []
    for learner in matching(asked):
        say(learner.name)
        rows += reached(asked, learner)
    say("lower bounds")
    return Calculation(
        name=entry.name,
        what=entry.what,
        defence=noise.says if noise else None,
        sizes=given,
        error_kind=entry.error if noise is not rounded_values else "values",
        queries=asked.queries,
        wanted=asked.error,
        attacks=tuple(sorted(rows, key=lambda row: row.order)),
        floors=tuple(floors(asked)),
        skipped=tuple(skipped(asked)),
    )
