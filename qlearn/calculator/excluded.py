"""What no attack reaches: lower bounds, turned round."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from ..channels import rounded_values
from ..theorems import LowerBound
from .asked import Asked, matching
from .calculated import Floor
from .floors import IN_A_KERNEL
from .inversion import out_of_reach
from .provenance import Source, ours, source_of_lower
from .reached import total


def floors(asked: Asked) -> Iterator[Floor]:
    """Each lower bound once: the catalogue's for this class, then those beside it."""
    seen: dict[Any, tuple[LowerBound, Source]] = {}
    for learner in matching(asked):
        lower = learner.theorem.lower
        if lower is not None and (lower.because, lower.mode) not in seen:
            seen[lower.because, lower.mode] = lower, source_of_lower(learner)
    for noise, lower in asked.entry.floors:
        if noise is asked.noise:
            seen[lower.because, lower.mode] = lower, ours()
    known = {*asked.sizes, *(("eps",) if asked.errors else ())}
    told = sorted(seen.values(), key=lambda pair: len(pair[0].because))
    found = [_floor(asked, lower, source) for lower, source in told if set(lower.bound.sizes) <= known]
    yield from {(x.covers, x.on_average, x.error, x.excluded, x.queries): x for x in reversed(found)}.values()
    if asked.noise is rounded_values:
        yield _indistinguishable(asked)


def _floor(asked: Asked, lower: LowerBound, source: Source) -> Floor:
    count = partial(total, (lower.bound,), asked.sizes)
    errors, needs_eps = asked.errors, "eps" in lower.bound.sizes
    queries = None if needs_eps and asked.error is None else count(asked.error)
    error: Fraction | None = None
    if asked.queries is not None and errors is not None and needs_eps:
        error = out_of_reach(count, asked.queries, errors)
    every, likely = asked.entry.in_a_kernel, lower.mode != "worst case"
    confident = f"attacks of confidence {1 - asked.sizes['delta']}"
    return Floor(
        covers="every attack" if every else confident if likely else "attacks that never fail",
        on_average=lower.mode == "expected",
        every=every,
        likely=likely,
        error=error,
        excluded=asked.queries is not None and not needs_eps and queries is not None and queries > asked.queries,
        queries=queries,
        because=lower.because + (IN_A_KERNEL if every else ""),
        source=source,
    )


def _indistinguishable(asked: Asked) -> Floor:
    return Floor(
        covers="attacks of a confidence above 1/2",
        on_average=True,
        every=False,
        likely=asked.sizes["delta"] < Fraction(1, 2),
        error=asked.sizes["rho"] * (1 - Fraction(1, 10**9)),
        excluded=False,
        queries=None,
        because="The constants rho and -rho may both be answered by 0 throughout; every copy is rho or more from one of them.",
        source=ours(),
    )
