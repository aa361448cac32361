"""make bench-extraction: the server beside a bare handler, the client's own time, faults on the way, budgets and keys."""

from __future__ import annotations

import sys
from pathlib import Path

import extraction_client
import extraction_faults
import extraction_server
from tables import measure

PARTS = {**extraction_server.PARTS, **extraction_client.PARTS, **extraction_faults.PARTS}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "extraction.json"))
