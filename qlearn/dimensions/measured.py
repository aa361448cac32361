"""All dimensions of a class at once: tables where they fit, search where they do not, counting before either."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from ..errors import unknown
from .bracket import Bracket, Effort, Spent
from .deduced import deduce, shown
from .finite_class import FiniteClass
from .quantities import QUANTITIES, counted


@dataclass
class Dimensions:
    """A class with a bracket for each quantity, filled one after another: what stands after an interrupt is right.

    `teaching_each` has a bracket for each concept.  `certificates`, where all labellings are tabled: how many outside the class
    need so many points to be seen to be none of it.  `unexplored` names the values whose effort was spent before anything was
    found, so that only counting and other values bound them.
    """

    of: FiniteClass
    values: dict[str, Bracket] = field(default_factory=dict)
    teaching_each: tuple[Bracket, ...] = ()
    certificates: dict[int, int] | None = None
    unexplored: list[str] = field(default_factory=list)
    effort: Effort = field(default_factory=Effort)

    def __getitem__(self, name: str) -> Bracket:
        return self.values[name]


def measure(
    c: FiniteClass,
    effort: Effort | None = None,
    only: Iterable[str] | None = None,
    say: Callable[[str], Any] | None = None,
    into: Dimensions | None = None,
) -> Dimensions:
    """The dimensions of a class, or `only` those named.

    Each bracket is what counting gives and other values imply, met with what tables (at most `effort.tables` points) or the
    version-space search find.  `say` hears what is at work; `into` is filled as values come, for a caller that may be
    interrupted.  Raises `UnknownName` for a quantity that is none.

    >>> from .families import family
    >>> str(measure(family("cube")(3), only=["membership"])["membership"])
    '3'
    """
    effort = effort or Effort()
    found = into if into is not None else Dimensions(c)
    found.effort = effort
    for name in only if only is not None else QUANTITIES:
        if name not in QUANTITIES:
            raise unknown("dimension", name, QUANTITIES)
        if say is not None:
            say(QUANTITIES[name].says)
        found.values[name] = counted(name, c)
        deduce(found.values)
        if found.values[name].exact and shown(name, found.values):
            continue
        better = _computed(name, c, effort)
        if better is None:
            found.unexplored.append(name)
        else:
            found.values[name] = better.meet(found.values[name])
    deduce(found.values)
    if only is None or "teaching" in found.values:
        found.teaching_each = _each(c, effort)
    if only is None and c.n <= effort.tables:
        found.certificates = _certificates(c, effort)
    return found


# Where each value is computed: by tables over all partial labellings, by search.  Imported late: few callers need all of it.
TABLES = {
    "vc": "packed.vc",
    "littlestone": "packed.littlestone",
    "membership": "packed.membership",
    "extended_teaching": "packed.teaching",
    "teaching": "packed.teaching",
    "teaching_min": "packed.teaching",
    "teaching_average": "packed.teaching",
    "teaching_each": "packed.teaching",
    "consistency": "packed.consistency",
    "equivalence_improper": "packed.games",
    "both_improper": "packed.games",
    "equivalence_proper": "packed.games",
    "both": "packed.games",
}
SEARCH = {
    "vc": "search.vc",
    "littlestone": "search.littlestone",
    "membership": "search.membership",
    "extended_teaching": "search.extended_teaching",
    "teaching": "search.teaching",
    "teaching_min": "search.teaching",
    "teaching_average": "search.teaching",
    "teaching_each": "search.teaching",
    "teaching_recursive": "search.recursive_teaching",
    "star": "search.star",
    "consistency": "search.consistency",
    "threshold": "search.threshold",
    "statistical": "search.statistical",
    "average_membership": "search.average",
    "equivalence_improper": "search.games",
    "both_improper": "search.games",
    "equivalence_proper": "search.games",
    "both": "search.games",
}


def _function(name: str, c: FiniteClass, effort: Effort) -> Callable[[FiniteClass, Effort], Any]:
    """What computes it for this class."""
    module = TABLES[name] if name in TABLES and c.n <= effort.tables else SEARCH[name]
    function: Callable[[FiniteClass, Effort], Any] = getattr(import_module(f"{__package__}.{module}"), name)
    return function


def _computed(name: str, c: FiniteClass, effort: Effort) -> Bracket | None:
    try:
        made: Bracket = _function(name, c, effort)(c, effort)
    except Spent:
        return None
    return made


def _each(c: FiniteClass, effort: Effort) -> tuple[Bracket, ...]:
    try:
        return tuple(_function("teaching_each", c, effort)(c, effort))
    except Spent:
        return ()


def _certificates(c: FiniteClass, effort: Effort) -> dict[int, int]:
    from .packed.consistency import certificate_sizes

    return certificate_sizes(c, effort)
