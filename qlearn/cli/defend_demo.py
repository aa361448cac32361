"""qlearn defend demo:DATASET/MODEL: our attacks run behind defences, and what each defence costs those who use the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from ..errors import BadArgument
from ..formulas import whole
from .output import json_file, ready, write_json

BUDGET = 5000  # queries, unless --queries says otherwise


def measured(
    name: str, stacks: tuple[str, ...], queries: int | None, others: Mapping[str, Any], picture: Path | None, json: str | None
) -> None:
    """Print, draw or write the cost of extraction against utility.

    `others` are options that theorems take; `BadArgument` if one was given.
    """
    from ..extraction.defended import STACKS, cost_against_utility
    from ..report.defences import draw, table

    given = [option for option, value in others.items() if value]
    if given:
        raise BadArgument(f"--{given[0]} is for theorems about a class; behind a demo's defences attacks are run and measured")
    budget = BUDGET if queries is None else whole(queries, "queries", least=1)
    ready(picture, json_file(json))
    console = Console(stderr=json == "-", highlight=False)
    with console.status("") as status:
        found = cost_against_utility(
            name.removeprefix("demo:"), stacks or STACKS, budget=budget, say=lambda text: status.update(Text(text))
        )
    if picture is not None:
        draw(found, picture)
    if json is not None:
        write_json(found, json)
    else:
        console.print(table(found))
