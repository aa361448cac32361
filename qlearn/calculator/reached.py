"""What attacks reach: their theorems' bounds, turned round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from ..catalogue import Learner
from ..channels import rounded_values
from ..experiments.attacks import MAY_FAIL, UNPROVED
from ..queries import Unlabelled
from ..theorems import Bound
from .asked import Asked, matching
from .calculated import Reach
from .classes import Sizes
from .inversion import within_reach
from .provenance import source_of


def _told(asked: Asked, learner: Learner[..., Any]) -> Sizes:
    """The sizes, with the learner's own defaults where nothing else is said."""
    defaults = {
        name: parameter.default
        for name, parameter in learner.signature.parameters.items()
        if isinstance(parameter.default, int) and not isinstance(parameter.default, bool)
    }
    return {**defaults, **asked.sizes}


def _paid(learner: Learner[..., Any]) -> list[tuple[str, tuple[Bound, ...]]]:
    """Upper bounds on what is paid for (points without labels are free), by mode: each is one bound a kind."""
    theorem = learner.theorem
    kinds = sorted(theorem.kinds - {Unlabelled}, key=lambda kind: kind.kind)
    upper = [[bound for bound in theorem.bounds if bound.kind is kind and bound.sense != "at least"] for kind in kinds]
    if len(kinds) > 1:
        certain = tuple(next((b for b in bounds if b.mode == "worst case"), None) for bounds in upper)
        return [("worst case", tuple(b for b in certain if b))] if all(certain) else []
    return [(bound.mode, (bound,)) for bounds in upper for bound in bounds]


def _usable(asked: Asked, learner: Learner[..., Any]) -> list[tuple[str, tuple[Bound, ...]]]:
    """Bounds whose sizes are all known; where errors are measured, the bound or the promise must speak of eps."""
    known = {*_told(asked, learner), "eps"}
    usable = [(mode, bounds) for mode, bounds in _paid(learner) if all(set(bound.sizes) <= known for bound in bounds)]
    about = "eps" in learner.signature.parameters or asked.errors is None
    return usable if about else []


def skipped(asked: Asked) -> Iterator[str]:
    for learner in matching(asked):
        if not _usable(asked, learner):
            missing = {name for _, bounds in _paid(learner) for bound in bounds for name in bound.sizes}
            lacks = sorted(missing - {*_told(asked, learner), "eps"})
            yield f"{learner.name}: " + (f"needs {', '.join(lacks)}" if lacks else "promises no error of this kind")


def reached(asked: Asked, learner: Learner[..., Any]) -> Iterator[Reach]:
    told = _told(asked, learner)
    for mode, bounds in _usable(asked, learner):
        count = partial(total, bounds, told)
        error, queries = _solved(asked, count)
        if error is not None and asked.noise is rounded_values:
            error = _stated(learner, asked.sizes)
        measured = UNPROVED in learner.theorem.claim or learner.name in MAY_FAIL
        yield Reach(
            attack=learner.name,
            asks=" and ".join(bound.kind.kind for bound in bounds),
            mode=mode,
            sure=learner.theorem.guarantee.mode == "worst case",
            proved=not measured,
            error=error,
            queries=queries,
            source=source_of(learner),
        )


def total(bounds: tuple[Bound, ...], told: Sizes, eps: Fraction | None) -> int:
    sizes = told if eps is None else {**told, "eps": eps}
    return sum(bound.at(**sizes) for bound in bounds)


def _solved(asked: Asked, count: Callable[[Fraction | None], int]) -> tuple[Fraction | None, int | None]:
    """The least error within reach and what it takes, or what the error that was asked for takes."""
    if asked.errors is None:
        queries = count(None)
        fits = asked.queries is None or queries <= asked.queries
        return (Fraction(0) if fits else None), queries
    if asked.queries is None:
        return asked.error, count(asked.error)
    found = within_reach(count, asked.queries, asked.errors)
    return found, None if found is None else count(found)


def _stated(learner: Learner[..., Any], sizes: Sizes) -> Fraction:
    """The error that the learner states where values are off by rho: it depends on the points asked, not on the answers."""
    import numpy as np

    from ..driver import run
    from ..teachers import Function

    arguments = {name: sizes[name] for name in learner.signature.parameters if name in sizes}
    return Fraction(run(learner(**arguments), Function(lambda points: np.zeros(len(points)))).hypothesis.error)
