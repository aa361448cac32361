"""qlearn reproduce table3: the paper's table run again, its figures beside ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..errors import unknown
from .output import JsonTarget, json_file, ready, write_json

TABLES = ("table3",)


def reproduce(
    what: str,
    *,
    quick: bool = False,
    data: tuple[str, ...] = (),
    methods: tuple[str, ...] = (),
    labels: int | None = None,
    seeds: int | None = None,
    store: Path | None = None,
    picture: Path | None = None,
    json: JsonTarget = None,
) -> None:
    """Run a table of Chandrasekaran et al. 2020 again, by the same rules for all methods.

    Parameters
    ----------
    what
        table3: machines with a Gaussian kernel, extracted from labels by retraining.
    quick
        Two machines, two methods and two runs, in under two minutes.
    data
        Which machines (breast-cancer, digits, digits-pca, wine, diabetes, moons, adult-like, mushroom-like); all of them.
    methods
        Which methods of retraining; passive, adaptive, eat and the two that took the fewest labels.
    labels
        The budget of each run (280).
    seeds
        How many runs of each (3): another split of the data, other questions.
    store
        A file of finished runs: what is in it is not run again, so an interrupted table goes on where it was.
    picture
        Draw the curves to this file, .svg or .png.
    json
        Write everything as JSON to this file, '-' for standard output.
    """
    from ..report.reproduction import draw, tables
    from ..reproduction.table3 import QUICK, Plan, table3

    if what not in TABLES:
        raise unknown("table", what, TABLES)
    usual = QUICK if quick else Plan()
    plan = replace(
        usual,
        data=data or usual.data,
        methods=methods or usual.methods,
        labels=usual.labels if labels is None else labels,
        seeds=usual.seeds if seeds is None else seeds,
    )
    ready(store, picture, json_file(json))
    console = Console(stderr=json == "-")
    with console.status("") as status:
        found = table3(plan, store, say=lambda text: status.update(Text(text)))
    if picture is not None:
        draw(found, picture)
    if json is not None:
        write_json(found, json)
        return
    for table in tables(found):
        console.print(table)
    for trap in found["traps"]:
        console.print(Text(f"- {trap}"))
