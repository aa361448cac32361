"""The file of a Boolean function's measures: each of its claims is shown, left undecided, or false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...dimensions import written
from ...dimensions.witnesses import From
from ...dimensions.written import FUNCTION_FORMAT
from ...errors import BadArgument
from ..check import Checked
from .bracketed import Number, Sides, judge, loaded, sides_of, stated
from .function_bounds import at_least, at_most
from .function_values import Values
from .given import Refused

NAMES = ("depth", "certificate", "sensitivity", "block_sensitivity", "degree")
MOST = 20  # inputs


def check_function(path: Path) -> Checked:
    """Each bracket of the file against its witnesses.  Raises `BadArgument` for a file that cannot be read as measures."""
    held = loaded(path, FUNCTION_FORMAT, "`qlearn dims --function VALUES --save FILE`")
    text = _text(held.get("function"))
    found = Checked(f"a Boolean function of {Values(text).n} inputs")
    sides = sides_of(held, NAMES, "measure", _ends, found)
    judge(sides, lambda name: 0, lambda name, upper: _shown(name, upper, text, sides), found)
    for name in NAMES:
        stated(name, held, held["brackets"], found)
    return found


def _text(value: Any) -> str:
    text = value.get("values") if isinstance(value, dict) else None
    if not isinstance(text, str) or not text or set(text) - {"0", "1"} or len(text) & (len(text) - 1):
        raise BadArgument("the file gives no function: 2**n values of 0 and 1 as text")
    if len(text) > 1 << MOST:
        raise BadArgument(f"functions of up to {MOST} inputs are checked, got {len(text):,} values")
    return text


def _ends(name: str, bracket: list[Any]) -> tuple[Number, Number]:
    lo, hi = (written.number(value) for value in bracket)
    if not (isinstance(lo, int) and isinstance(hi, int) and lo <= hi):
        raise BadArgument(f"a bracket is two whole numbers, the first not the larger; got {str(bracket)[:60]}")
    return lo, hi


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
