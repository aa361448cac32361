"""The file of a Boolean function's measures: each of its claims is shown, left undecided, or false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...dimensions import written
from ...dimensions.witnesses import From
from ...dimensions.written import FUNCTION_FORMAT
from ...errors import BadArgument
from ..check import Checked
from .claims import Side, loaded
from .function_bounds import at_least, at_most
from .function_values import Values
from .given import Refused, Unshown

NAMES = ("depth", "certificate", "sensitivity", "block_sensitivity", "degree")
MOST = 20  # inputs
Sides = dict[tuple[str, bool], Side]


def check_function(path: Path) -> Checked:
    """Each bracket of the file against its witnesses.  Raises `BadArgument` for a file that cannot be read as measures."""
    held = loaded(path, FUNCTION_FORMAT, "`qlearn dims --function VALUES --save FILE`")
    text, brackets, witnesses = _text(held.get("function")), held.get("brackets"), held.get("witnesses")
    if not isinstance(brackets, dict) or not isinstance(witnesses, dict):
        raise BadArgument(f"{path} has no brackets with witnesses")
    found, sides = Checked(f"a Boolean function of {Values(text).n} inputs"), Sides()
    for name, bracket in brackets.items():
        try:
            sides |= _sides(name, bracket, witnesses.get(name))
        except (BadArgument, RecursionError) as fault:
            found.faults.append(f"{name[:60]}: {fault}")
    for name, upper in sides:
        _judge(name, upper, text, sides, found)
    for name in NAMES:
        bracket = brackets.get(name)
        exact = isinstance(bracket, list) and len(bracket) == 2 and bracket[0] == bracket[1]
        if name in held and held[name] != (bracket[0] if exact and isinstance(bracket, list) else None):
            found.faults.append(f"{name} is stated as {str(held[name])[:60]}, its bracket is {str(bracket)[:60]}")
    return found


def _text(value: Any) -> str:
    text = value.get("values") if isinstance(value, dict) else None
    if not isinstance(text, str) or not text or set(text) - {"0", "1"} or len(text) & (len(text) - 1):
        raise BadArgument("the file gives no function: 2**n values of 0 and 1 as text")
    if len(text) > 1 << MOST:
        raise BadArgument(f"functions of up to {MOST} inputs are checked, got {len(text):,} values")
    return text


def _sides(name: str, bracket: Any, witnesses: Any) -> Sides:
    if name not in NAMES:
        raise BadArgument("no measure is called so")
    if not isinstance(bracket, list) or len(bracket) != 2 or not isinstance(witnesses, dict):
        raise BadArgument("a bracket is two numbers, with a witness for each")
    lo, hi = (written.number(value) for value in bracket)
    if not (isinstance(lo, int) and isinstance(hi, int) and lo <= hi):
        raise BadArgument(f"a bracket is two whole numbers, the first not the larger; got {str(bracket)[:60]}")
    return {
        (name, upper): Side(claimed, written.witness(witnesses.get(side)))
        for upper, claimed, side in ((False, lo, "at_least"), (True, hi, "at_most"))
    }


def _judge(name: str, upper: bool, text: str, sides: Sides, found: Checked) -> None:
    side = sides[name, upper]
    says = f"{name} {'at most' if upper else 'at least'} {side.claimed} ({type(side.witness).__name__.lower()})"
    try:
        _shown(name, upper, text, sides)
    except Refused as fault:
        found.faults.append(f"{says}: {fault}")
    except Unshown as fault:
        found.undecided.append(f"{says}: {fault}")
    else:
        found.shown.append(says)


def _shown(name: str, upper: bool, text: str, sides: Sides) -> None:
    """That one side holds; raises otherwise."""
    side, f = sides[name, upper], Values(text)
    claimed = int(side.claimed)
    if isinstance(side.witness, From):
        value = _implied(name, upper, side.witness.quantity, text, sides)
    else:
        value = (at_most if upper else at_least)(name, f, claimed, side.witness)
    if value > claimed if upper else value < claimed:
        raise Refused(f"it shows {value} only")


def _implied(name: str, upper: bool, other: str, text: str, sides: Sides) -> int:
    """bs <= C, as a certificate meets each block; bs <= (n + s)/2, as blocks that do not change alone have two inputs."""
    if name != "block_sensitivity" or not upper or other not in ("certificate", "sensitivity"):
        raise Refused(f"no inequality that is known here bounds it by {other[:60]}")
    if (other, True) not in sides or isinstance(sides[other, True].witness, From):
        raise Refused(f"{other} is not in the file, or is not shown by itself")
    _shown(other, True, text, sides)
    value = int(sides[other, True].claimed)
    return value if other == "certificate" else (Values(text).n + value) // 2
