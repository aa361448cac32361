"""All dimensions of a class at once: tables where they fit, search where they do not, counting before either."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from ..errors import unknown
from .bracket import Bracket, Effort, Spent
from .finite_class import FiniteClass
from .quantities import QUANTITIES, counted


@dataclass
class Dimensions:
    """A class with a bracket for each quantity, filled one after another: what stands after an interrupt is right.

    `unexplored` names those of which only what counting says is known, because nothing here computes them at this size.
    """

    of: FiniteClass
    values: dict[str, Bracket] = field(default_factory=dict)
    teaching_each: tuple[Bracket, ...] = ()
    unexplored: list[str] = field(default_factory=list)

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

    Each bracket is what counting gives, met with what tables (at most `effort.tables` points) or the version-space search find.
    `say` hears what is at work; `into` is filled as values come, for a caller that may be interrupted.  Raises `UnknownName`
    for a quantity that is none.

    >>> from .families import family
    >>> str(measure(family("cube")(3), only=["membership"])["membership"])
    '3'
    """
    effort = effort or Effort()
    found = into if into is not None else Dimensions(c)
    for name in only if only is not None else QUANTITIES:
        if name not in QUANTITIES:
            raise unknown("dimension", name, QUANTITIES)
        if say is not None:
            say(QUANTITIES[name].says)
        found.values[name] = counted(name, c)
        if found.values[name].exact:
            continue
        better = _computed(name, c, effort)
        if better is None:
            found.unexplored.append(name)
        else:
            found.values[name] = found.values[name].meet(better)
    if only is None or "teaching" in found.values:
        found.teaching_each = _each(c, effort)
    return found


def _function(name: str, c: FiniteClass, effort: Effort) -> Callable[..., Any] | None:
    """What computes it; imported late, because it brings large tables with it."""
    rooms = ["packed", "search"] if c.n <= effort.tables else ["search"]
    for room in rooms:
        module_name = QUANTITIES[name].room if name in QUANTITIES else "teaching"
        for module in dict.fromkeys((module_name, name, "recursive_teaching", "extended_teaching", "average", "both")):
            try:
                made = getattr(import_module(f"{__package__}.{room}.{module}"), name, None)
            except ModuleNotFoundError:
                continue
            if callable(made):
                return lambda c, room=room, made=made: made(c, effort) if _takes_effort(made) else made(c)
    return None


def _takes_effort(made: Callable[..., Any]) -> bool:
    from inspect import signature

    return "effort" in signature(made).parameters


def _computed(name: str, c: FiniteClass, effort: Effort) -> Bracket | None:
    function = _function(name, c, effort)
    if function is None:
        return None
    try:
        made = function(c)
    except Spent:
        return None
    return made if isinstance(made, Bracket) else None


def _each(c: FiniteClass, effort: Effort) -> tuple[Bracket, ...]:
    function = _function("teaching_each", c, effort)
    if function is None:
        return ()
    try:
        return tuple(function(c))
    except Spent:
        return ()
