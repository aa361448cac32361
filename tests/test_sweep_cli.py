"""qlearn sweep, query and export as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import noted
import pytest

from qlearn.cli.main import main
from qlearn.cli.sweep_progress import pace
from qlearn.sweeps.files import read
from qlearn.sweeps.progress import Progress

GOOD = """
name = "small"
learners = ["boolean.bit_clearing", "boolean.elimination"]
seeds = 2
sizes = { n = [2, 3] }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_sweep_is_run_asked_and_exported(folder: Path, capsys: Any) -> None:
    assert main(["sweep", "good.toml"]) == 0
    assert "small: 8 of 8 cells (8 held) in" in capsys.readouterr().err
    assert main(["sweep", "query", "select learner, size_n, count(*) as cells from cells group by 1, 2"]) == 0
    said = capsys.readouterr().out
    assert next(line.split() for line in said.splitlines() if "boolean" in line) == ["boolean.bit_clearing", "2", "2"]
    assert main(["sweep", "query", "select count(*) as all_of_them from runs", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == {"rows": [{"all_of_them": 8}]}
    assert main(["sweep", "export", "--out", "cells.parquet", "--sweep", "small"]) == 0
    assert "8 cells written to cells.parquet" in capsys.readouterr().err
    assert (folder / "cells.parquet").stat().st_size > 1000


def test_a_summary_for_machines(folder: Path, capsys: Any) -> None:
    assert main(["sweep", "good.toml", "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {**found, "seconds": 0} == {
        "sweep": "small", "store": "sweeps.sqlite", "cells": 8, "done": 8, "statuses": {"held": 8}, "seconds": 0
    }  # fmt: skip


def test_a_broken_claim_is_shown_and_told_by_the_exit_code(folder: Path, capsys: Any) -> None:
    text = GOOD.replace('["boolean.bit_clearing", "boolean.elimination"]', '["noted.boastful", "noted.clumsy"]').replace(
        "[2, 3]", "[2, 3, 5]"
    )
    (folder / "mine.toml").write_text(f'files = "{noted.__file__}"\n{text.replace("seeds = 2", "seeds = 3")}')
    assert main(["sweep", "mine.toml"]) == 1
    said = capsys.readouterr().err
    assert "broken: noted.boastful (n = 2), random, seed 0" in said
    assert "the theorem says membership at most n - 1 = 1" in said
    assert "and 4 more: qlearn sweep query \"select * from runs where status = 'broken'\"" in said
    assert "error: noted.clumsy (n = 3), random, seed 0" in said
    assert "18 of 18 cells (9 broken, 3 error, 6 held)" in said
    assert main(["sweep", "mine.toml", "--again"]) == 1
    assert "9 broken, 3 error, 6 held" in capsys.readouterr().err


BAD = {
    "no file": (["sweep", "none.toml"], "cannot read the sweep none.toml: No such file"),
    "a folder": (["sweep", "."], "cannot read the sweep"),
    "no store": (["sweep", "query", "select 1"], "there is no store sweeps.sqlite"),
    "no place": (["sweep", "good.toml", "--store", "none/here/s.sqlite", "--json", "good.toml/x"], "cannot write to"),
    "a store that is a folder": (["sweep", "good.toml", "--store", "."], "no file can be made there"),
    "a store that is a sweep": (["sweep", "good.toml", "--store", "good.toml"], "it is no SQLite database"),
    "an export without a store": (["sweep", "export", "--out", "x.parquet"], "there is no store"),
    "nothing": (["sweep"], "requires an argument"),
}


@pytest.mark.parametrize(("command", "says"), BAD.values(), ids=BAD)
def test_bad_input_is_a_message(command: list[str], says: str, folder: Path, capsys: Any) -> None:
    assert main(command) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert "Traceback" not in captured.err
    assert (folder / "good.toml").read_text() == GOOD


def test_a_question_that_is_no_sql_is_a_message(folder: Path, capsys: Any) -> None:
    assert main(["sweep", "good.toml"]) == 0
    for question, says in (("select nonsense from runs", "nonsense"), ("delete from runs", "readonly"), ("", "")):
        assert main(["sweep", "query", question]) == (2 if says else 0)
        assert says in capsys.readouterr().err
    assert main(["sweep", "export", "--out", "x.parquet", "--sweep", "another"]) == 2
    assert "no row of the store is asked for" in capsys.readouterr().err


def test_the_pace_is_told_from_the_first_cell_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("qlearn.sweeps.progress.time.monotonic", lambda: now[0])
    progress = Progress("s", cells=100, before=10)
    assert pace(progress) == "10 of 100 cells"
    for status in ("held", "held", "missed", "error", "held"):
        now[0] += 2  # what processes need to start is not in the rate
        progress.ended(status)
    assert pace(progress) == "15 of 100 cells, 0.5 a second, 0:02:50 left, 1 error, 1 missed"


def test_the_example_and_the_page_plan_what_they_say(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    cells = read(root / "examples" / "halfspaces.toml").cells()
    assert len(cells) == 12 * (3 * 7 * 6 + 3 * 3 * 2 + 2 * 3 * 2)
    page = (root / "docs" / "sweeps.md").read_text(encoding="utf-8")
    (tmp_path / "page.toml").write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert len(read(tmp_path / "page.toml").cells()) == 12 * 2 * (2 * 4 * 2 + 2 * 2)


def test_a_fit_says_what_counts_are_compatible_with(folder: Path, capsys: Any) -> None:
    sizes = "sizes = { N = [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536] }"
    (folder / "grid.toml").write_text(f'learners = "linear.bisection_grid"\nseeds = 5\n{sizes}\n', encoding="utf-8")
    assert main(["sweep", "grid.toml"]) == 0
    command = ["sweep", "fit", "linear.bisection_grid", "--against", "clg(N + 1)", "--against", "N"]
    assert main(command) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "70 runs: compatible with clg(N + 1); not with N (too large:" in said
    assert main([*command, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["fitted"][0]["verdict"] == "compatible"
    assert main(["sweep", "good.toml"]) == 0
    for bad, says in (
        (["linear.pivot_ratio"], "the store has no finished run of linear.pivot_ratio"),
        (["linear.bisection_grid", "--against", "import os"], "import os"),
        (["linear.bisection_grid", "--against", "d"], "needs d"),
        (["linear.bisection_grid", "--kind", "value"], "not value"),
    ):
        assert main(["sweep", "fit", *bad]) == 2
        assert says in capsys.readouterr().err


def test_runs_of_two_teachers_are_not_fitted_together(folder: Path, capsys: Any) -> None:
    text = GOOD.replace("[2, 3]", "[2, 4, 8]")
    (folder / "two.toml").write_text(f'teachers = ["random", "adversary"]\n{text}', encoding="utf-8")
    assert main(["sweep", "two.toml"]) == 0
    assert main(["sweep", "fit", "boolean.elimination"]) == 2
    assert "teacher is adversary, random; name one with --teacher" in capsys.readouterr().err
    assert main(["sweep", "fit", "boolean.elimination", "--teacher", "adversary", "--against", "n"]) == 0
    assert "n has at most 3 values where B is defined and not 0; 4 are needed" in " ".join(capsys.readouterr().out.split())
