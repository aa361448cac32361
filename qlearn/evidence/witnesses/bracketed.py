"""A file of brackets, each side with a witness: read, judged side by side, and held against the values that it states."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...dimensions import written
from ...dimensions.witnesses import Witness
from ...dimensions.written import FORMAT, FUNCTION_FORMAT
from ...errors import BadArgument
from ..check import Checked
from .given import Refused, Unshown

BYTES = 1 << 26
Number = int | Fraction


@dataclass(frozen=True)
class Side:
    """One side of a bracket as the file claims it; of games, in queries until one concept is left."""

    claimed: Number
    witness: Witness


Sides = dict[tuple[str, bool], Side]  # by name, and whether it is the upper one


def form_of(path: Path) -> str | None:
    """Which of the forms of dimensions, of a class or of a function, a file says that it has; None if neither."""
    try:
        with path.open(encoding="utf-8") as file:
            start = file.read(200)
    except (OSError, ValueError):
        return None
    return next((form for form in (FORMAT, FUNCTION_FORMAT) if f'"{form}"' in start), None)


def loaded(path: Path, form: str, writer: str) -> dict[str, Any]:
    """A file of this form, with brackets and witnesses.  Raises `BadArgument` for another, and says what writes such files."""
    try:
        if path.stat().st_size > BYTES:
            raise BadArgument(f"{path} is larger than {BYTES} bytes")
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise BadArgument(f"{path} cannot be read as {form} ({fault})") from None
    if not isinstance(held, dict) or held.get("qlearn") != form:
        raise BadArgument(f"{path} holds no {form}; {writer} writes them")
    if not isinstance(held.get("brackets"), dict) or not isinstance(held.get("witnesses"), dict):
        raise BadArgument(f"{path} has no brackets with witnesses")
    return held


Ends = Callable[[str, list[Any]], tuple[Number, Number]]  # of the bracket of this name; raises `BadArgument`


def sides_of(held: dict[str, Any], names: Collection[str], what: str, ends: Ends, found: Checked) -> Sides:
    """Both sides of each bracket; those that are none are faults.  `what` is it that the `names` are of."""
    sides: Sides = {}
    for name, bracket in held["brackets"].items():
        try:
            if name not in names:
                raise BadArgument(f"no {what} is called so")
            sides |= _both(name, bracket, held["witnesses"].get(name), ends)
        except (BadArgument, RecursionError) as fault:
            found.faults.append(f"{name[:60]}: {fault}")
    return sides


def _both(name: str, bracket: Any, witnesses: Any, ends: Ends) -> Sides:
    if not isinstance(bracket, list) or len(bracket) != 2 or not isinstance(witnesses, dict):
        raise BadArgument("a bracket is two numbers, with a witness for each")
    lo, hi = ends(name, bracket)
    return {
        (name, upper): Side(claimed, written.witness(witnesses.get(side)))
        for upper, claimed, side in ((False, lo, "at_least"), (True, hi, "at_most"))
    }


def judge(sides: Sides, final: Callable[[str], int], show: Callable[[str, bool], None], found: Checked) -> None:
    """Each side by `show`, which raises unless it holds.  `final`: what the file counts more than a side claims."""
    for (name, upper), side in sides.items():
        kind = type(side.witness).__name__.lower()
        says = f"{name} {'at most' if upper else 'at least'} {side.claimed + final(name)} ({kind})"
        try:
            show(name, upper)
        except Refused as fault:
            found.faults.append(f"{says}: {fault}")
        except RecursionError:
            found.faults.append(f"{says}: it is nested too deep to be followed")
        except Unshown as fault:
            found.undecided.append(f"{says}: {fault}")
        else:
            found.shown.append(says)


def stated(name: str, at: dict[str, Any], brackets: dict[str, Any], found: Checked) -> None:
    """The value that is stated, if one is, is that of its bracket."""
    if name not in at:
        return
    bracket = brackets.get(name)
    value = bracket[0] if isinstance(bracket, list) and len(bracket) == 2 and bracket[0] == bracket[1] else None
    if at[name] != value:
        found.faults.append(f"{name} is stated as {str(at[name])[:60]}, its bracket is {str(bracket)[:60]}")
