"""Where results go: tables for people on standard output, JSON for machines."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from ..errors import BadArgument

JsonTarget = Annotated[str | None, Parameter(allow_leading_hyphen=True)]  # '-' is a value, not an option


def fact(table: Table, name: str, says: str) -> None:
    """A row of a report.  What it says is text, brackets and all, not rich's markup."""
    table.add_row(Text(name, style="bold"), Text(says))


def ready(*places: Path | None) -> None:
    """Make sure that files can be written before queries are paid for.  Raises `BadArgument` where one cannot."""
    for place in places:
        if place is None:
            continue
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadArgument(f"cannot write to {place}: {error.strerror}; choose another place") from None
        if place.is_dir() or not os.access(place.parent, os.W_OK):
            raise BadArgument(f"cannot write to {place}: no file can be made there; choose another place")


def json_file(where: str | None) -> Path | None:
    """The file that `--json` names; None if it names none, or standard output.  Raises `BadArgument` for another option."""
    if where in (None, "-"):
        return None
    if where.startswith("-"):
        raise BadArgument(f"--json takes a file, or '-' for standard output, got {where}")
    return Path(where)


def write_json(value: Any, where: str) -> None:
    """One JSON object to a file, or to standard output if `where` is '-'.  Raises `BadArgument` if it cannot be written."""
    text, file = json.dumps(value, indent=2) + "\n", json_file(where)
    if file is None:
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadArgument(f"cannot write JSON to {where}: {error.strerror}") from None
