"""Counts by sizes: which sizes vary, and along which lines one of them varies alone."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..formulas import exactly

Number = int | Fraction
MOST = 10**100  # of a count: far from where floats end
Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Path:
    """Points (by position in the table) along which `size` grows and the others stay; `at` says where the others stay.

    `joint` are further sizes that change along it, because these sizes never change alone.  A size below 1 is measured by its
    inverse, so that 1/eps grows: `lg` are the logarithms to base 2, shape (points,), increasing.
    """

    size: str
    at: tuple[tuple[str, Number], ...]
    points: tuple[int, ...]
    lg: Counts
    joint: tuple[str, ...] = ()

    @property
    def doublings(self) -> float:
        return float(self.lg[-1] - self.lg[0])


@dataclass(frozen=True)
class Table:
    """Size points in order, each with its counts, one a seed."""

    sizes: tuple[str, ...]
    points: tuple[Mapping[str, Number], ...]
    counts: tuple[Counts, ...]

    @property
    def varying(self) -> tuple[str, ...]:
        return tuple(name for name in self.sizes if len({point[name] for point in self.points}) > 1)

    @property
    def seeds(self) -> int:
        """The fewest counts at a point."""
        return min(len(found) for found in self.counts)

    def small(self, name: str) -> bool:
        """Whether a size is below 1 throughout, as an accuracy is."""
        return all(point[name] < 1 for point in self.points)

    def spelled(self, name: str) -> str:
        return f"1/{name}" if self.small(name) else name

    def paths(self) -> tuple[Path, ...]:
        """The lines along each size, longest first; sizes that never vary alone share one."""
        varying, found, stuck = self.varying, list[Path](), list[str]()
        for name in varying:
            own = self._along(name, [other for other in varying if other != name])
            found += own
            if not own:
                stuck.append(name)
        if len(stuck) > 1:
            found += self._along(stuck[0], [other for other in varying if other not in stuck], tuple(stuck[1:]))
        return tuple(sorted(found, key=lambda path: (varying.index(path.size), -path.doublings)))

    def _along(self, name: str, others: Sequence[str], joint: tuple[str, ...] = ()) -> list[Path]:
        groups: dict[tuple[Number, ...], list[int]] = {}
        for i, point in enumerate(self.points):
            if point[name] > 0:
                groups.setdefault(tuple(point[other] for other in others), []).append(i)
        sign, found = -1 if self.small(name) else 1, []
        for values, members in groups.items():
            members.sort(key=lambda i: sign * self.points[i][name])
            lg = np.array([sign * _lg(self.points[i][name]) for i in members])
            if len(members) > 1:
                found.append(Path(name, tuple(zip(others, values, strict=True)), tuple(members), lg, joint))
        return found


def _lg(number: Number) -> float:
    return math.log2(number.numerator) - math.log2(number.denominator)


def tabled(rows: Iterable[Mapping[str, Any]], *, kind: str | None = None, over: Sequence[str] | None = None) -> Table:
    """Rows {"sizes": {"d": 8, "eps": "1/100"}, "count": 57, "seed": 3} as a table of counts by sizes.

    Sizes are ints, fractions or text such as "1/100"; `over` says which of them to look at, all if not given, or of rows of a
    store of sweeps those that the sweep asked for: others, such as the target's own threshold, are drawn by the seed.  With
    `kind` the count is `row["counts"][kind]`, as such rows have it.  Rows of the same sizes are runs with other coins.

    >>> table = tabled([{"sizes": {"n": 8, "eps": "1/10"}, "count": 3}, {"sizes": {"n": 16, "eps": "1/10"}, "count": 4}])
    >>> table.sizes, table.varying, table.seeds
    (('n', 'eps'), ('n',), 1)

    Raises `BadArgument` for no rows, a row without one of the sizes, a size that is no number, a count that is none.
    """
    given = list(rows)
    if not given:
        raise BadArgument("nothing to fit: no observations were given")
    if over is not None and not over:
        raise BadArgument("over names the sizes to look at; name one, or leave it out for all")
    names = tuple(over) if over is not None else tuple(dict.fromkeys(n for row in given for n in _asked_for(row)))
    found: dict[tuple[Number, ...], list[int]] = {}
    for i, row in enumerate(given):
        sizes = _field(row, "sizes")
        if missing := [name for name in names if name not in sizes]:
            raise BadArgument(f"observation {i} has no size {', '.join(missing)}; it has {', '.join(sizes) or 'none'}")
        found.setdefault(tuple(_number(sizes[name], name) for name in names), []).append(_count(row, kind, i))
    ordered = sorted(found)
    return Table(
        names,
        tuple(dict(zip(names, values, strict=True)) for values in ordered),
        tuple(np.array(sorted(found[values]), np.float64) for values in ordered),
    )


def _asked_for(row: Mapping[str, Any]) -> list[str]:
    sizes = _field(row, "sizes")
    if "config" not in row:
        return list(sizes)
    return [name for name in row["config"]["sizes"] if name in sizes]


def _field(row: Mapping[str, Any], name: str) -> Any:
    if name not in row:
        raise BadArgument(f"an observation has {name!r}; this one has {', '.join(row)}")
    return row[name]


def _number(given: Any, name: str) -> Number:
    value = exactly(given, f"the size {name}")
    return value.numerator if value.denominator == 1 else value


def _count(row: Mapping[str, Any], kind: str | None, i: int) -> int:
    counts = _field(row, "count" if kind is None else "counts")
    if kind is not None:
        if kind not in counts:
            raise BadArgument(f"observation {i} counts {', '.join(counts) or 'nothing'}, not {kind}")
        counts = counts[kind]
    try:
        count = operator.index(counts)
    except TypeError:
        count = -1
    if not 0 <= count <= MOST or isinstance(counts, bool):
        raise BadArgument(f"a count is an integer from 0 to 10^100, observation {i} has {str(counts)[:40]}")
    return count
