"""What it costs to write a dialogue down: room for a million queries, and time a query against the same run without.

    python benchmarks/journal.py        writes benchmarks/out/journal.json and prints it as a table

One process runs and writes, another reads the file and checks it; each says the most memory it ever held.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from averaging import averaging
from core import ratio, report
from core import row as row_of

import qlearn
from qlearn import teachers
from qlearn.concepts.half_spaces import HalfSpace

HERE = Path(__file__).parent
OUT = HERE / "out" / "journal.json"
MILLION = 10**6
D = 20
PEAK = """
import resource
unit = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
"""
WRITE = """
import sys; sys.path.insert(0, sys.argv[1])
from averaging import averaging
from journal import teacher
import qlearn
done = qlearn.run(averaging(d={d}, m={m}), teacher(), journal=sys.argv[2])
assert done.ledger.total == {m}
"""
CHECK = """
import contextlib, io, sys
from qlearn.cli.main import main
with contextlib.redirect_stdout(io.StringIO()):
    assert main(["check", sys.argv[2], "--learners", sys.argv[1] + "/averaging.py"]) == 0
"""


def teacher() -> Any:
    return teachers.Honest(HalfSpace(1.0 + np.arange(D)))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "journal"
        rows = [
            room("a million queries: run and journal, MB", WRITE.format(d=D, m=MILLION), file),
            room("a million queries: check by streaming, MB", CHECK, file),
            row_of("bytes a turn in the journal, d = 20", "-", 600, [file.stat().st_size / MILLION]),
        ]
        rows.append(writing(Path(folder)))
    return report(rows, OUT)


def room(work: str, code: str, file: Path) -> dict[str, Any]:
    """The most memory that a process of its own held."""
    done = subprocess.run([sys.executable, "-c", code + PEAK, str(HERE), str(file)], capture_output=True, text=True, check=True)
    return row_of(work, "-", 500, [float(done.stdout.split()[-1])])


def writing(folder: Path) -> dict[str, Any]:
    """Twenty thousand queries with a journal and without."""
    learning = averaging(d=D, m=20_000)
    names = (folder / f"{i}" for i in range(10**6))
    return ratio(
        "one membership query, journaled / not, d = 20", 5.0,
        lambda: qlearn.run(learning, teacher(), journal=next(names)), lambda: qlearn.run(learning, teacher()),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
