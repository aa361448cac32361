"""What the defender's calculator found, attack by attack and lower bound by lower bound."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .provenance import Source

__all__ = ["Calculation", "Floor", "Reach", "Source"]


@dataclass(frozen=True)
class Reach:
    """What an attack reaches: the error (None: no error of the class), for how many queries, in which sense.

    `sure` is a promise without exception, else one of probability 1 - delta; `proved` is False where that is only measured.
    """

    attack: str
    asks: str
    mode: str
    sure: bool
    proved: bool
    error: Fraction | None
    queries: int | None
    source: Source = field(repr=False)

    @property
    def order(self) -> tuple[Any, ...]:
        """Proved before measured, small errors first, then few queries."""
        far = math.inf if self.error is None else self.error
        return (not self.proved, far, math.inf if self.queries is None else self.queries, not self.sure, self.attack)

    def as_json(self) -> dict[str, Any]:
        """All but the error, which has its scales."""
        plain = {name: getattr(self, name) for name in ("attack", "asks", "mode", "proved", "queries")}
        return {**plain, "confidence": "1" if self.sure else "1 - delta", **self.source.as_json()}


@dataclass(frozen=True)
class Floor:
    """What cannot be reached: no attack that this `covers` gets to `error` or below with the queries allowed.

    `excluded`: none is exact.  `queries` is what the error asked for takes at least.  `every` covers attacks that may fail as
    often as they like, `likely` those of the confidence, `on_average` those that ask so many queries only on average.
    """

    covers: str
    on_average: bool
    every: bool
    likely: bool
    error: Fraction | None
    excluded: bool
    queries: int | None
    because: str
    source: Source = field(repr=False)

    def speaks_of(self, reach: Reach) -> bool:
        """Whether the attack is one that this bound is about."""
        sure = reach.sure and reach.mode != "with probability 1 - delta"
        return (sure or self.likely or self.every) and (reach.mode != "expected" or self.on_average)

    def as_json(self) -> dict[str, Any]:
        """All but the error, which has its scales."""
        plain = {name: getattr(self, name) for name in ("covers", "on_average", "queries", "because")}
        return {**plain, "none_is_exact": self.excluded, **self.source.as_json()}


@dataclass(frozen=True)
class Calculation:
    """All of it.  `queries` were allowed, or `wanted` is the error asked for; the other one is None."""

    name: str
    what: str
    defence: str | None
    sizes: Mapping[str, Any]
    error_kind: str
    queries: int | None
    wanted: Fraction | None
    attacks: tuple[Reach, ...]
    floors: tuple[Floor, ...]
    skipped: tuple[str, ...]

    @property
    def best(self) -> Reach | None:
        """The proved attack, of a bound that holds at every run, that reaches least, or asks least."""
        fits = [row for row in self.attacks if row.proved and row.error is not None and row.mode != "expected"]
        return fits[0] if fits else None

    @property
    def floor(self) -> Floor | None:
        """The lower bound that excludes most among those that cover every attack of the confidence, else any."""

        def strength(floor: Floor) -> tuple[Any, ...]:
            return (floor.likely or floor.every, floor.excluded, floor.error or 0, floor.queries or 0)

        return max(self.floors, key=strength, default=None)

    @property
    def contradictions(self) -> list[tuple[Floor, Reach]]:
        """Attacks that reach what a lower bound about them excludes: one of the two theorems is wrong.  There are none."""
        return [
            (floor, row) for floor in self.floors for row in self.attacks if floor.speaks_of(row) and self._clash(floor, row)
        ]

    def _clash(self, floor: Floor, row: Reach) -> bool:
        if self.queries is None:
            return floor.queries is not None and row.queries is not None and row.queries < floor.queries
        if row.error is None:
            return False
        return floor.excluded or (floor.error is not None and row.error <= floor.error)

    def as_json(self) -> dict[str, Any]:
        """Plain data: rational numbers as floats, rounded outwards where they are limits."""
        return {
            "class": self.name,
            "what": self.what,
            "defence": self.defence,
            "sizes": {name: size if isinstance(size, int) else float(size) for name, size in self.sizes.items()},
            "error": self.error_kind,
            "queries": self.queries,
            "wanted_error": None if self.wanted is None else float(self.wanted),
            "best_attack": None if self.best is None else self.best.attack,
            "reached": None if self.best is None or self.best.error is None else float(self.best.error),
            "floor": None if self.floor is None else number(self.floor.error),
            "at_least": None if self.floor is None else self.floor.queries,
            "at_most": None if self.best is None else self.best.queries,
            "attacks": [{**row.as_json(), **scales(self.error_kind, row.error)} for row in self.attacks],
            "lower_bounds": [{**floor.as_json(), **scales(self.error_kind, floor.error)} for floor in self.floors],
            "not_computed": list(self.skipped),
        }


def number(error: Fraction | None) -> float | None:
    return None if error is None else float(error)


def scales(kind: str, error: Fraction | None) -> dict[str, float | None]:
    """The error, and of an angle what the paper measures: |w* - w| of unit normals, and the share of directions mislabelled."""
    found = {"error": number(error)}
    if kind == "angle":
        angle = number(error)
        found["distance_of_normals"] = None if angle is None else 2 * math.sin(angle / 2)
        found["share_of_directions"] = None if angle is None else angle / math.pi
    return found
