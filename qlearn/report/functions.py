"""The measures of a Boolean function as JSON, as a table, and its decision tree as text."""

from __future__ import annotations

from typing import Any

from ..dimensions.boolean_function import MEASURES, Measures
from ..dimensions.witnesses import Blocks, Certificates, HardPoint, Term, Tree, Witness
from ..dimensions.written import FUNCTION_FORMAT, as_plain
from .dimensions import spelled

SHORT = 40  # letters of a cell


def as_json(found: Measures) -> dict[str, Any]:
    """Values that are known (null otherwise), brackets, witnesses and the function; bit i of a point's number is input i."""
    return {
        "qlearn": FUNCTION_FORMAT,
        **{name: as_plain(found[name].value) for name in found},
        "brackets": {name: [as_plain(found[name].lo), as_plain(found[name].hi)] for name in found},
        "witnesses": {
            name: {"at_least": as_plain(found[name].at_least), "at_most": as_plain(found[name].at_most)} for name in found
        },
        "function": {"inputs": found.of.n, "values": found.of.text},
    }


def table(found: Measures) -> Any:
    """A row a measure: its value or bracket, and what shows either side."""
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False)
    for title in ("", "value", "at least, because", "at most, because"):
        made.add_column(title)
    for name in found:
        b = found[name]
        style = "bold" if b.exact else "yellow"
        made.add_row(Text(MEASURES[name]), Text(str(b), style=style), Text(because(b.at_least)), Text(because(b.at_most)))
    return made


def because(witness: Witness) -> str:
    """A witness in a few words.

    >>> because(Blocks("0110", ((0,), (1, 2))))
    'at 0110 blocks 0, 1 2'
    """
    match witness:
        case Term():
            return f"a term of inputs {_cut(' '.join(map(str, witness.inputs)))}" if witness.inputs else "a constant term"
        case Blocks() if not witness.blocks:
            return "trivial"
        case Blocks():
            return f"at {witness.point} blocks {_cut(', '.join(' '.join(map(str, block)) for block in witness.blocks))}"
        case HardPoint():
            return f"hardest point {witness.point}"
        case Certificates():
            return f"{len(witness.cubes)} sub-cubes that cover all points"
        case Tree() if not witness.points:
            return "constant"
    return spelled(witness, ())


def as_text(tree: Witness, n: int) -> str:
    """The decision tree as indented lines; where no tree is written out, all inputs are asked.

    >>> print(as_text(Tree((1,), (~0,), (~1,)), 2))
    ask input 1
      0: value 0
      1: value 1
    """
    if not n or (isinstance(tree, Tree) and not tree.points):
        return "ask nothing: the function is constant"
    if not isinstance(tree, Tree):
        return f"ask all {n} inputs: in the worst case no tree is known that asks fewer"
    lines, todo = list[str](), [(0, 0, "")]
    while todo:
        node, depth, answer = todo.pop()
        lines.append("  " * depth + answer + (f"value {~node}" if node < 0 else f"ask input {tree.points[node]}"))
        if node >= 0:
            todo += [(tree.one[node], depth + 1, "1: "), (tree.zero[node], depth + 1, "0: ")]
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 3]}..."
