"""What a sweep survives: its own death, that of its processes, Ctrl-C, a full disk, a cell that kills."""

from __future__ import annotations

import json
import os
import resource
import signal
from pathlib import Path

from sweeping import Sweeping, ended, gone, until

from qlearn.sweeps import Store


def test_a_killed_sweep_goes_on_where_it_was(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    process = sweeping.start()
    sweeping.wait(ends=5)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    before = sweeping.rows()
    assert 4 <= len(before) < 40
    assert sweeping.run()[0] == 0
    after = sweeping.rows()
    assert after[: len(before)] == before
    assert len({row["key"] for row in after}) == len(after) == 40
    assert {row["status"] for row in after} == {"held"}
    assert sweeping.repeated("begins") <= 1, "only the cell that was being run"
    assert sweeping.repeated("ends") <= 1, "and that only if it had not been written yet"


def test_a_killed_process_costs_the_cell_that_it_was_running(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    process = sweeping.start("--workers", "2", "--json", "-")
    sweeping.wait(ends=8)
    victim = sweeping.notes("begins")[-1][1]
    os.kill(victim, signal.SIGKILL)
    code, said = ended(process)
    assert code == 0
    assert json.loads(said[said.index("{") : said.rindex("}") + 1])["statuses"] == {"held": 40}
    assert len(sweeping.rows()) == 40
    assert sweeping.repeated("begins") <= 1
    assert sweeping.repeated("ends") == 0
    workers = {process for _, process in sweeping.notes("begins")}
    assert len(workers) == 3, "another process took its place, and the other one went on"
    until(lambda: all(map(gone, workers)))


def test_processes_end_with_a_sweep_that_is_killed(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    process = sweeping.start("--workers", "2")
    sweeping.wait(ends=4)
    process.kill()
    process.communicate()
    workers = {worker for _, worker in sweeping.notes("begins")}
    until(lambda: all(map(gone, workers)))
    before = len(sweeping.rows())
    assert sweeping.run("--workers", "2")[0] == 0
    assert len(sweeping.rows()) == 40 > before
    assert sweeping.repeated("ends") <= 4, "what each process had finished and not yet told, and was then running"


def test_ctrl_c_leaves_what_has_ended(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path)
    process = sweeping.start("--workers", "2")
    sweeping.wait(ends=4)
    os.killpg(process.pid, signal.SIGINT)
    code, said = ended(process)
    assert code == 130
    assert "Traceback" not in said
    assert "interrupted: the same command goes on where this one was" in said
    before = len(sweeping.rows())
    assert f"{before} of 40 cells ({before} held)" in said
    assert 0 < before < 40
    code, said = sweeping.run()
    assert code == 0
    assert "40 of 40 cells (40 held)" in said


def test_a_cell_that_kills_its_process_is_given_up(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path, "noted.deadly", n="[2, 3, 4]", seeds=1)
    code, said = sweeping.run("--workers", "2")
    assert code == 1
    rows = sweeping.rows()
    assert sorted((row["config"]["sizes"]["n"], row["status"]) for row in rows) == [
        (2, "held"), (3, "error"), (4, "held")
    ]  # fmt: skip
    assert all("ended from outside 3 times" in row["why"] for row in rows if row["status"] == "error")
    assert "ended from outside 3 times" in said
    assert len(sweeping.notes("begins")) == 3 + 2
    assert sweeping.run()[0] == 1, "an error stays one"
    with Store(sweeping.store) as store:
        assert store.forget("error", [row["key"] for row in rows]) == 1
        assert len(store) == 2


def test_a_disk_that_is_full_is_said(tmp_path: Path) -> None:
    sweeping = Sweeping(tmp_path, seeds=200, pause="0")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))

    code, said = sweeping.run(first=little_room)
    assert code == 2
    assert "cannot write to the store store.sqlite" in said
    assert "what was written before is kept" in said
    assert "Traceback" not in said
    there = len(sweeping.rows())
    assert 0 < there < 400
    code, said = sweeping.run()
    assert code == 0
    assert len(sweeping.rows()) == 400
    assert sweeping.repeated("ends") <= 1
