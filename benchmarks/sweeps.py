"""What sweeps cost: the overhead of a cell, two processes against one, a killed process, and the size and speed of the report.

python benchmarks/sweeps.py [PART...]     writes benchmarks/out/sweeps.json; parts: overhead, processes, killed, report
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from tables import Row, measure

from qlearn.driver import run
from qlearn.sweeps import Grid, Store, Sweep, sweep
from qlearn.sweeps.learners import opened
from qlearn.sweeps.one_cell import teacher_of, trial_of

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browsing import browsing

TESTS = Path(__file__).parents[1] / "tests"
CELLS = 10_000
OUT = Path(__file__).parent / "out" / "sweeps.json"


def short(cells: int = CELLS, d: int = 24) -> Sweep:
    """So many cells of a few milliseconds each."""
    sizes = {"d": [d], "eps": ["1/100", "1/1000"]}
    return Sweep("short", [Grid(["linear.pivot_ratio"], sizes, cells // 2, ["first"])])


def timed(cells: int, workers: int) -> float:
    """Seconds of a sweep into a new store, on disk."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        done = sweep(short(cells), Path(folder) / "store.sqlite", workers=workers)
        seconds = time.perf_counter() - start
    assert done.now == cells
    return seconds


def bare(cells: int) -> float:
    """Seconds of the same dialogues alone: nothing planned, judged, or kept."""
    plan = short(cells)
    trials = [(cell, trial_of(cell, opened(plan.learners[cell.learner]))) for cell in plan.cells()]
    start = time.perf_counter()
    for cell, trial in trials:
        run(trial.learning, teacher_of(cell, trial)[0])
    return time.perf_counter() - start


def overhead() -> Iterator[Row]:
    """Milliseconds a cell that a sweep adds to its dialogue: planning, drawing the target, judging, writing the row."""
    timed(20, 1)
    alone, swept = bare(CELLS), timed(CELLS, 1)
    each = 1000 * (swept - alone) / CELLS
    yield row(f"overhead a cell, ms ({CELLS} cells; {1000 * alone / CELLS:.2f} ms a dialogue)", each, 5, each < 5)


def processes() -> Iterator[Row]:
    """How much faster two processes are, starting them included; one before and one after, for the machine may change."""
    one = timed(CELLS, 1)
    two = timed(CELLS, 2)
    again = timed(CELLS, 1)
    faster = (one + again) / 2 / two
    spread = [min(one, again) / two, max(one, again) / two]
    yield row(f"two processes against one ({CELLS} cells)", faster, 1.7, faster >= 1.7, spread)


NOTED = """
import sys; sys.path.insert(0, {tests!r})
from pathlib import Path
import noted
from qlearn.sweeps import Grid, Sweep, sweep
grid = Grid(["noted.noted"], {{"n": list(range(2, 12)), "folder": {folder!r}, "pause": "1/20"}}, 40)
print(sweep(Sweep("killed", [grid], [Path(noted.__file__)]), Path({folder!r}) / "store.sqlite", workers=2))
"""


def killed() -> Iterator[Row]:
    """Cells that were run a second time, for each process that was killed: a worker ends every second, ten of them."""
    with tempfile.TemporaryDirectory() as folder:
        notes, victims = Path(folder) / "notes", 0
        going = subprocess.Popen([sys.executable, "-c", NOTED.format(tests=str(TESTS), folder=folder)])
        while going.poll() is None and victims < 10:
            time.sleep(1)
            with suppress(OSError):  # not begun, or gone by itself
                os.kill(int(notes.read_text().split()[-1]), signal.SIGKILL)
                victims += 1
        going.wait()
        begun = sum(line.startswith("begins") for line in notes.read_text().splitlines())
        with Store(Path(folder) / "store.sqlite") as store:
            found = len(store)
    yield row(
        f"cells run again, for each of {victims} processes killed", (begun - found) / victims, 1, begun - found <= victims
    )
    yield row("cells lost", 400 - found, 0, found == 400)


def report() -> Iterator[Row]:
    """The page of the whole catalogue: how large, and when it first does what it is told."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        command = [sys.executable, "-c", "from qlearn.cli.main import entry; entry()", "report", "--out", str(out)]
        start = time.perf_counter()
        subprocess.run([*command, "--store", str(Path(folder) / "s.sqlite"), "--workers", "2"], check=True)
        print(f"made in {time.perf_counter() - start:.0f} s", flush=True)
        size = out.stat().st_size / 1e6
        opened = sorted(_opened(out.as_uri()))
    yield row("size of the report of the whole catalogue, MB", size, 3, size < 3)
    yield row("seconds until it has found a learner that was typed", opened[2], 2, opened[2] < 2, [opened[0], opened[-1]])


def _opened(address: str) -> Iterator[float]:
    """From the address to the answer, in a new browser each time; the fastest and the slowest of five tell the spread."""
    for _ in range(5):
        with browsing() as browser:
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(address, wait_until="commit")
            page.fill("#filters input", "linear.lowd_meek")
            page.locator("#shown", has_text="1 of 147 learners").wait_for()
            yield time.perf_counter() - start


def row(work: str, measured: float, reach: float, holds: bool, interval: list[float] | None = None) -> Row:
    ends = interval or [measured, measured]
    return {
        "work": work, "reference": None, "reach": reach, "measured": measured, "interval": ends, "lower_bound": None,
        "holds": holds,
    }  # fmt: skip


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "overhead": overhead,
    "processes": processes,
    "killed": killed,
    "report": report,
}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], OUT))
