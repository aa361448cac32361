"""make bench-finite: dimensions of finite classes and exact games, as values and as seconds."""

from __future__ import annotations

import sys
from pathlib import Path

import finite_classes
import finite_functions
import finite_games
import finite_search
from tables import measure

PARTS = {**finite_classes.PARTS, **finite_search.PARTS, **finite_functions.PARTS, **finite_games.PARTS}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "finite.json"))
