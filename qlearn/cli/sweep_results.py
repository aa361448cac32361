"""qlearn sweep query, export and fit: what a store says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from ..errors import BadArgument
from .output import JsonTarget, json_file, ready, write_json

STORE = Path("sweeps.sqlite")


def query(sql: str, *, store: Path = STORE, json: JsonTarget = None) -> None:
    """Ask a store in SQL.  Nothing in it can be changed by it.

    Tables: `runs`, one row a cell with sizes, counts and bounds as JSON; `cells`, the same with columns of their own (size_d,
    count_membership, bound_membership, lower_membership, ...); `provenance`.

    Parameters
    ----------
    sql
        A SELECT, such as "select learner, size_d, max(ratio) from cells group by 1, 2".
    store
        The SQLite file.
    json
        Write the rows as JSON to this file, '-' for standard output.
    """
    from ..sweeps import Store

    ready(json_file(json))
    with Store(store, create=False) as kept:
        columns, rows = kept.query(sql)
    if json is not None:
        write_json({"rows": [dict(zip(columns, row, strict=True)) for row in rows]}, json)
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(*columns, box=SIMPLE_HEAD, show_edge=False)
    for row in rows:
        table.add_row(*(Text("-" if value is None else str(value)) for value in row))
    Console().print(table)


def export(*, out: Path, store: Path = STORE, sweep: str | None = None) -> None:
    """Write a store's cells as a Parquet file, with a column for each size and each kind of query.

    Parameters
    ----------
    out
        The file, such as cells.parquet.
    store
        The SQLite file.
    sweep
        Only the cells of the sweep with this name.
    """
    from ..sweeps import Store
    from ..sweeps.export import to_parquet

    ready(out)
    with Store(store, create=False) as kept:
        rows = kept.rows() if sweep is None else kept.rows("sweep = ?", [sweep])
        written = to_parquet(rows, out)
    Console(stderr=True).print(Text(f"{written} cells written to {out}"), soft_wrap=True)


def fit(
    learner: str,
    *,
    against: list[str] | None = None,
    over: list[str] | None = None,
    kind: str | None = None,
    teacher: str | None = None,
    sweep: str | None = None,
    store: Path = STORE,
    json: JsonTarget = None,
) -> None:
    """Hold a learner's counts against candidate bounds: with which they are compatible, with which not, and why.

    Parameters
    ----------
    learner
        Its name.
    against
        A candidate such as "d*ln(1/eps)" or "d**2"; several are given by repeating --against.  The usual ones if none is.
    over
        The sizes to look at, by repeating --over; all that vary if none is named.
    kind
        The kind of query, if it asks several.
    teacher
        Only the runs against this teacher; needed where a sweep has several.
    sweep
        Only the cells of the sweep with this name.
    store
        The SQLite file.
    json
        Write all evidence as JSON to this file, '-' for standard output.
    """
    from ..fits.compare import compare
    from ..sweeps import Store

    ready(json_file(json))
    with Store(store, create=False) as kept:
        rows = [row for row in kept.rows("learner = ? AND rounds IS NOT NULL", [learner]) if sweep in (None, row["sweep"])]
    rows = [row for row in rows if teacher in (None, row["teacher"])]
    found = compare(rows, against, kind=_kind(learner, rows, kind), over=over)
    if json is not None:
        write_json(found.as_json(), json)
        return
    console = Console(highlight=False)
    console.print(Text(f"{learner}, {found.observations} runs: {found.conclusion}\n"))
    for fitted in found.fitted:
        console.print(Text(f"- {fitted}"))


def _kind(learner: str, rows: list[dict[str, Any]], asked: str | None) -> str:
    """The kind to count; the rows must be of one experiment."""
    if not rows:
        raise BadArgument(f"the store has no finished run of {learner}; run a sweep of it first")
    for axis in ("teacher", "noise", "code"):
        if len(values := sorted({row[axis] for row in rows})) > 1:
            ask = "name one with --teacher" if axis == "teacher" else "name the sweep, or take another --store"
            raise BadArgument(
                f"these runs of {learner} differ in more than size and seed: {axis} is {', '.join(values)}; {ask}"
            )
    kinds = sorted({kind for row in rows for kind in row["counts"]})
    if asked is None and len(kinds) != 1:
        raise BadArgument(f"{learner} asks {', '.join(kinds) or 'nothing'}: say which with --kind")
    return asked or kinds[0]
