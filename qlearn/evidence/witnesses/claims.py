"""The file of a class's dimensions: each of its claims is shown, left undecided, or false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...dimensions import written
from ...dimensions.deduced import BOUNDS
from ...dimensions.quantities import MEANS, QUANTITIES
from ...dimensions.witnesses import From
from ...dimensions.written import FORMAT
from ...errors import BadArgument
from ..check import Checked
from .bracketed import Number, Sides, judge, loaded, sides_of, stated
from .given import Given, Refused, Work
from .least import at_least
from .listed import listed
from .most import at_most

CELLS = 1 << 24


def check_dimensions(path: Path) -> Checked:
    """Each bracket of the file against its witnesses.  Raises `BadArgument` for a file that cannot be read as dimensions."""
    held = loaded(path, FORMAT, "`qlearn dims CLASS --save FILE`")
    c, named = _class(held.get("class"))
    found = Checked(named)
    sides = sides_of(held, QUANTITIES, "quantity", _ends, found)
    judge(sides, lambda name: QUANTITIES[name].final, lambda name, upper: _shown(name, upper, c, sides, ()), found)
    games = held.get("minimax")
    for name in QUANTITIES:
        stated(name, games if isinstance(games, dict) and name in games else held, held["brackets"], found)
    mean = {upper: sides[which].witness for upper in (False, True) if (which := ("teaching_average", upper)) in sides}
    listed(c, held, mean, found)
    return found


def _class(value: Any) -> tuple[Given, str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, str) and row for row in rows):
        raise BadArgument("the file gives no class: rows of 0 and 1 as text, one a concept")
    if len({len(row) for row in rows}) > 1 or any(set(row) - {"0", "1"} for row in rows):
        raise BadArgument("the rows of the class are texts of 0 and 1 of one length")
    if len(set(rows)) < len(rows) or len(rows) * len(rows[0]) > CELLS:
        raise BadArgument(f"the rows of the class are distinct, and it has at most {CELLS} labels")
    return Given(rows), str(value.get("name"))[:200]


def _ends(name: str, bracket: list[Any]) -> tuple[Number, Number]:
    lo, hi = (written.number(value) - QUANTITIES[name].final for value in bracket)
    if lo > hi:
        raise BadArgument(f"{bracket[0]} is more than {bracket[1]}")
    return lo, hi


def _shown(name: str, upper: bool, c: Given, sides: Sides, before: tuple[str, ...]) -> None:
    """That one side holds; raises otherwise."""
    side = sides[name, upper]
    fresh = Given(c.rows, Work())
    if isinstance(side.witness, From):
        other = side.witness.quantity
        plus = BOUNDS.get((name, other) if upper else (other, name))
        if plus is None:
            raise Refused(f"no inequality that is known here bounds it by {other[:60]}")
        if (other, upper) not in sides or other in before:
            raise Refused(f"{other} is not in the file, or follows from this itself")
        _shown(other, upper, c, sides, (*before, name))
        value = sides[other, upper].claimed + (plus if upper else -plus)
    else:
        value = (at_most if upper else at_least)(name, fresh, side.witness)
    if name not in MEANS:
        value = value.__floor__() if upper else value.__ceil__()
    if value > side.claimed if upper else value < side.claimed:
        raise Refused(f"it shows {value + QUANTITIES[name].final} only")
