"""Table 3 again, fairly: the same machines for all methods, at equal agreement and at equal budget."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import BadArgument, unknown
from ..retraining.methods import METHODS
from .curves import CONFIDENCE, Curve, Spread, agreement, curve, labels_to
from .machines import DATA, machine
from .paper import STEAL_ML, TABLE_3, TRAPS

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


class Store:
    """Finished runs, a line each in a file; what was run is not run again."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.found: dict[str, dict[str, Any]] = {}
        if path is not None and path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._read(line)

    def _read(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self.found[_key(entry["cell"])] = entry
        except (ValueError, KeyError, TypeError):
            return  # the last line of a run that was killed while it wrote

    def get(self, cell: Mapping[str, Any]) -> dict[str, Any] | None:
        return self.found.get(_key(cell))

    def put(self, cell: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        entry = {"cell": dict(cell), **result}
        self.found[_key(cell)] = entry
        if self.path is None:
            return
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")
        except OSError as error:
            raise BadArgument(f"cannot write runs to {self.path}: {error.strerror}; choose another --store") from None


def _key(cell: Mapping[str, Any]) -> str:
    return json.dumps(cell, sort_keys=True)


def _run(cell: Mapping[str, Any]) -> dict[str, Any]:
    target = machine(cell["data"], cell["seed"])
    found = curve(target, cell["method"], cell["labels"], cell["seed"], rows=cell["rows"])
    return {"curve": {str(n): shares for n, shares in found.items()}, "majority": target.majority, "d": target.d}


def table3(plan: Plan, store: Path | None = None, say: Callable[[str], None] = lambda text: None) -> dict[str, Any]:
    """Run what is not in the store, and work out the table.

    Each row is a machine, a method and a law: labels to each level and agreement at the full budget, with intervals at
    confidence `CONFIDENCE` over runs, and the majority's share.
    """
    runs = Store(store)
    cells = list(plan.cells())
    for i, cell in enumerate(cells):
        known = "rows known" if cell["rows"] else "no rows"
        say(f"run {i + 1} of {len(cells)}: {cell['data']}, {cell['method']}, {known}, seed {cell['seed']}")
        if runs.get(cell) is None:
            runs.put(cell, _run(cell))
    rows = [_row(runs, some, law) for some in _groups(cells) for law in ("uniform", "data")]
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
    curves: list[Curve] = [{int(n): shares for n, shares in entry["curve"].items()} for entry in found]
    first = cells[0]
    return {
        "data": first["data"], "d": found[0]["d"], "rows": first["rows"], "method": first["method"], "law": law,
        "majority": sum(entry["majority"][law] for entry in found) / len(found),
        "labels_to": {str(level): _plain(labels_to(curves, law, level)) for level in LEVELS},
        "agreement": _plain(agreement(curves, law, first["labels"])),
        "curve": {str(n): sum(c[n][law] for c in curves) / len(curves) for n in curves[0]},
    }  # fmt: skip


def _plain(spread: Spread) -> dict[str, float | None]:
    """Numbers that JSON can hold: what was never reached is None."""
    return {name: value if math.isfinite(value) else None for name, value in vars(spread).items()}
