"""What one value says of another: brackets made narrower by the inequalities between the quantities."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from math import ceil, floor

from .bracket import Bracket, Number
from .inequalities import PLAIN
from .quantities import MEANS
from .witnesses import From

Pair = tuple[str, str]

# (smaller, larger): how much the smaller may be above the larger.
BOUNDS: dict[Pair, int] = {(i.small, i.plain): i.plus for i in PLAIN if i.plain is not None}


def deduce(values: MutableMapping[str, Bracket]) -> None:
    """Narrow each bracket as far as the others allow; a side that is narrowed is shown by where it follows from.

    >>> from .finite_class import FiniteClass
    >>> from .quantities import counted
    >>> c = FiniteClass.of([[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]])
    >>> values = {name: counted(name, c) for name in ("littlestone", "both", "membership")}
    >>> deduce(values)
    >>> str(values["membership"]), str(values["littlestone"]), str(values["both"])
    ('2 to 3', '0 to 2', '0 to 3')
    """
    pairs = [(a, b, plus) for (a, b), plus in BOUNDS.items() if a in values and b in values]
    changed = True
    while changed:
        changed = False
        for small, large, plus in pairs:
            below, above = values[small], values[large]
            theorem = f"{small} <= {large}" + (f" + {plus}" if plus else "")
            hi, lo = _whole(small, above.hi + plus, up=False), _whole(large, below.lo - plus, up=True)
            if hi < below.hi:
                values[small] = replace(below, hi=hi, at_most=From(large, theorem))
            if lo > above.lo:
                values[large] = replace(above, lo=lo, at_least=From(small, theorem))
            changed = changed or hi < below.hi or lo > above.lo


def _whole(name: str, value: Number, up: bool) -> Number:
    """Only means are fractions."""
    if name in MEANS:
        return value
    return ceil(value) if up else floor(value)
