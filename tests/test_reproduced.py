"""All tables at once: quick runs, made-up runs for every full cell, a store that is not run twice, workers, the document."""

from __future__ import annotations

import json
import math
import multiprocessing
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp

from qlearn.cli.main import main
from qlearn.cli.reproduce import NAMES
from qlearn.defences.randomised import RandomisedModel
from qlearn.errors import BadArgument, UnknownName
from qlearn.report.reproduced import number, written
from qlearn.reproduction import fig3, fig4, fig5, fig6, running, table2, table4, table5, table67
from qlearn.reproduction.linear_targets import SAID, dimension, error, half_space
from qlearn.reproduction.paper import TABLE_3
from qlearn.reproduction.running import TABLES, reproduced
from qlearn.reproduction.store import Store
from qlearn.reproduction.table import Table, compared, interval
from qlearn.reproduction.table3 import TABLE_3_AGAIN
from qlearn.reproduction.tree_targets import SHAPES, tree_target

DOCUMENT = Path(__file__).parent.parent / "docs" / "reproduction.md"
SHORT = ("fig4", "table2")  # of under a second each


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs") / "store.jsonl"


@pytest.fixture(scope="module")
def quick(store: Path) -> dict[str, Any]:
    return reproduced(NAMES, quick=True, store=store)


def made_up(name: str, cell: Mapping[str, Any]) -> dict[str, Any]:
    """A result of the form that a run of this cell has, for every cell that would take too long."""
    seed = cell["seed"]
    if name in ("fig3", "fig4", "table2"):
        return {"queries": 100 + seed, "error": 0.001}
    if name == "table3":
        curve = {str(n): {"uniform": 0.8 + n / 2000, "data": 0.8 + n / 1500} for n in (16, 43, 105, 150, 257, 280)}
        return {"curve": curve, "majority": {"uniform": 0.6, "data": 0.7}, "d": 8}
    if name == "table4":
        at = {"labels": 500 + seed, "accuracy": 0.8, "data": 0.9, "uniform": 0.95}
        return {"oracle": 0.8, "leaves": 12, "path_finding": 240, "path_finding_agrees": 1.0, "curve": [at]}
    if name == "table5":
        moves = [0.1 / (1 + i + seed) for i in range(300)]
        return {"first": 3, "moves": moves, "errors": [2 * move for move in moves] + [0.0]}
    if name == "table67":
        test = {"T2": 90.0 + seed, "log10p": -20.0 - seed}
        return {"n": 100, "bins": [1] * 21, "tests": {"from 0 to 1": test, "standardised": test}}
    if name == "fig5":
        shares = {"mean": 0.4 + seed / 100, "most": 0.5, "exact": 0.4}
        return {"angle": 0.1, "spread": 1.0, "mu": shares, "w": shares}
    return {
        "queries": fig6.queries(dimension(cell["data"]), cell["k"]),
        "error": 0.01 + seed / 1000,
        "variance": 0.01,
        "length": 0.1,
    }


def full_rows(name: str) -> list[dict[str, Any]]:
    return TABLES[name].rows([{"cell": cell, **made_up(name, cell)} for cell in TABLES[name].cells(False)])


def numbers(printed: Any) -> Iterator[float]:
    """Every number in a nest of mappings and tuples."""
    if isinstance(printed, Mapping):
        printed = tuple(printed.values())
    if isinstance(printed, tuple):
        for part in printed:
            yield from numbers(part)
    else:
        yield printed


PRINTED: dict[str, set[float]] = {
    "fig3": set(numbers(fig3.PAPER)),
    "fig4": set(numbers(fig4.PAPER)),
    "fig5": set(numbers(fig5.PAPER)),
    "fig6": set(numbers(fig6.PAPER)),
    "table2": set(numbers(table2.PAPER)),
    "table3": {x for row in TABLE_3 for x in (row.retraining, row.retraining_agrees, row.eat, row.eat_agrees)},
    "table4": set(numbers(table4.PAPER)),
    "table5": set(numbers((table5.PAPER, table5.BASELINES))),
    "table67": {
        x for some in table67.PAPER.values() for t, n, p in some.values() for x in (t, n, *([math.log10(p)] if p else []))
    }
    | set(numbers(table67.NEAR)),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_number_stands_beside_ours(name: str) -> None:
    rows = full_rows(name)
    assert {row["paper"] for row in rows} >= PRINTED[name]
    for row in rows:
        if None in (row["paper"], row["ours"]):
            assert row["deviation"] is None
        else:
            assert row["deviation"] == row["ours"] / row["paper"] - 1
    keys = [(row["cell"], row["unit"]) for row in rows]
    assert len(keys) == len(set(keys)), "no two rows are called the same"


@pytest.mark.parametrize("name", NAMES)
def test_the_document_has_every_row(name: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for row in full_rows(name):
        if not row.get("drawn_only"):
            assert f"| {row['cell']} | {row['unit']} | {number(row['paper'])} | " in text
    for trap in TABLES[name].traps:
        assert trap in text
    assert (f"![{TABLES[name].title}]" in text) == (TABLES[name].picture is not None)


def test_another_number_printed_or_run_is_another_deviation(monkeypatch: pytest.MonkeyPatch) -> None:
    before = full_rows("fig3")[0]
    monkeypatch.setitem(fig3.PAPER, "wine", (106, 135, 170))
    after = full_rows("fig3")[0]
    assert (before["paper"], after["paper"]) == (105, 106)
    assert before["deviation"] > after["deviation"]
    assert compared("", "", "", "", [110.0], 105)["deviation"] == 110 / 105 - 1


def test_no_two_cells_are_stored_as_one() -> None:
    keys = [json.dumps(cell, sort_keys=True) for table in TABLES.values() for cell in table.cells(False)]
    assert len(keys) == len(set(keys))
    assert all(len(table.cells(True)) < len(table.cells(False)) / 4 for table in TABLES.values())


def test_quick_runs_say_what_the_theory_says(quick: dict[str, Any]) -> None:
    rows = {(name, row["cell"], row["unit"]): row for name, table in quick["tables"].items() for row in table["rows"]}
    assert all(table["quick"] and table["traps"] for table in quick["tables"].values())
    json.dumps(quick, allow_nan=False)
    for row in rows.values():
        if row["low"] is not None and row["high"] is not None:
            assert row["low"] <= row["ours"] <= row["high"]
    assert abs(rows["fig3", "adult-like (14), VSA, stopped by the truth, 0.01", "queries"]["deviation"]) < 0.15
    assert abs(rows["fig4", "wine (13), rho = 0, DC2, stopped by the truth, 0.01", "queries"]["deviation"]) < 0.15
    assert rows["table2", "wine (13), Lowd-Meek, eps = 0.071", "geometric error"]["ours"] < 0.071
    assert abs(rows["table5", "breast-cancer (30), N = 10", "queries"]["deviation"]) < 0.15
    iris = "iris (150 x 20, 3 classes)"
    assert "agrees on 100%" in rows["table4", f"{iris}, path finding", "queries"]["note"]
    assert rows["table4", f"{iris}, IWAL, whole stream", "fidelity %, uniform"]["ours"] > 90
    few, many = (rows["fig5", f"adult-like (14), mean over questions, {C:g}", "rho"]["ours"] for C in (10.0, 1000.0))
    assert 0.5 > few > many, "the larger C, the closer the draws"
    for m in (1071, 10706, 107061):
        found = rows["fig6", f"adult-like (14), noise as fitted, {m}", "geometric error"]["ours"]
        assert 1 / 2 < found / rows["fig6", f"adult-like (14), law, no noise, {m}", "geometric error"]["ours"] < 2


def test_the_average_is_biased_unless_the_draws_spread_evenly() -> None:
    """The floor that figure 6 comes to: with Sigma a multiple of I the error falls on, with another it stops."""
    mu, m = np.array([0.6, 0.8]), 1 << 20
    uneven, even = (RandomisedModel(mu, np.array(root)) for root in ((2.0, 0.1), (1.4, 1.4)))
    errors = [error(mu, fig6.averaged(model, m, 0)) for model in (uneven, even)]
    assert errors[0] > 0.05
    assert errors[1] < 0.01


def test_what_is_stored_is_not_run_again(quick: dict[str, Any], store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = store.read_text().splitlines(keepends=True)
    store.write_text("".join(lines[:-1]) + lines[-1][:30])  # killed while it wrote
    asked = []
    monkeypatch.setattr(running, "run_cell", lambda name, cell, run=running.run_cell: asked.append(cell) or run(name, cell))
    assert reproduced(NAMES, quick=True, store=store) == quick
    assert asked == [json.loads(lines[-1])["cell"]]
    assert reproduced(NAMES, quick=True, store=store) == quick
    assert len(asked) == 1


def _runs(child: Any) -> bool:
    """Asked of the system: a child that another thread has waited for counts as started for ever in multiprocessing."""
    try:
        return "State:\tZ" not in Path(f"/proc/{child.pid}/status").read_text()
    except OSError:
        return False


def test_an_interrupted_run_of_two_workers_goes_on_with_one(quick: dict[str, Any], tmp_path: Path) -> None:
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 13:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reproduced(SHORT, quick=True, store=tmp_path / "s", workers=2, say=say)
    deadline = time.monotonic() + 60
    while any(map(_runs, multiprocessing.active_children())):
        assert time.monotonic() < deadline, "a worker outlives the command"
        time.sleep(0.05)
    assert len(Store(tmp_path / "s").found) == len((tmp_path / "s").read_text().splitlines()) == 12
    said.clear()
    found = reproduced(SHORT, quick=True, store=tmp_path / "s", say=lambda text: said.append(text))
    assert said[0].endswith("12 of them stored")
    assert found["tables"] == {name: quick["tables"][name] for name in SHORT}


def test_what_is_no_table_or_no_worker() -> None:
    with pytest.raises(UnknownName, match="fig3"):
        reproduced(["fig33"])
    with pytest.raises(BadArgument, match="1 worker"):
        reproduced(["fig3"], workers=0)
    with pytest.raises(UnknownName, match="wine"):
        half_space("vine", 0)
    with pytest.raises(UnknownName, match="iris"):
        tree_target("irises", 0)
    assert tuple(TABLES) == NAMES
    assert TABLES["table3"] is TABLE_3_AGAIN
    assert all(isinstance(table, Table) for table in TABLES.values())


@pytest.mark.parametrize("name", SAID)
def test_targets_are_unit_and_tell_the_classes_apart(name: str) -> None:
    found = half_space(name, 0)
    right = (found.rows @ found.w >= 0) == found.labels
    assert np.linalg.norm(found.w) == pytest.approx(1)
    assert found.accuracy == right.mean()
    assert min(right[found.labels].mean(), right[~found.labels].mean()) > 0.6, (
        "no target is a constant, though it has no offset"
    )
    assert (half_space(name, 1).w != found.w).any()


def test_trees_have_the_shape_that_they_are_named_for() -> None:
    assert [(shape.rows, shape.columns, shape.classes) for shape in SHAPES.values()] == [
        (48842, 108, 2), (331, 40, 5), (150, 20, 3), (16127, 101, 3)
    ]  # fmt: skip
    found = tree_target("steak-like", 0)
    assert set(np.unique(found.held)) == {0.0, 1.0}
    assert (found.held.sum(axis=1) == len(SHAPES["steak-like"].sizes)).all()


def test_printed_p_values_are_those_of_one_variable() -> None:
    for some in table67.PAPER.values():
        for t, freedom, p in some.values():
            found = table67.student(t, freedom)
            assert abs(found - math.log10(p)) < 0.06 if p else found < -300


@given(st.lists(st.floats(-5, 5), min_size=3, max_size=30).filter(lambda x: np.std(x) > 0.01), st.floats(-5, 5))
def test_in_one_dimension_hotelling_is_student(points: list[float], mean: float) -> None:
    T2, log10p = table67.hotelling(np.array(points)[:, None], np.array([mean]))
    found = ttest_1samp(points, mean)
    assert math.isclose(T2, found.statistic**2, rel_tol=1e-6, abs_tol=1e-9)
    assert 10**log10p == pytest.approx(found.pvalue, rel=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20))
def test_an_interval_holds_its_mean(values: list[float]) -> None:
    low, high = interval(values)
    assert low <= np.mean(values) + 1e-6
    assert high >= np.mean(values) - 1e-6
    assert all(map(math.isnan, interval(values[:1])))


def test_a_stop_needs_steps_in_a_row() -> None:
    entry = {"first": 5, "moves": [0.1, 0.9, 0.1, 0.1, 0.1], "errors": [1.0, 0.8, 0.6, 0.4, 0.2, 0.1]}
    assert [table5.stopped(entry, 0.1, n) for n in (1, 2, 3, 4)] == [(6, 0.8), (9, 0.2), (10, 0.1), None]
    assert table5.stopped(entry, 0.05, 1) is None
    bought = {"oracle": 0.9, "curve": [{"labels": n, "accuracy": a} for n, a in ((10, 0.9), (20, 0.5), (30, 0.9), (40, 0.95))]}
    assert [table4.reached(bought, short) for short in (0.0, 0.4, -0.1)] == [30, 10, None]


def test_the_command_writes_what_it_found(store: Path, quick: dict[str, Any], tmp_path: Path, capsys: Any) -> None:
    often = ["--quick", "--workers", "1", "--store", str(store)]
    assert main(["reproduce", "all", *often, "--document", str(tmp_path / "doc.md"), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == quick
    text = (tmp_path / "doc.md").read_text(encoding="utf-8")
    for name, table in quick["tables"].items():
        assert f"## {name}\n" in text
        assert (tmp_path / "doc" / f"{name}.svg").exists() == (table["picture"] is not None)
        assert all(" | ".join(written(row)) in text for row in table["rows"] if not row.get("drawn_only"))
    assert main(["reproduce", "fig6", *often, "--picture", str(tmp_path / "a.svg")]) == 0
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "doc" / "fig6.svg").read_bytes()
    said = capsys.readouterr().out
    for words in ("QUICK", "0.0506", "107061", "must be raised"):
        assert words in said


@pytest.mark.parametrize(
    "words",
    [
        "reproduce table5 --quick --picture a.svg",
        "reproduce fig3 --quick --picture a.txt",
        "reproduce all --quick --picture a.svg",
        "reproduce all --quick --data wine",
        "reproduce fig4 --quick --workers 0",
        "reproduce table3 --quick --workers 0",
        "reproduce fig4 --quick --workers 1 --document /dev/null/x.md",
        "reproduce fig4 --quick --store /dev",
    ],
)
def test_bad_input_ends_in_a_message(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    assert capsys.readouterr().err.startswith("qlearn: ")
