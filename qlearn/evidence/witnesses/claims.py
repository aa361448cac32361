"""The file of a class's dimensions: each of its claims is shown, left undecided, or false."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...dimensions import written
from ...dimensions.deduced import BOUNDS
from ...dimensions.quantities import MEANS, QUANTITIES
from ...dimensions.witnesses import From, Witness
from ...dimensions.written import FORMAT, FUNCTION_FORMAT
from ...errors import BadArgument
from ..check import Checked
from .given import Given, Refused, Unshown, Work
from .least import at_least
from .listed import listed
from .most import at_most

BYTES, CELLS = 1 << 26, 1 << 24


@dataclass(frozen=True)
class Side:
    """One side of a bracket as the file claims it, in queries until one concept is left."""

    claimed: int | Fraction
    witness: Witness


def form_of(path: Path) -> str | None:
    """Which of the forms of dimensions, of a class or of a function, a file says that it has; None if neither."""
    try:
        with path.open(encoding="utf-8") as file:
            start = file.read(200)
    except (OSError, ValueError):
        return None
    return next((form for form in (FORMAT, FUNCTION_FORMAT) if f'"{form}"' in start), None)


def check_dimensions(path: Path) -> Checked:
    """Each bracket of the file against its witnesses.  Raises `BadArgument` for a file that cannot be read as dimensions."""
    held = loaded(path, FORMAT, "`qlearn dims CLASS --save FILE`")
    c, named = _class(held.get("class"))
    found = Checked(named)
    brackets, witnesses = held.get("brackets"), held.get("witnesses")
    if not isinstance(brackets, dict) or not isinstance(witnesses, dict):
        raise BadArgument(f"{path} has no brackets with witnesses")
    sides: dict[tuple[str, bool], Side] = {}
    for name, bracket in brackets.items():
        try:
            sides |= _sides(name, bracket, witnesses.get(name))
        except (BadArgument, RecursionError) as fault:
            found.faults.append(f"{name[:60]}: {fault}")
    for name, upper in sides:
        _judge(name, upper, c, sides, found)
    for name in QUANTITIES:
        _stated(name, held, brackets, found)
    mean = {upper: sides[which].witness for upper in (False, True) if (which := ("teaching_average", upper)) in sides}
    listed(c, held, mean, found)
    return found


def loaded(path: Path, form: str, writer: str) -> dict[str, Any]:
    """A file of this form.  Raises `BadArgument` for another, and says what writes such files."""
    try:
        if path.stat().st_size > BYTES:
            raise BadArgument(f"{path} is larger than {BYTES} bytes")
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise BadArgument(f"{path} cannot be read as {form} ({fault})") from None
    if not isinstance(held, dict) or held.get("qlearn") != form:
        raise BadArgument(f"{path} holds no {form}; {writer} writes them")
    return held


def _class(value: Any) -> tuple[Given, str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, str) and row for row in rows):
        raise BadArgument("the file gives no class: rows of 0 and 1 as text, one a concept")
    if len({len(row) for row in rows}) > 1 or any(set(row) - {"0", "1"} for row in rows):
        raise BadArgument("the rows of the class are texts of 0 and 1 of one length")
    if len(set(rows)) < len(rows) or len(rows) * len(rows[0]) > CELLS:
        raise BadArgument(f"the rows of the class are distinct, and it has at most {CELLS} labels")
    return Given(rows), str(value.get("name"))[:200]


def _sides(name: str, bracket: Any, witnesses: Any) -> dict[tuple[str, bool], Side]:
    if name not in QUANTITIES:
        raise BadArgument("no quantity is called so")
    if not isinstance(bracket, list) or len(bracket) != 2 or not isinstance(witnesses, dict):
        raise BadArgument("a bracket is two numbers, with a witness for each")
    lo, hi = (written.number(value) - QUANTITIES[name].final for value in bracket)
    if lo > hi:
        raise BadArgument(f"{bracket[0]} is more than {bracket[1]}")
    return {
        (name, upper): Side(claimed, written.witness(witnesses.get(side)))
        for upper, claimed, side in ((False, lo, "at_least"), (True, hi, "at_most"))
    }


def _judge(name: str, upper: bool, c: Given, sides: dict[tuple[str, bool], Side], found: Checked) -> None:
    side = sides[name, upper]
    says = f"{name} {'at most' if upper else 'at least'} {side.claimed + QUANTITIES[name].final}"
    kind = type(side.witness).__name__.lower()
    try:
        _shown(name, upper, c, sides, ())
    except Refused as fault:
        found.faults.append(f"{says} ({kind}): {fault}")
    except RecursionError:
        found.faults.append(f"{says} ({kind}): it is nested too deep to be followed")
    except Unshown as fault:
        found.undecided.append(f"{says} ({kind}): {fault}")
    else:
        found.shown.append(f"{says} ({kind})")


def _shown(name: str, upper: bool, c: Given, sides: dict[tuple[str, bool], Side], before: tuple[str, ...]) -> None:
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


def _stated(name: str, held: dict[str, Any], brackets: dict[str, Any], found: Checked) -> None:
    """The value at the top of the file is that of its bracket."""
    games = held.get("minimax")
    at = games if isinstance(games, dict) and name in games else held
    if name not in at:
        return
    bracket = brackets.get(name)
    exact = isinstance(bracket, list) and len(bracket) == 2 and bracket[0] == bracket[1]
    if at[name] != (bracket[0] if exact and isinstance(bracket, list) else None):
        found.faults.append(f"{name} is stated as {str(at[name])[:60]}, its bracket is {str(bracket)[:60]}")
