"""Results for other programs: a Parquet file, which DuckDB, pandas and the rest read as it is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import BadArgument
from .flat import frame


def to_parquet(rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write rows, flat, whole or not at all; how many.  Raises `BadArgument` where there are none, or no file can be made."""
    table = frame(rows)
    if not len(table):
        raise BadArgument(f"there is nothing to write to {path}: no row of the store is asked for")
    for name in table.columns:  # a size may be a number for one learner and text for another, a column has one type
        if table[name].map(type).nunique() > 1 and table[name].map(lambda value: isinstance(value, str)).any():
            table[name] = table[name].map(lambda value: value if value is None or value != value else str(value))
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            table.to_parquet(part.name, index=False)
        os.replace(part.name, path)
    except OSError as error:
        raise BadArgument(f"cannot write {path}: {error.strerror or error}; choose another place with --out") from None
    return len(table)
