"""What the benchmarks share: parts are run, their rows shown and kept, and the exit code says if one falls short."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def measure(parts: Mapping[str, Callable[[], Iterable[Row]]], names: list[str], out: Path) -> int:
    """Run these parts, or all; write their rows to `out` as they come."""
    if unknown := set(names) - set(parts):
        print(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
        return 2
    found: list[Row] = []
    out.parent.mkdir(exist_ok=True)
    for name in names or parts:
        for row in parts[name]():
            show(row)
            found.append(row)
            text = json.dumps({"rows": found}, indent=2, default=lambda number: number.item())  # numpy's
            out.write_text(text + "\n", encoding="utf-8")  # what is measured is kept
    return 0 if all(row["holds"] for row in found) else 1


def show(row: Row) -> None:
    low, high = row["interval"]
    reach = "" if row["reach"] is None else f"reach {row['reach']:<7} {'holds' if row['holds'] else 'FALLS SHORT'}"
    mean = f"mean {row['mean']:.1f}, most {row['most']}" if "mean" in row else ""
    print(f"{row['work']:<72} {row['measured']:9.4g} [{low:.4g}, {high:.4g}]  {reach}  {mean}", flush=True)
