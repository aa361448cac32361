"""What a learner's counts are compatible with, in sentences, where enough was measured to tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ...catalogue import Learner
from ...errors import BadArgument
from ...fits.candidates import of_theorem, usual
from ...fits.compare import compare
from ...fits.rule import DOUBLINGS
from .measured import JUDGED, Row, asked, numbers

FEWEST = 4  # values of a size


def fitted(learner: Learner[..., Any], rows: Iterable[Row]) -> list[str]:
    """A sentence a kind of query and teacher: its own bounds and the usual candidates, held against the counts.

    None where no size doubles often enough for a verdict: a page of 'undecided' tells nobody anything.
    """
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row["status"] in JUDGED and row["counts"]:
            groups.setdefault((row["sweep"], row["teacher"], row["noise"]), []).append(row)
    return [line for (_, teacher, _), group in groups.items() for line in _lines(learner, teacher, group)]


def _lines(learner: Learner[..., Any], teacher: str, rows: Sequence[Row]) -> list[str]:
    values = {name: {numbers(asked(row)).get(name) for row in rows} for name in numbers(asked(rows[0]))}
    varying = [name for name, several in values.items() if len(several) > 1]
    long = [name for name in varying if len(values[name]) >= FEWEST and _far(values[name])]
    if not long:
        return []
    found = []
    for kind in sorted(learner.theorem.kinds, key=lambda kind: kind.kind):
        small = [name for name in varying if max(value for value in values[name] if value is not None) < 1]
        tried = [*of_theorem(learner.theorem, kind), *(usual(varying, small) if len(varying) <= 2 else ())]
        try:
            said = compare(rows, tried, kind=kind.kind, over=[*varying, *_others(tried, varying, rows)]).conclusion
        except BadArgument:  # counts that are 0 throughout, or a bound in sizes that no row has
            continue
        found.append(f"{kind.kind} queries against the teacher '{teacher}': {said}")
    return found


def _far(values: Iterable[Any]) -> bool:
    known = [value for value in values if value]
    return bool(known) and max(known) >= min(known) * 2 ** int(DOUBLINGS)


def _others(tried: Sequence[Any], varying: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Sizes that stay the same and that the bounds are stated in."""
    named = dict.fromkeys(name for candidate in tried for name in candidate.sizes)
    return [name for name in named if name not in varying and len({str(row["sizes"].get(name)) for row in rows}) == 1]
