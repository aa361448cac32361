"""A sweep of a learner that notes what it does, run as a user would, and what its notes say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import noted

from qlearn.sweeps import Store

PATIENCE = 60.0
ENTRY = "from qlearn.cli.main import entry; entry()"  # as the installed script does
QUIET = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


class Sweeping:
    """In a folder: the sweep's file, its store, its notes."""

    def __init__(
        self, folder: Path, learner: str = "noted.noted", n: str = "[2, 3]", seeds: int = 20, pause: str = "1/10"
    ) -> None:
        self.folder, self.store = folder, folder / "store.sqlite"
        paused = f'pause = "{pause}"\n' if learner == "noted.noted" else ""
        text = f'files = "{Path(noted.__file__).as_posix()}"\nlearners = "{learner}"\nseeds = {seeds}\n'
        text += f'[sizes]\nn = {n}\nfolder = "{folder.as_posix()}"\n{paused}'
        (folder / "sweep.toml").write_text(text, encoding="utf-8")

    def start(self, *options: str, **how: Any) -> subprocess.Popen[str]:
        """Begin it, in a session of its own that hears Ctrl-C."""
        command = [sys.executable, "-c", ENTRY, "sweep", "sweep.toml", "--store", "store.sqlite", *options]
        return subprocess.Popen(
            command, cwd=self.folder, env=QUIET, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, preexec_fn=how.pop("first", hears), **how,
        )  # fmt: skip

    def run(self, *options: str, **how: Any) -> tuple[int, str]:
        """Run it to its end: the exit code, and what it said."""
        return ended(self.start(*options, **how))

    def notes(self, what: str) -> list[tuple[str, int]]:
        """What began, or ended: the dialogue's seed, and the process that it was in."""
        path = self.folder / "notes"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        said = [line.split() for line in lines if line.count(" ") == 2]
        return [(seed, int(process)) for kind, seed, process in said if kind == what]

    def repeated(self, what: str) -> int:
        """How many more have begun, or ended, than there are cells."""
        return sum(times - 1 for times in Counter(seed for seed, _ in self.notes(what)).values())

    def wait(self, ends: int) -> None:
        """Until so many cells have ended."""
        until(lambda: len(self.notes("ends")) >= ends)

    def rows(self) -> list[dict[str, Any]]:
        with Store(self.store, create=False) as store:
            return list(store.rows())


def hears() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is deaf to it


def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return process.returncode, out + err


def gone(process: int) -> bool:
    """Whether there is no such process, or nobody has taken note of its end."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True
