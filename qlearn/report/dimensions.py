"""The dimensions of a class as JSON and as a table."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..dimensions.exactness import would_take
from ..dimensions.measured import Dimensions
from ..dimensions.quantities import GAMES, QUANTITIES
from ..dimensions.witnesses import (
    Adversary,
    Chain,
    Counted,
    From,
    Labelling,
    Lessons,
    LessonTree,
    Packing,
    Packings,
    Searched,
    Shattered,
    Specified,
    Specifying,
    Star,
    Strategy,
    Subclass,
    Tree,
    Uncorrelated,
    Witness,
)
from ..dimensions.written import FORMAT, as_plain


def as_json(found: Dimensions) -> dict[str, Any]:
    """Values that are known (null otherwise), brackets, what exactness would take, witnesses and the class.

    Counts of equivalence queries include the last one, which is answered yes.
    """
    c = found.of
    brackets = {
        name: [as_plain(side + QUANTITIES[name].final) for side in (bracket.lo, bracket.hi)]
        for name, bracket in found.values.items()
    }
    exact = {name: lo if lo == hi else None for name, (lo, hi) in brackets.items()}
    return {
        "qlearn": FORMAT,
        **{name: value for name, value in exact.items() if name not in GAMES},
        "teaching_each": [as_plain(b.value) for b in found.teaching_each],
        "certificates": None if found.certificates is None else {str(k): count for k, count in found.certificates.items()},
        "minimax": {name: exact[name] for name in GAMES if name in exact},
        "brackets": brackets,
        "would_take": {name: would_take(name, found) for name, bracket in found.values.items() if not bracket.exact},
        "witnesses": {
            name: {"at_least": as_plain(b.at_least), "at_most": as_plain(b.at_most)} for name, b in found.values.items()
        },
        "class": {
            "name": c.name,
            "points": list(c.points),
            "notes": list(c.notes),
            "rows": [c.text(i) for i in range(c.N)],
        },
    }


def table(found: Dimensions) -> Any:
    """A row a quantity: its value or bracket, and what shows either side."""
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False)
    for title in ("", "value", "at least, because", "at most, because"):
        made.add_column(title)
    for name, b in found.values.items():
        final = QUANTITIES[name].final
        value = short(b.lo + final) if b.exact else f"{short(b.lo + final)} to {short(b.hi + final)}"
        low, high = (spelled(w, found.of.points) for w in (b.at_least, b.at_most))
        made.add_row(Text(QUANTITIES[name].says), Text(value, style="bold" if b.exact else "yellow"), Text(low), Text(high))
    return made


def short(value: int | Fraction) -> str:
    """A whole number, or a fraction with its decimals."""
    return str(value) if value.denominator == 1 else f"{value} = {float(value):.3f}"


def spelled(witness: Witness, points: tuple[str, ...]) -> str:
    """A witness in a few words."""
    match witness:
        case Counted():
            return witness.by
        case Searched():
            return f"{witness.positions} positions searched ({witness.how})" if witness.positions else witness.how
        case From():
            return witness.theorem
        case Shattered() if witness.points:
            return f"shattered: {_named(witness.points, points)}"
        case LessonTree():
            return f"a tree's ways, {max(map(len, witness.lessons))} points of each"
        case Tree():
            return f"a tree of {len(witness.points)} queries, {witness.depth} deep"
        case Specifying():
            return f"these points say it: {_named(witness.points, points)}"
        case Specified():
            return f"hardest labelling {_cut(witness.hardest.labels)}"
        case Labelling() | Packing():
            return f"answers {_cut(witness.labels)}"
        case Lessons():
            return f"points for each concept, {max(map(len, witness.sets), default=0)} at most"
        case Packings():
            return f"disjoint differences from each, {max(map(len, witness.each), default=0)} at most"
        case Star():
            return f"{len(witness.points)} neighbours of {_cut(witness.labels)}"
        case Strategy():
            return f"a strategy of {len(witness.moves)} positions"
        case Adversary():
            return f"an adversary's {len(witness.replies)} positions"
        case Subclass() | Uncorrelated():
            return f"{len(witness.concepts)} concepts"
        case Chain():
            return f"thresholds on {_named(witness.points, points)}"
    return type(witness).__name__.lower()


def _named(chosen: tuple[int, ...], points: tuple[str, ...]) -> str:
    return _cut(" ".join(points[x] for x in chosen))


def _cut(text: str) -> str:
    return text if len(text) <= 34 else f"{text[:31]}..."
