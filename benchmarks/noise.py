"""Half-spaces under noise: what usable stops cost, beside what information allows and what others stop by the truth at.

    python benchmarks/noise.py [PART...]     writes benchmarks/out/noise.json; parts: see PARTS

A row that falls short is printed as such, and its figure stands in the file; the exit code is then 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import noise_compare
import noise_dc2
import noise_drawn
import noise_ep
import noise_streams
import noise_votes
from tables import measure

PARTS = {
    "votes": noise_votes.rows,
    "ep": noise_ep.rows,
    "dc2": noise_dc2.rows,
    "drawn": noise_drawn.rows,
    "streams": noise_streams.rows,
    "compare": noise_compare.rows,
}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "noise.json"))
