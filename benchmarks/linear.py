"""Half-spaces: labels and counterexamples, against what information allows and against others.

    python benchmarks/linear.py [PART...]     writes benchmarks/out/linear.json; parts: boxes, centres, equivalence, margin

A row that falls short is printed as such, and its figure stands in the file; the exit code is then 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import linear_boxes
import linear_centres
import linear_equivalence
import margin_equivalence
from tables import measure

PARTS = {
    "boxes": linear_boxes.rows,
    "centres": linear_centres.rows,
    "equivalence": linear_equivalence.rows,
    "margin": margin_equivalence.rows,
}
if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "linear.json"))
