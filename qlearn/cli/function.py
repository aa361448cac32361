"""qlearn dims --function: what one Boolean function costs to evaluate, and how complex it is."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..dimensions.boolean_function import Measures, measures
from ..dimensions.bracket import Effort
from ..dimensions.functions.function import MOST, BooleanFunction
from ..dimensions.packed.tables import MOST as TABLED
from ..errors import BadArgument
from ..report import functions as report
from .output import write_json

BYTES = 1 << MOST + 2  # of a file of values: some may be spaces


def function(text: str, effort: Effort, console: Console, tree: bool, save: Path | None, json: str | None) -> None:
    """A function's measures as a table, and written with their witnesses for `qlearn check`."""
    f = _read(text)
    with console.status(Text(f"measuring a function of {f.n} inputs")):
        found = measures(f.values, effort)
    for target in (None if save is None else str(save), json):
        if target is not None:
            write_json(report.as_json(found), target)
    if json is None:
        _print(found, console, tree)


def _print(found: Measures, console: Console, tree: bool) -> None:
    console.print(Text(f"a Boolean function of {found.of.n} inputs, counted from 0", style="bold"))
    console.print(report.table(found))
    if any(not found[name].exact for name in found):
        says = f"not exact where two numbers stand: at most {TABLED} inputs, or a larger --effort for blocks, would decide"
        console.print(Text(says, style="dim"))
    if tree:
        console.print(Text("\nA decision tree", style="bold"))
        console.print(Text(report.as_text(found["depth"].at_most, found.of.n)))


def _read(text: str) -> BooleanFunction:
    """Values, or a file of them."""
    if not set(text) - {"0", "1"}:
        return BooleanFunction.parse(text)
    try:
        with Path(text).open(encoding="utf-8") as file:
            held = file.read(BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadArgument(
            f"--function takes 2**n values of 0 and 1, such as 0110, or a file of them; got {text[:40]!r}, which is neither"
            f" ({error.strerror if isinstance(error, OSError) else 'not text'})"
        ) from None
    if len(held) > BYTES:
        raise BadArgument(f"{text} is larger than a function of {MOST} inputs: more than {BYTES:,} letters")
    return BooleanFunction.parse(held)
