"""The rows of a sweep's store, for the page."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from ...errors import BadArgument

DECODED = ("config", "sizes", "counts", "bounds", "lower")


def stored(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of table `runs` with their JSON columns decoded, and every provenance they name.

    Raises `BadArgument` for a file that is absent or no such store.
    """
    import sqlite3

    if not path.is_file():
        raise BadArgument(f"there is no store {path}; qlearn sweep FILE --store {path} makes one")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            opened.row_factory = sqlite3.Row
            rows = [_decoded(dict(row)) for row in opened.execute("select * from runs order by learner, rowid")]
            machines = [json.loads(text) for (text,) in opened.execute("select json from provenance order by id")]
    except (sqlite3.Error, ValueError) as fault:
        raise BadArgument(f"{path} is no store of a sweep: {fault}") from None
    return rows, machines


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: json.loads(value) if name in DECODED and isinstance(value, str) else value for name, value in row.items()}
