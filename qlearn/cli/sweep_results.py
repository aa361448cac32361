"""qlearn sweep query, export and fit: what a store says."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

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
