"""Sweeps on a real Dask cluster: a scheduler and several worker processes, some of which die."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sweeping import QUIET, Sweeping, ended

from qlearn.errors import BadArgument
from qlearn.sweeps import Store, Sweep, sweep
from qlearn.sweeps.files import read

WORKERS = 3


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        self.workers = [self.worker() for _ in range(WORKERS)]

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *options]
        return subprocess.Popen(
            command, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    try:
        yield made
    finally:
        made.end()


def test_a_cluster_finds_what_one_process_finds_and_a_dead_worker_costs_its_cell(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    with cluster() as made:
        process = sweeping.start("--scheduler", made.address)
        sweeping.wait(ends=8)
        (victim,) = [worker for worker in made.workers if worker.pid == sweeping.notes("begins")[-1][1]]
        victim.kill()
        code, said = ended(process)
        assert (code, "40 of 40 cells (40 held)" in said) == (0, True), said
        assert len({worker for _, worker in sweeping.notes("begins")}) == WORKERS
        assert sweeping.repeated("begins") <= 2, "what it was running, and"
        assert sweeping.repeated("ends") <= 1, "a result that was still with it"
    alone = Store()
    sweep(read(tmp_path / "sweep.toml"), alone)
    changing = ("seconds", "ended", "provenance")
    one, many = (
        {row["key"]: {k: v for k, v in row.items() if k not in changing} for row in rows}
        for rows in (alone.rows(), sweeping.rows())
    )
    assert one == many


def test_a_lost_scheduler_is_said_and_the_sweep_goes_on_with_another(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    with cluster() as made:
        process = sweeping.start("--scheduler", made.address)
        sweeping.wait(ends=8)
        made.scheduler.kill()
        code, said = ended(process)
        assert code == 2
        assert "Traceback" not in said
        assert "the Dask scheduler" in said
        assert "run the same again to go on" in said
        before = sweeping.rows()
        assert 0 < len(before) < 40
    with cluster() as other:
        code, said = sweeping.run("--scheduler", other.address)
        assert code == 0
        assert sweeping.rows()[: len(before)] == before
        assert len(sweeping.rows()) == 40
        assert sweeping.repeated("begins") <= 3 * WORKERS, "what was out, and what workers went on with"
        with pytest.raises(BadArgument, match="has other code than the one that sent it work"):
            sweep(Other(read(tmp_path / "sweep.toml")), Store(), scheduler=other.address)


class Other(Sweep):
    """A sweep that takes itself for one of another version."""

    def __init__(self, plan: Sweep) -> None:
        super().__init__(plan.name, plan.grids, plan.files)

    def cells(self) -> list:  # type: ignore[type-arg]
        return [replace(cell, code="another version") for cell in super().cells()]


def test_no_scheduler_and_no_sensible_choice(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    for options, says in (
        (("--scheduler", f"tcp://127.0.0.1:{free_port()}"), "no Dask scheduler answers at"),
        (("--scheduler", "nonsense://x"), "no Dask scheduler answers at"),
        (("--scheduler", "tcp://127.0.0.1:1", "--workers", "2"), "give --workers or --scheduler, not both"),
        (("--workers", "0"), "at least 1 worker, got 0"),
    ):
        code, said = sweeping.run(*options)
        assert (code, says in said, "Traceback" in said) == (2, True, False), said
