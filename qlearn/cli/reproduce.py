"""qlearn reproduce: the paper's tables and figures run again, its numbers beside ours."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from ..errors import BadArgument, unknown
from .output import JsonTarget, json_file, ready, write_json

NAMES = ("fig3", "fig4", "fig5", "fig6", "table2", "table3", "table4", "table5", "table67")
OF_TABLE_3 = "--data, --methods, --labels and --seeds"


def reproduce(
    what: str,
    *,
    quick: bool = False,
    data: tuple[str, ...] = (),
    methods: tuple[str, ...] = (),
    labels: int | None = None,
    seeds: int | None = None,
    store: Path | None = None,
    workers: int | None = None,
    picture: Path | None = None,
    document: Path | None = None,
    json: JsonTarget = None,
) -> None:
    """Run tables and figures of Chandrasekaran et al. 2020 again, and set ours beside the paper's.

    Parameters
    ----------
    what
        fig3 (VSA), fig4 (DC2), fig5 and fig6 (the randomised model), table2 (Lowd-Meek), table3 (kernel machines), table4
        (trees), table5 (a stop by stability), table67 (Hotelling's T^2; figure 7), or all.
    quick
        Few cells and few runs: all of them in under two minutes.
    data
        Of table3 alone: which machines (breast-cancer, digits, digits-pca, wine, diabetes, moons, adult-like, mushroom-like).
    methods
        Of table3 alone: which methods of retraining; passive, adaptive, eat and the two that took the fewest labels.
    labels
        Of table3 alone: the budget of each run (280).
    seeds
        Of table3 alone: how many runs of each (3): another split of the data, other questions.
    store
        A file of finished runs: what is in it is not run again, so an interrupted table goes on where it was.
    workers
        How many processes share the runs, by default one for each processor; the results do not depend on it.
    picture
        Draw the figure, or the curves of table3, to this file, .svg or .png.
    document
        Write every row as markdown to this file, and the pictures to a folder of the same name beside it.
    json
        Write everything as JSON to this file, '-' for standard output.
    """
    if what not in (*NAMES, "all"):
        raise unknown("table", what, (*NAMES, "all"))
    share = (os.cpu_count() or 1) if workers is None else workers
    ready(store, picture, document, json_file(json))
    console = Console(stderr=json == "-")
    if what == "table3" and document is None:
        _table3(console, (quick, data, methods, labels, seeds), store, share, picture, json)
        return
    if data or methods or labels is not None or seeds is not None:
        raise BadArgument(f"{OF_TABLE_3} are for table3 alone, without --document; {what} has its own plan, and --quick")
    if picture is not None and what == "all":
        raise BadArgument("--picture draws one figure, such as fig3; all of them are drawn beside --document")
    _several(console, NAMES if what == "all" else (what,), quick, store, share, picture, document, json)


def _several(
    console: Console, names: tuple[str, ...], quick: bool, store: Path | None, workers: int, picture: Path | None,
    document: Path | None, json: str | None,
) -> None:  # fmt: skip
    from ..report.reproduced import reproduced_tables, write_document
    from ..report.reproduced_pictures import check_picture, draw_rows
    from ..reproduction.running import TABLES, reproduced

    if picture is not None:
        check_picture(TABLES[names[0]].title, TABLES[names[0]].picture, picture)
    with console.status("") as status:
        found = reproduced(names, quick=quick, store=store, workers=workers, say=lambda text: status.update(Text(text)))
    if picture is not None:
        draw_rows(found["tables"][names[0]], picture)
    if document is not None:
        write_document(found, document)
    if json is not None:
        write_json(found, json)
        return
    for table in reproduced_tables(found):
        console.print(table)


def _table3(
    console: Console, chosen: tuple[Any, ...], store: Path | None, workers: int, picture: Path | None, json: str | None
) -> None:
    from ..report.reproduction import draw, tables
    from ..reproduction.running import machines_again
    from ..reproduction.table3 import QUICK, Plan

    quick, data, methods, labels, seeds = chosen
    usual = QUICK if quick else Plan()
    plan = replace(
        usual,
        data=data or usual.data,
        methods=methods or usual.methods,
        labels=usual.labels if labels is None else labels,
        seeds=usual.seeds if seeds is None else seeds,
    )
    with console.status("") as status:
        found = machines_again(plan, store, workers, lambda text: status.update(Text(text)))
    if picture is not None:
        draw(found, picture)
    if json is not None:
        write_json(found, json)
        return
    for table in tables(found):
        console.print(table)
    for trap in found["traps"]:
        console.print(Text(f"- {trap}"))
