"""Half-spaces: labels and counterexamples, against what information allows and against others.

    python benchmarks/linear.py [PART...]     writes benchmarks/out/linear.json; parts: boxes, centres, equivalence, margin

A row that falls short is printed as such, and its figure stands in the file; the exit code is then 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import linear_boxes
import linear_centres
import linear_equivalence
import margin_equivalence

PARTS = {
    "boxes": linear_boxes.rows,
    "centres": linear_centres.rows,
    "equivalence": linear_equivalence.rows,
    "margin": margin_equivalence.rows,
}
OUT = Path(__file__).parent / "out" / "linear.json"


def main(names: list[str]) -> int:
    if unknown := set(names) - set(PARTS):
        print(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    found: list[dict[str, Any]] = []
    OUT.parent.mkdir(exist_ok=True)
    for name in names or PARTS:
        for row in PARTS[name]():
            show(row)
            found.append(row)
            OUT.write_text(json.dumps({"rows": found}, indent=2) + "\n", encoding="utf-8")  # what is measured is kept
    return 0 if all(row["holds"] for row in found) else 1


def show(row: dict[str, Any]) -> None:
    low, high = row["interval"]
    reach = "" if row["reach"] is None else f"reach {row['reach']:<7} {'holds' if row['holds'] else 'FALLS SHORT'}"
    mean = f"mean {row['mean']:.1f}, most {row['most']}" if "mean" in row else ""
    print(f"{row['work']:<72} {row['measured']:9.4g} [{low:.4g}, {high:.4g}]  {reach}  {mean}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
