"""Table 3 again: machines with their laws, what is reached and when, a store that is not run twice, the command."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn.cli.main import main
from qlearn.errors import BadArgument, UnknownName
from qlearn.reproduction import running
from qlearn.reproduction import table3 as table
from qlearn.reproduction.curves import agreement, curve, labels_to, mean_curve, reach
from qlearn.reproduction.machines import DATA, INPUTS, machine
from qlearn.reproduction.paper import TABLE_3

SMALL = table.Plan(data=("moons",), methods=("passive", "uncertainty-averaged"), labels=30, seeds=2, rows=(True,))


@pytest.mark.parametrize("name", DATA)
def test_a_machine_is_what_all_methods_are_set_against(name: str) -> None:
    found = machine(name, 0)
    assert found.gamma > 0
    assert found.rows.shape[1] == found.d
    for law, inputs in found.inputs.items():
        assert inputs.shape == (INPUTS, found.d)
        assert np.abs(inputs).max() <= 1 + 1e-12
        share = found.labels[law].mean()
        assert found.majority[law] == max(share, 1 - share)
    assert 0.5 < found.majority["data"] < 0.95, "on the data no machine is nearly constant"
    assert found.accuracy > 0.65
    again = machine(name, 0)
    assert (again.inputs["data"] == found.inputs["data"]).all()
    assert (machine(name, 1).rows[:5] != found.rows[:5]).any()


def test_rows_known_are_neither_trained_on_nor_held_out() -> None:
    found = machine("wine", 0)
    assert len(found.rows) == 178 // 6
    distance = np.abs(found.inputs["data"][:, None] - found.rows[None]).max(axis=2).min()
    assert distance > 0


@pytest.mark.parametrize(
    ("shares", "reached"),
    [
        ({10: 0.9, 20: 0.96, 40: 0.97}, 10 * 2 ** (5 / 6)),
        ({10: 0.95, 20: 0.95}, 10),
        ({10: 0.96, 20: 0.9, 40: 0.96}, 20 * 2 ** (5 / 6)),
        ({10: 0.9, 20: 0.96, 40: 0.94, 80: 0.96}, 40 * 2 ** (1 / 2)),
        ({10: 0.9, 20: 0.94}, math.inf),
        ({10: 0.9}, math.inf),
    ],
)
def test_a_level_is_reached_where_it_is_kept(shares: dict[int, float], reached: float) -> None:
    assert reach(shares, 0.95) == pytest.approx(reached)


@given(st.dictionaries(st.integers(10, 1000), st.floats(0.5, 1), min_size=1), st.floats(0.5, 1), st.floats(0, 0.3))
def test_a_higher_level_takes_no_fewer_labels(shares: dict[int, float], level: float, more: float) -> None:
    assert reach(shares, level) <= reach(shares, min(level + more, 1.0))


def test_intervals_hold_the_figure_and_one_run_has_none() -> None:
    curves = [{10: {"data": 0.9 + 0.01 * i}, 20: {"data": 0.97 + 0.002 * i}} for i in range(8)]
    found = labels_to(curves, "data", 0.95)
    assert found.low <= found.value <= found.high
    assert found.low < found.high
    assert agreement(curves[:1], "data", 15).low == agreement(curves[:1], "data", 15).high == 0.9
    assert mean_curve(curves, "data")[10] == pytest.approx(0.935)


def test_a_curve_stops_where_it_was_told() -> None:
    found = curve(machine("moons", 0), "uncertainty-averaged", 33, 0, rows=True)
    assert list(found) == [16, 20, 25, 30, 33]
    assert found[33]["data"] > 0.95


def test_what_is_stored_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "runs.jsonl"
    said: list[str] = []
    first = running.machines_again(SMALL, store, 1, said.append)
    assert len(said) == len(store.read_text().splitlines()) + 1 == 5
    lines = store.read_text().splitlines(keepends=True)
    store.write_text("".join(lines[:3]) + lines[3][:20])  # killed while it wrote
    ran = []
    monkeypatch.setattr(running, "run_cell", lambda name, cell, run=running.run_cell: ran.append(cell) or run(name, cell))
    assert running.machines_again(SMALL, store, 1, said.append) == first
    assert len(ran) == 1
    assert running.machines_again(SMALL, store, 1, said.append) == first
    assert len(ran) == 1, "what was torn is whole again, and what stands after it too"
    monkeypatch.undo()
    rows = {(row["method"], row["law"]): row for row in first["rows"]}
    assert len(rows) == 4
    assert rows["uncertainty-averaged", "data"]["agreement"]["value"] > rows["passive", "data"]["agreement"]["value"]
    assert all(row["majority"] > 0.5 for row in first["rows"])


def test_the_printed_counts_are_budgets() -> None:
    assert all(row.retraining == row.budget for row in TABLE_3)
    assert max(row.retraining / row.eat for row in TABLE_3) == pytest.approx(227, abs=1)


@pytest.mark.parametrize(
    ("plan", "fault", "says"),
    [
        ({"data": ("moon",)}, UnknownName, "moons"),
        ({"methods": ("eat2",)}, UnknownName, "eat"),
        ({"labels": 10}, BadArgument, "20 labels"),
        ({"seeds": 0}, BadArgument, "1 seeds"),
    ],
)
def test_a_plan_that_is_none(plan: dict, fault: type[Exception], says: str) -> None:
    with pytest.raises(fault, match=says):
        table.Plan(**plan)


def test_the_command_says_draws_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "runs.jsonl"
    small = ["--data", "moons", "--methods", "passive", "--labels", "25", "--seeds", "2", "--store", str(store)]
    assert main(["reproduce", "table3", *small, "--picture", str(tmp_path / "a.svg")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "moons",
        "on uniform inputs of the box, no rows known",
        "on held-out data, some rows known",
        "11301",
        "budget",
    ):
        assert words in said
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("a constant answer") >= 1
    assert main(["reproduce", "table3", *small, "--json", str(tmp_path / "a.json")]) == 0
    found = json.loads((tmp_path / "a.json").read_text())
    assert len(found["rows"]) == 4
    assert len(store.read_text().splitlines()) == 4


@pytest.mark.parametrize(
    "words",
    [
        "reproduce table33",
        "reproduce table3 --data nothing",
        "reproduce table3 --quick --picture a.txt --labels 20",
        "reproduce table3 --quick --labels 3",
        "reproduce table3 --quick --store /dev/null/x",
    ],
)
def test_bad_input_ends_in_a_message(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    assert capsys.readouterr().err.startswith("qlearn: ")
