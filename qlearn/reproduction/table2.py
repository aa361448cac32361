"""Table 2 again: the search of Lowd and Meek along one weight after another, and how much slower it is than DC2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .fig4 import NO_NOISE
from .linear_targets import DELTA, Target, extracted, half_space, made, title
from .table import Cell, Entry, Result, Row, Table, compared, grouped

PAPER = {"wine": (189, 0.071, 1.67), "breast-cancer": (940, 0.162, 3.19), "digits": (1879, 0.665, 2.62)}  # queries, eps, slower
REACHED = "eps that the paper reached"
AIMED = 0.01
METHODS = {"Lowd-Meek": "linear.lowd_meek", "boundary points": "linear.boundary_points"}
NOTES = {
    "Lowd-Meek": "searches from a row of each class, and seeks the offset too; ours bisects each ratio to the largest weight,"
    " where the published one doubles its steps along lines",
    "boundary points": "ours, from the same two rows",
}
RUNS = 10


def cells(quick: bool) -> list[Cell]:
    found = [
        {"table": "table2", "data": name, "method": method, "eps": eps, "seed": seed, "v": 1}
        for name in (tuple(PAPER)[:1] if quick else PAPER) for method in METHODS
        for eps in (PAPER[name][1], AIMED) for seed in range(2 if quick else RUNS)
    ]  # fmt: skip
    own = {(cell["data"], cell["seed"]): cell | {"method": "DC2", "eps": AIMED} for cell in found}
    return found + list(own.values())


def run(cell: Cell) -> Result:
    target = half_space(cell["data"], cell["seed"])
    if cell["method"] == "DC2":
        told = tuple(target.w.tolist())
        plan = {"eps": AIMED, "rho": NO_NOISE, "delta": DELTA, "target": told}
        return extracted("linear.dc2_truth_known", target, **plan, seed=cell["seed"])
    return extracted(METHODS[cell["method"]], target, eps=cell["eps"], **instances(target, cell["seed"]))


def instances(target: Target, seed: int) -> dict[str, Any]:
    """A row that the target labels positive and one that it labels negative."""
    said = target.rows @ target.w >= 0
    coins = np.random.default_rng((2, seed))
    return {
        name: tuple(target.rows[coins.choice(np.flatnonzero(said == label))].tolist())
        for name, label in (("positive", True), ("negative", False))
    }


def rows(entries: Sequence[Entry]) -> list[Row]:
    found = []
    dc2 = {(e["cell"]["data"], e["cell"]["seed"]): e["queries"] for e in entries if e["cell"]["method"] == "DC2"}
    for (name, method, eps), runs in grouped(entries, "data", "method", "eps"):
        if method == "DC2":
            continue
        queries, reached, slower = PAPER[name]
        note = NOTES[method]
        if eps == AIMED:
            note += "; the eps that the paper's slowdown divides by, which its Lowd-Meek did not reach"
        elif name == "breast-cancer" and method == "Lowd-Meek":
            note += "; trap 7: the paper's text says 970 for 940"
        counts, errors = [e["queries"] for e in runs], [e["error"] for e in runs]
        found.append(
            compared(title(name), method, f"eps = {eps:g}", "queries", counts, queries if eps == reached else None, note)
        )
        note = f"largest error of these runs {max(errors):.3g}"
        found.append(
            compared(title(name), method, f"eps = {eps:g}", "geometric error", errors, eps if eps == reached else None, note)
        )
        ratios = [e["queries"] / dc2[name, e["cell"]["seed"]] for e in runs]
        note = f"against DC2 at eps = {AIMED}, rho = 0, stopped by the truth, on the same targets"
        found.append(
            compared(title(name), method, f"eps = {eps:g}", "times DC2", ratios, slower if eps == reached else None, note)
        )
    return found


TABLE_2 = Table(
    title="Table 2: Lowd and Meek, and how much slower than DC2",
    cells=cells,
    run=run,
    rows=rows,
    traps=(
        made(PAPER),
        "The paper's slowdown sets an attack that ended at an error of 0.07 to 0.67 against one that ended at 0.01.  Here both:"
        " Lowd-Meek at the paper's error and at 0.01.",
        "Lowd-Meek starts from an instance of each label; DC2 needs none.",
    ),
)
