"""Results for other programs: a Parquet file, which DuckDB, pandas and the rest read as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import BadArgument
from ..whole_files import replacing
from .flat import frame


def to_parquet(rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write rows, flat, whole or not at all; how many.  Raises `BadArgument` where there are none, or no file can be made."""
    table = frame(rows)
    if not len(table):
        raise BadArgument(f"there is nothing to write to {path}: no row of the store is asked for")
    for name in table.columns:  # a size may be a number for one learner and text for another, a column has one type
        if table[name].map(type).nunique() > 1 and table[name].map(lambda value: isinstance(value, str)).any():
            table[name] = table[name].map(lambda value: value if value is None or value != value else str(value))
    with replacing(path, "choose another place with --out") as part:
        table.to_parquet(part, index=False)
    return len(table)
