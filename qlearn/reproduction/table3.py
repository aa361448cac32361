"""Table 3 again, fairly: the same machines for all methods, at equal agreement and at equal budget."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import BadArgument, unknown
from ..retraining.methods import METHODS
from .curves import CONFIDENCE, Curve, Spread, agreement, curve, labels_to
from .machines import DATA, machine
from .paper import STEAL_ML, TABLE_3, TRAPS, Printed
from .store import Store
from .table import Entry, Row, Table, row

LEVELS = (0.95, 0.98, 0.99)
USUAL = ("passive", "adaptive", "eat", "uncertainty-averaged", "error-reduction-averaged")
VERSION = 1  # of what a stored run means


@dataclass(frozen=True)
class Plan:
    """Which machines and methods, up to how many labels, in how many runs, with known rows and without."""

    data: tuple[str, ...] = tuple(DATA)
    methods: tuple[str, ...] = USUAL
    labels: int = 280
    seeds: int = 3
    rows: tuple[bool, ...] = (False, True)

    def __post_init__(self) -> None:
        for what, names, known in (("machine", self.data, DATA), ("method", self.methods, METHODS)):
            for name in names:
                if name not in known:
                    raise unknown(what, name, known)
        for what, number, least in (("labels", self.labels, 20), ("seeds", self.seeds, 1)):
            if number < least:
                raise BadArgument(f"table3 takes at least {least} {what}, got {number}")

    def cells(self) -> Iterator[dict[str, Any]]:
        """Every run, the first of each machine and method before the second of any."""
        for seed in range(self.seeds):
            for data in self.data:
                for rows in self.rows:
                    for method in self.methods:
                        yield {
                            "data": data, "rows": rows, "method": method, "labels": self.labels, "seed": seed, "v": VERSION,
                        }  # fmt: skip


QUICK = Plan(data=("moons", "wine"), methods=("eat", "error-reduction-averaged"), labels=60, seeds=2, rows=(True,))
SMALLEST = Plan(data=("diabetes",), methods=("adaptive", "eat"), labels=24, seeds=1, rows=(False,))  # among all tables
NAMES = {"Mushroom": "mushroom-like", "Breast Cancer": "breast-cancer", "Adult": "adult-like", "Diabetes": "diabetes"}


def _run(cell: Mapping[str, Any]) -> dict[str, Any]:
    target = machine(cell["data"], cell["seed"])
    found = curve(target, cell["method"], cell["labels"], cell["seed"], rows=cell["rows"])
    return {"curve": {str(n): shares for n, shares in found.items()}, "majority": target.majority, "d": target.d}


def worked_out(plan: Plan, runs: Store) -> dict[str, Any]:
    """The table, when every run of the plan is stored.

    Each row is a machine, a method and a law: labels to each level and agreement at the full budget, with intervals at
    confidence `CONFIDENCE` over runs, and the majority's share.
    """
    rows = [_row(runs, some, law) for some in _groups(list(plan.cells())) for law in ("uniform", "data")]
    return {
        "levels": list(LEVELS), "labels": plan.labels, "seeds": plan.seeds, "confidence": CONFIDENCE, "rows": rows,
        "paper": [{**vars(row), "budget": row.budget} for row in TABLE_3], "steal_ml": STEAL_ML, "traps": list(TRAPS),
    }  # fmt: skip


def _groups(cells: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Cells that differ in their seed only."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for cell in cells:
        groups.setdefault((cell["data"], cell["rows"], cell["method"]), []).append(cell)
    return list(groups.values())


def _row(runs: Store, cells: Sequence[dict[str, Any]], law: str) -> dict[str, Any]:
    entries = [runs.get(cell) for cell in cells]
    found = [entry for entry in entries if entry is not None]
    curves = _curves(found)
    first = cells[0]
    return {
        "data": first["data"], "d": found[0]["d"], "rows": first["rows"], "method": first["method"], "law": law,
        "majority": sum(entry["majority"][law] for entry in found) / len(found),
        "labels_to": {str(level): _plain(labels_to(curves, law, level)) for level in LEVELS},
        "agreement": _plain(agreement(curves, law, first["labels"])),
        "curve": {str(n): sum(c[n][law] for c in curves) / len(curves) for n in curves[0]},
    }  # fmt: skip


def _curves(entries: Sequence[Entry]) -> list[Curve]:
    return [{int(n): shares for n, shares in entry["curve"].items()} for entry in entries]


def compared_rows(entries: Sequence[Entry]) -> list[Row]:
    """Beside the paper: labels to its agreements and agreement after its labels, on the box and on data of known rows."""
    found: list[Row] = []
    for printed in TABLE_3:
        for law, known in (("uniform", False), ("data", True)):
            own = [e for e in entries if (e["cell"]["data"], e["cell"]["rows"]) == (NAMES[printed.data], known)]
            runs = {m: _curves([e for e in own if e["cell"]["method"] == m]) for m in ("adaptive", "eat")}
            if all(runs.values()):
                share = sum(e["majority"][law] for e in own) / len(own)
                found += _compared(printed, runs, law, share)
    return found


def _compared(printed: Printed, runs: Mapping[str, list[Curve]], law: str, constant: float) -> Iterator[Row]:
    panel, where = NAMES[printed.data], {"uniform": "uniform inputs", "data": "held-out data, rows known"}[law]
    budget, n = max(runs["eat"][0]), len(runs["eat"])
    said = f"a constant answer agrees on {constant:.1%}"
    spreads = {}
    for line, method, count, percent, trap in (
        ("adaptive retraining", "adaptive", printed.retraining, printed.retraining_agrees, "trap 1: theirs is 100 (d + 1) + 1"),
        ("EAT", "eat", printed.eat, printed.eat_agrees, "trap 2: theirs is called accuracy, and must be agreement"),
    ):
        found = labels_to(runs[method], law, percent / 100)
        late = "" if math.isfinite(found.value) else f"; not within {budget} labels"
        at = f"to {percent:g} % on {where}"
        numbers = (found.value, found.low, found.high)
        yield row(panel, line, at, "labels", *numbers, count, f"{trap}; {said}{late}") | {"runs": n}
        yield _at_count(printed, runs[method], law, line, where, count, percent) | {"runs": n}
        spreads[method] = labels_to(runs[method], law, printed.eat_agrees / 100).value
    ratio = spreads["adaptive"] / spreads["eat"] if all(map(math.isfinite, spreads.values())) else math.nan
    note = f"at equal agreement; trap 1: theirs sets {printed.retraining_agrees:g} % against {printed.eat_agrees:g} %"
    at, paper = f"to {printed.eat_agrees:g} % on {where}", printed.retraining / printed.eat
    yield row(panel, "adaptive/EAT", at, "ratio", ratio, math.nan, math.nan, paper, note) | {"runs": n}


def _at_count(printed: Printed, curves: list[Curve], law: str, line: str, where: str, count: int, percent: float) -> Row:
    """The agreement after as many labels as the paper's, or our whole budget if that is less."""
    budget = max(curves[0])
    agrees = agreement(curves, law, min(count, budget))
    note = f"after {max(n for n in curves[0] if n <= count)} labels, theirs after {count}"
    numbers = (100 * agrees.value, 100 * agrees.low, 100 * agrees.high)
    return row(NAMES[printed.data], line, f"on {where}", "agreement %", *numbers, percent, note)


TABLE_3_AGAIN = Table(
    title="Table 3: machines with a Gaussian kernel, retrained from labels",
    cells=lambda quick: list((SMALLEST if quick else Plan()).cells()),
    run=_run,
    rows=compared_rows,
    traps=(
        *TRAPS,
        "scikit-learn's Diabetes is another data set than the paper's.  `qlearn reproduce table3` shows all methods.",
    ),
    seconds=lambda cell: 5.0,
)


def _plain(spread: Spread) -> dict[str, float | None]:
    """Numbers that JSON can hold: what was never reached is None."""
    return {name: value if math.isfinite(value) else None for name, value in vars(spread).items()}
