"""A row's JSON in columns of its own: as an SQL view, and for data frames."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .schema import JSON

NAMES = {  # column of JSON -> how its columns are called, and the path of what stands under a name
    "sizes": ("size", '$."{}"'),
    "counts": ("count", '$."{}"'),
    "bounds": ("bound", '$."{}"[0].limit'),
    "lower": ("lower", '$."{}".limit'),
}


def number(text: Any) -> Any:
    """'1/100' as .01, for comparing and drawing; what is no number stays as it is.

    >>> number("1/100"), number(7), number(2**70), number("simple")
    (0.01, 7, 1.1805916207174113e+21, 'simple')
    """
    if not isinstance(text, str | int) or (isinstance(text, int) and abs(text) < 2**63):  # more no column of integers holds
        return text
    try:
        return float(Fraction(text))
    except (ValueError, ZeroDivisionError, OverflowError):
        return text


def flatten(db: sqlite3.Connection) -> None:
    """Make the view `cells`, with a column for every size and every kind of query there is."""
    db.create_function("number", 1, number, deterministic=True)
    columns = [name for (name,) in db.execute("SELECT name FROM pragma_table_info('runs')") if name not in JSON]
    for column, (prefix, path) in NAMES.items():
        names = db.execute(f"SELECT DISTINCT entry.key FROM runs, json_each(runs.{column}) AS entry ORDER BY 1")
        for (name,) in names.fetchall():
            at, called = path.format(name).replace("'", "''"), f"{prefix}_{name}".replace('"', '""')
            columns.append(f"number(json_extract({column}, '{at}')) AS \"{called}\"")
    db.execute("DROP VIEW IF EXISTS temp.cells")
    db.execute(f"CREATE TEMP VIEW cells AS SELECT {', '.join(columns)} FROM runs")


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of a store as plain columns."""
    plain = {name: value for name, value in row.items() if name not in JSON}
    sizes = {f"size_{name}": number(value) for name, value in row["sizes"].items()}
    counts = {f"count_{kind}": count for kind, count in row["counts"].items()}
    bounds = {f"bound_{kind}": number(several[0]["limit"]) for kind, several in row["bounds"].items()}
    lower = {f"lower_{kind}": number(said["limit"]) for kind, said in (row["lower"] or {}).items()}
    return {**plain, **sizes, **counts, **bounds, **lower}


def frame(rows: Iterable[Mapping[str, Any]]) -> Any:
    """Rows as a pandas DataFrame, one a cell; a size or kind that a learner has not is missing there (NaN)."""
    import pandas

    return pandas.DataFrame([flat(row) for row in rows])
