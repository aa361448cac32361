"""Table 4 again: a decision tree from the names of its leaves, against importance-weighted active learning from labels."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

import numpy as np

from ..driver import run as asked
from ..learners.trees.iwal import one_block
from ..learners.trees.path_finding import path_finding
from ..learners.trees.stream import Bought
from ..queries import Leaf
from ..teachers import Function
from .table import Cell, Entry, Result, Row, Table, compared, grouped
from .tree_targets import SHAPES, TreeTarget, tree_target

PAPER = {  # the oracle's accuracy in percent, queries of path finding, queries of IWAL, IWAL's accuracy in percent
    "adult-like": (81.2, 18323, 244188, 80.2),
    "steak-like": (52.1, 5205, 1334, 73.1),
    "iris": (86.8, 246, 361, 89.4),
    "gss-like": (79.0, 18907, 254892, 79.3),
}
STREAM = {"adult-like": 250_000, "steak-like": 4000, "iris": 2000, "gss-like": 250_000}  # points, at most
RUNS = {"adult-like": 3, "steak-like": 8, "iris": 8, "gss-like": 3}
C0 = 8.0  # the authors' choice
START, LEAVES, LEAST = 8, 1000, 0.05
JUDGED = 4000  # uniform points that fidelity is measured on


def cells(quick: bool) -> list[Cell]:
    data = ("iris",) if quick else tuple(PAPER)
    return [
        {"table": "table4", "data": name, "stream": 600 if quick else STREAM[name], "seed": seed, "v": 1}
        for name in data for seed in range(2 if quick else RUNS[name])
    ]  # fmt: skip


def run(cell: Cell) -> Result:
    target = tree_target(cell["data"], cell["seed"])
    tree = target.tree
    leaves = asked(path_finding(tree.axes), Function(tree.leaves))
    found = tree.label[leaves.hypothesis(target.held)]  # its labels are the leaves' names
    return {
        "oracle": target.accuracy, "leaves": int((tree.left < 0).sum()),
        "path_finding": leaves.ledger[Leaf], "path_finding_agrees": float((found == tree(target.held)).mean()),
        "curve": stream(target, cell["stream"], cell["seed"]),
    }  # fmt: skip


def stream(target: TreeTarget, most: int, seed: int) -> list[dict[str, float]]:
    """What IWAL's tree is after each block of the stream: labels bought, accuracy, agreement on data and on uniform points."""
    tree, axes = target.tree, target.tree.axes
    uniform = axes.at(axes.drawn(np.random.default_rng((9, seed)), JUDGED))
    sample = Bought(axes, tree.classes, np.random.default_rng((4, seed)))
    _answered(sample.buy(axes.drawn(sample.rng, START), np.ones(START)), tree)
    copy, found = sample.tree(LEAVES, seed), []
    while sample.drawn < most:
        places = axes.drawn(sample.rng, min(max(1, sample.drawn // 4), most - sample.drawn))
        copy = _answered(one_block(sample, copy, places, LEAVES, LEAST, C0, seed), tree)
        held = copy(target.held)
        shares = (held == target.labels, held == tree(target.held), copy(uniform) == tree(uniform))
        accuracy, data, law = (round(float(share.mean()), 5) for share in shares)
        found.append({"labels": len(sample.labels), "accuracy": accuracy, "data": data, "uniform": law})
    return found


def _answered(talk: Generator[Any, Any, Any], label: Callable[[Any], Any]) -> Any:
    """A dialogue to its end, without a transcript: there are hundreds of thousands of points in it."""
    try:
        query = next(talk)
        while True:
            query = talk.send(label(query.points))
    except StopIteration as stop:
        return stop.value


def reached(entry: Entry, short: float) -> int | None:
    """Labels bought when the copy's accuracy is no more than `short` below the oracle's, and stays so; None if it never is."""
    found = None
    for at in reversed(entry["curve"]):
        if at["accuracy"] < entry["oracle"] - short:
            break
        found = int(at["labels"])
    return found


def rows(entries: Sequence[Entry]) -> list[Row]:
    found = []
    for (name, most), runs in grouped(entries, "data", "stream"):
        oracle, paths, queries, accuracy = PAPER[name]
        panel = f"{name} ({SHAPES[name].rows} x {SHAPES[name].columns}, {SHAPES[name].classes} classes)"
        real = "" if name == "iris" else "drawn in the shape of the original, noise set to come near its accuracy"
        found.append(compared(panel, "oracle", None, "accuracy %", [100 * e["oracle"] for e in runs], oracle, real))
        note = f"{min(e['leaves'] for e in runs)} to {max(e['leaves'] for e in runs)} leaves; exact: agrees on"
        note += f" {min(e['path_finding_agrees'] for e in runs):.0%} of held-out rows.  Ours steps to neighbours only"
        found.append(compared(panel, "path finding", None, "queries", [e["path_finding"] for e in runs], paths, note))
        found += _iwal(panel, runs, most, (oracle, queries, accuracy))
    return found


def _iwal(panel: str, runs: Sequence[Entry], most: int, printed: tuple[float, int, float]) -> Iterator[Row]:
    oracle, queries, accuracy = printed
    short = max(0.0, oracle - accuracy)
    counts = [count for e in runs if (count := reached(e, short / 100)) is not None]
    aim = f"{short:.1f} points below the oracle's, as the paper's" if short else "that of the oracle"
    note = f"until its accuracy is, and stays, {aim}"
    if len(counts) < len(runs):  # a mean of the others would flatter
        note += f"; {len(runs) - len(counts)} of {len(runs)} runs were not within {most} points"
        counts = []
    yield compared(panel, "IWAL", "until as accurate", "queries", counts, queries, note) | {"runs": len(runs)}
    last = [e["curve"][-1] for e in runs]
    note = f"bought of {most} points of the stream, our cap"
    yield compared(panel, "IWAL", "whole stream", "queries", [at["labels"] for at in last], queries, note)
    note = "on labels, after the whole stream"
    if accuracy > oracle:
        note += "; trap 3: above its oracle, so theirs agrees with it on at most"
        note += f" {100 - (accuracy - oracle):.1f} % of the same rows"
    yield compared(panel, "IWAL", "whole stream", "accuracy %", [100 * at["accuracy"] for at in last], accuracy, note)
    for law, where in (("data", "held-out rows"), ("uniform", "uniform points")):
        note = f"trap 3: agreement with the oracle on {where}, which the paper does not report"
        yield compared(panel, "IWAL", "whole stream", f"fidelity %, {law}", [100 * at[law] for at in last], None, note)


TABLE_4 = Table(
    title="Table 4: decision trees, from names of leaves and from labels",
    cells=cells,
    run=run,
    rows=rows,
    traps=(
        "Only iris is real.  Adult, Steak and GSS cannot be had offline: rows, columns and classes are theirs (Tramer et al."
        " 2016), the values are drawn, and trees have about as many leaves as the paper's path-finding counts divided by the"
        " columns: so the paper's counts of path finding are met there by choice.",
        "Trap 3: the paper gives accuracy on labels, not agreement with the oracle; so agreement stands beside it.",
        "Trap 7: the equation of IWAL's probability is misprinted; ours is the original's, c0 = 8, c1 = c2 = 1.",
        "Trap 9: first sample, bins, tree learner and stopping are not stated.  Here 8 points, 5 bins a feature of iris, any"
        " vector of bits as a question, and as the stop the accuracy that the paper's copy has relative to its oracle.",
        f"The probability never falls below {LEAST}, and the stream ends at 250,000 points.",
    ),
    seconds=lambda cell: cell["stream"] / 2000,
)
