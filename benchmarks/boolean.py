"""make bench-boolean: automata beside AALpy, Boolean functions evaluated and learned; counts first, then seconds."""

from __future__ import annotations

import sys
from pathlib import Path

import boolean_automata
import boolean_batches
import boolean_cdnf
import boolean_fourier
import boolean_hankel
from tables import measure

PARTS = {
    **boolean_batches.PARTS,
    **boolean_fourier.PARTS,
    **boolean_cdnf.PARTS,
    **boolean_hankel.PARTS,
    **boolean_automata.PARTS,
}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "boolean.json"))
