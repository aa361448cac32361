"""Reproduced tables for people: ours beside the paper's, on a terminal and as a document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from ..errors import BadArgument
from .reproduced_pictures import draw_rows

Found = Mapping[str, Any]  # what `qlearn.reproduction.running.reproduced` returns
HEAD = ("cell", "unit", "paper", "ours", "95 % interval", "deviation", "runs")
HOW = (
    "Each row sets our runs beside the number that the paper prints: the mean, Student's 95 % interval of the mean (for"
    " table 3 one from resampled runs), and the deviation, ours / theirs - 1.  An empty place: the paper prints no number"
    " there, one run has no interval, or ours was not reached within our budget, as its note says.  A 'trap' is what whoever"
    " runs the paper again should know, said where it bears.  Nothing here is typed but the paper's numbers."
)


def reproduced_tables(found: Found) -> list[Table]:
    """A table for each of the paper's, notes by number below it."""
    return [_terminal(name, table) for name, table in found["tables"].items()]


def _terminal(name: str, table: Found) -> Table:
    rows, notes = _written(table), list[str]()
    shown = Table(
        title=Text(f"{name}. {table['title']}{_how(table)}"), box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left"
    )
    for i, head in enumerate((*HEAD, "note")):
        shown.add_column(head, justify="right" if 1 < i < 7 else "left")
    for row in rows:
        parts = row["note"].split("; ") if row["note"] else []
        notes += [part for part in parts if part not in notes]
        numbers = " ".join(str(notes.index(part) + 1) for part in parts)
        shown.add_row(*map(Text, (*written(row), numbers)))
    said = [f"{i}. {note}" for i, note in enumerate(notes, 1)] + [f"- {trap}" for trap in table["traps"]]
    shown.caption, shown.caption_justify = Text("\n".join(said)), "left"
    return shown


def _written(table: Found) -> list[Mapping[str, Any]]:
    return [row for row in table["rows"] if not row.get("drawn_only")]


def _how(table: Found) -> str:
    return f" ({'QUICK: few cells, few runs' if table['quick'] else 'in full'}, {table['runs']} runs)"


def written(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A row as text: cell, unit, paper, ours, interval, deviation, runs.

    >>> row = {"cell": "wine (13)", "unit": "queries", "paper": 105, "ours": 90.5, "low": 80.0, "high": 101.0,
    ...        "deviation": -0.138, "runs": 4}
    >>> written(row)
    ('wine (13)', 'queries', '105', '90.5', '[80, 101]', '-14 %', '4')
    """
    ends = [number(row[end]) for end in ("low", "high")]
    interval = f"[{ends[0] or '?'}, {ends[1] or '?'}]" if any(ends) else ""
    deviation = row["deviation"]
    share = "" if deviation is None else f"{100 * deviation:+.{1 if abs(deviation) < 0.0995 else 0}f} %"
    return row["cell"], row["unit"], number(row["paper"]), number(row["ours"]), interval, share, str(row["runs"])


def number(x: float | None) -> str:
    """Four digits before the point in full, else three that count.

    >>> [number(x) for x in (None, 0, 36546, 36546.2, 90.54, 105.4, 0.00039, 2.0)]
    ['', '0', '36,546', '36,546', '90.5', '105', '0.00039', '2']
    """
    if x is None:
        return ""
    if abs(x) >= 99.95:
        return f"{x:,.0f}"
    return f"{x:.3g}" if x and math.isfinite(x) else f"{x:g}"


def write_document(found: Found, path: Path) -> list[Path]:
    """Markdown with every row, and pictures in a folder of the same name beside it; returns what was written."""
    folder = path.with_suffix("")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pictures = {}
        for name, table in found["tables"].items():
            if table["picture"] is not None:
                pictures[name] = draw_rows(table, folder / f"{name}.svg")
        path.write_text(document(found, {name: f"{folder.name}/{file.name}" for name, file in pictures.items()}), "utf-8")
    except OSError as error:
        raise BadArgument(f"cannot write the document to {path}: {error.strerror}; choose another place") from None
    return [path, *pictures.values()]


def document(found: Found, pictures: Mapping[str, str]) -> str:
    """The whole as markdown, with these pictures."""
    tables = found["tables"]
    parts = [
        "# The paper's tables, run again",
        f"{found['source']}.  Made by `qlearn reproduce all --document docs/reproduction.md`; do not edit.",
        HOW,
        "\n".join(f"- [{table['title']}](#{name}){_how(table)}" for name, table in tables.items()),
    ]
    for name, table in tables.items():
        parts += [f"## {name}", f"{table['title']}{_how(table)}."]
        parts += [f"![{table['title']}]({pictures[name]})"] if name in pictures else []
        parts += ["\n".join(f"- {trap}" for trap in table["traps"]), _markdown(_written(table))]
    return "\n\n".join(parts) + "\n"


def _markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = [f"| {' | '.join((*HEAD, 'note'))} |", "|" + "---|" * 2 + "---:|" * 5 + "---|"]
    lines += [f"| {' | '.join(part.replace('|', chr(92) + '|') for part in (*written(row), row['note']))} |" for row in rows]
    return "\n".join(lines)
