"""What one value says of another: brackets made narrower by the inequalities between the quantities."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from math import ceil, floor

from .bracket import Bracket, Number
from .inequalities import PLAIN
from .quantities import MEANS
from .witnesses import From, Searched, Witness

Pair = tuple[str, str]

# (smaller, larger): how much the smaller may be above the larger.
BOUNDS: dict[Pair, int] = {(i.small, i.plain): i.plus for i in PLAIN if i.plain is not None}


def deduce(values: MutableMapping[str, Bracket]) -> None:
    """Narrow each bracket as far as the others allow; a side that is narrowed is shown by where it follows from.

    So is one that others reach, if it was only searched for and theirs can be looked at.

    >>> from .finite_class import FiniteClass
    >>> from .quantities import counted
    >>> c = FiniteClass.of([[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]])
    >>> values = {name: counted(name, c) for name in ("littlestone", "both", "membership")}
    >>> deduce(values)
    >>> str(values["membership"]), str(values["littlestone"]), str(values["both"])
    ('2 to 3', '0 to 2', '0 to 3')
    """
    known = [
        (i.name, i.small, i.plain, i.plus) for i in PLAIN if i.small in values and i.plain is not None and i.plain in values
    ]
    changed = True
    while changed:
        changed = False
        for theorem, small, large, plus in known:
            hi = _whole(small, values[large].hi + plus, up=False)
            if _better(values, small, large, values[small].hi - hi, upper=True):
                values[small], changed = replace(values[small], hi=hi, at_most=From(large, theorem)), True
            lo = _whole(large, values[small].lo - plus, up=True)
            if _better(values, large, small, lo - values[large].lo, upper=False):
                values[large], changed = replace(values[large], lo=lo, at_least=From(small, theorem)), True


def _better(values: Mapping[str, Bracket], name: str, other: str, gain: Number, upper: bool) -> bool:
    """Whether a side is better known from another value: narrower, or as narrow and no longer only searched for."""
    searched = [isinstance(_root(which, values, upper), Searched) for which in (name, other)]
    return gain > 0 or (gain == 0 and searched == [True, False])


def shown(name: str, values: Mapping[str, Bracket]) -> bool:
    """Whether both sides of a bracket, or what they follow from, have witnesses that are more than 'searched'."""
    return not any(isinstance(_root(name, values, upper), Searched) for upper in (False, True))


def _root(name: str, values: Mapping[str, Bracket], upper: bool) -> Witness:
    witness = values[name].at_most if upper else values[name].at_least
    return _root(witness.quantity, values, upper) if isinstance(witness, From) else witness


def _whole(name: str, value: Number, up: bool) -> Number:
    """Only means are fractions."""
    if name in MEANS:
        return value
    return ceil(value) if up else floor(value)
