"""Classes that have names: thresholds, half-spaces, conjunctions and others, at a size."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from ...errors import BadArgument, unknown
from ..finite_class import FiniteClass
from . import boolean, formulas, half_spaces, lines, planes

Family = Callable[..., FiniteClass]

FAMILIES: dict[str, Family] = {
    "thresholds": lines.thresholds,
    "intervals": lines.intervals,
    "intervals-nonempty": lines.intervals_nonempty,
    "singletons": lines.singletons,
    "singletons-and-nothing": lines.singletons_and_nothing,
    "cube": lines.cube,
    "conjunctions": boolean.conjunctions,
    "conjunctions-satisfiable": boolean.conjunctions_satisfiable,
    "monotone-conjunctions": boolean.monotone_conjunctions,
    "parities": boolean.parities,
    "parities-affine": boolean.parities_affine,
    "monotone": formulas.monotone,
    "trees": formulas.trees,
    "two-term-dnf": formulas.two_term_dnf,
    "halfspaces-cube": half_spaces.on_the_cube,
    "halfspaces-positive": half_spaces.positive,
    "halfspaces-grid": half_spaces.on_a_grid,
    "rectangles": planes.rectangles,
    "projective-plane": planes.projective_plane,
}


def family(name: str) -> Family:
    """The function that makes the class of this name at a size.  Raises `UnknownName` with a suggestion.

    >>> str(family("thresholds")(3))
    'thresholds(3): 4 concepts on 3 points'
    """
    if name not in FAMILIES:
        raise unknown("class", name, FAMILIES)
    return FAMILIES[name]


def of_family(name: str, size: int | None, **more: int) -> FiniteClass:
    """The named class at a size; `more` is a tree's depth.  Raises `BadArgument` for a size that is absent or out of reach."""
    make = family(name)
    takes = inspect.signature(make).parameters
    if size is None:
        raise BadArgument(f"{name} comes in sizes: say which, --size 3")
    for given in more:
        if given not in takes:
            raise BadArgument(f"{name} has no {given}")
    missing = [p for p, q in takes.items() if q.default is inspect.Parameter.empty and p != "size" and p not in more]
    if missing:
        raise BadArgument(f"{name} needs its {missing[0]} too: say --{missing[0]} 2")
    return make(size, **more)


def of_concepts(space: Any, name: str = "a class") -> FiniteClass:
    """A class from a version space that lists its `concepts` and its `points`, which have two labels.

    Raises `BadArgument` where it lists none, or where concepts have more labels than two.
    """
    concepts, points = getattr(space, "concepts", ()), getattr(space, "points", None)
    if not concepts or points is None:
        raise BadArgument(f"{name} does not list its concepts and points at this size; a finite class does")
    rows = [concept(points).tolist() for concept in concepts]
    labels = sorted({label for row in rows for label in row})
    if len(labels) > 2:
        raise BadArgument(f"{name} has the labels {labels}; dimensions are of classes with two")
    highest = labels[-1]  # -1 and 1 are read as 0 and 1; a class of constants keeps what it says
    ones = [[label == highest and label > 0 for label in row] for row in rows]
    return FiniteClass.of(ones, name, [str(tuple(point.tolist())).replace(" ", "") for point in points])
