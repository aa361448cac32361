"""The command line: what it prints for people and machines, and that bad input ends in a message and exit code 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

import qlearn
from qlearn.cli.main import main
from qlearn.cli.output import fact
from qlearn.cli.verify import named

Capture = pytest.CaptureFixture[str]


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    code = "from qlearn.cli.main import entry; entry()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def as_json(capsys: Capture, *arguments: str) -> Any:
    """What `--json -` prints: one object, and nothing else on standard output."""
    assert main([*arguments, "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)


def test_list_names_every_learner(capsys: Capture) -> None:
    assert [row["name"] for row in as_json(capsys, "list")["learners"]] == list(qlearn.catalogue())
    assert main(["list"]) == 0
    assert "boolean.elimination+sampling" in capsys.readouterr().out


@pytest.mark.parametrize("name", qlearn.catalogue())
def test_show_tells_the_theorem_and_where_it_is_from(name: str, capsys: Capture) -> None:
    shown = as_json(capsys, "show", name, "--no-evidence")
    assert shown["evidence"] is None
    assert shown["claim"] == qlearn.find(name).theorem.claim
    assert shown["cite"], "every theorem of the catalogue has a source"
    assert all(any(char.isdigit() for char in source) for source in shown["cite"])
    assert main(["show", name, "--latex", "--no-evidence"]) == 0
    assert "guarantee" in capsys.readouterr().out


def test_verify_takes_families_and_writes_json() -> None:
    assert [x.name for x in named("automata")] == [x for x in qlearn.catalogue() if x.startswith("automata.")]
    done = ran("verify", "automata.l_star", "finite.halving", "--json", "-")
    assert done.returncode == 0, done.stderr
    learners = json.loads(done.stdout)["learners"]
    assert [row["name"] for row in learners] == ["automata.l_star", "finite.halving"]
    for row in learners:
        assert row["holds"]
        assert row["claims"]
        assert set(row["evidence"]) == {"proved", "exhausted", "attacked", "tested"}
        assert sum(found is not None for found in row["evidence"].values()) >= 2, row["name"]
        assert row["best_ratio"] == 1
        assert row["best_target"]
        assert not row["evidence"]["attacked"] or " worst 1 by " in row["evidence"]["attacked"]


def test_verify_says_which_theorem_does_not_hold(tmp_path: Path, capsys: Capture) -> None:
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        "from qlearn import Equivalence, proves\n"
        "from qlearn.learners.boolean.elimination import elimination\n"
        "@proves(elimination.theorem)\n"
        "def greedy(n):\n"
        "    found = yield from elimination.start(n)\n"
        "    yield from Equivalence(found)\n"
        "    return found\n",
        encoding="utf-8",
    )
    assert main(["verify", str(greedy)]) == 1
    said = capsys.readouterr().out
    assert "greedy.greedy does NOT hold" in said
    assert "asked 3 equivalence queries" in said
    assert "= 2" in said


def test_extract_asks_exactly_its_bound(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "copy.skops"
    arguments = ("extract", "demo:breast-cancer/logistic", "--oracle", "value", "--out", str(out))
    report = as_json(capsys, *arguments)
    assert report["queries"] == {"value": 31}
    assert report["bound"] == report["lower_bound"] == 31
    assert report["fidelity"] == {"uniform": 1.0, "data": 1.0}
    assert report["rounds"] == 1
    assert report["in_class"]
    assert report["saved_to"] == str(out)
    assert out.exists()
    assert main(list(arguments)) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "31 value" in said
    assert "the model is in the class" in said


def test_extract_says_when_a_model_is_outside_the_class(tmp_path: Path, capsys: Capture) -> None:
    assert main(["extract", "demo:breast-cancer/svm", "--out", str(tmp_path / "svm.skops")]) == 0
    assert "OUTSIDE the class" in " ".join(capsys.readouterr().out.split())


BAD = {
    "verify boolean.eliminaton": "did you mean boolean.elimination",
    "verify nowhere.py": "there is no Python file",
    "verify --effort huge": "huge",
    "verify --seed x": "unable to convert",
    "show linear.soft": "did you mean linear.softmax",
    "show boolean.elimination+sampeling": "did you mean sampling",
    "show linear.logistic+sampling": "worst-case bound on equivalence",
    "show": "requires an argument",
    "extract demo:brest-cancer/logistic": "did you mean breast-cancer",
    "extract demo:iris/logstic": "did you mean iris/logistic",
    "extract demo:iris/svm": "no learner of values fits",
    "extract model.pkl": "there is no file",
    "extract model": "is no target",
    "extract no_such_module:f --box 0:1": "there is no module no_such_module",
    "extract math:pi --box 0:1": "has a float, not a function",
    "extract math:sin": "nothing says where its inputs lie",
    "extract math:sin --box 1:0": "is no side of a box",
    "extract math:sin --box 0:1 --data nowhere.csv": "cannot be read",
    "extract demo:iris/logistic --oracle labels": "did you mean label",
    "extract demo:iris/logistic --oracle label": "membership needs two classes or positive",
    "extract demo:iris/logistic --oracle label --positive 7": "no class of this model",
    "extract demo:iris/logistic --oracle label --positive 1 --eps 2": "eps is an angle",
    "extract demo:iris/logistic --oracle label --positive 1 --learner linear.pivot_ratio": "try linear.pivot_ratio+homogeneous",
    "extract demo:iris/logistic --journal /proc/nowhere/j": "cannot open the journal",
    "extract demo:iris/logistic --certificate /proc/nowhere/c": "cannot write to /proc/nowhere/c",
    "check nowhere.jsonl": "cannot be read as a certificate",
    "check README.md": "cannot be read as a certificate",
    "extract demo:iris/logistic --budget 0": "at least 1",
    "extract demo:iris/logistic --budget -3": "at least 1",
    "extract demo:iris/logistic --budget 4": "the teacher was not asked",
    "extract demo:iris/logistic --step 0": "leads nowhere",
    "extract demo:iris/logistic --step nan": "finite",
    "extract demo:iris/logistic --learner boolean.elimination": "asks equivalence queries",
    "extract demo:iris/tree": "probability 0.0",
    "extract demo:iris/logistic --out /proc/nowhere/copy.skops": "cannot write",
    "list --json /proc/nowhere/x.json": "cannot write",
    "list --json --markdown": "standard output",
    "verify --json /proc/nowhere/x.json": "cannot write to /proc/nowhere/x.json",
    "verify --json --effort": "standard output",
    "frobnicate": "Unknown command",
}


@pytest.mark.parametrize("line", BAD)
def test_bad_input_ends_in_a_message_and_exit_code_2(line: str, capsys: Capture, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert BAD[line] in " ".join(said.err.split())
    assert not said.out or line.startswith("verify"), "nothing is printed as a result"


def test_a_file_that_breaks_on_import_is_the_callers_fault(tmp_path: Path, capsys: Capture) -> None:
    for text, message in (("1/0", "ZeroDivisionError"), ("x = 1", "defines no learner")):
        (tmp_path / "bad.py").write_text(text, encoding="utf-8")
        assert main(["verify", str(tmp_path / "bad.py")]) == 2
        assert message in capsys.readouterr().err


def test_the_installed_script_has_exit_codes_too() -> None:
    assert ran("list").returncode == 0
    failed = ran("show", "nothing.there")
    assert failed.returncode == 2
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("command", ["extract", "check", "verify", "show"])
def test_brackets_in_a_name_are_no_markup(command: str, capsys: Capture) -> None:
    assert main([command, "[/no].skops"]) == 2
    assert "[/no].skops" in capsys.readouterr().err


def test_a_report_keeps_its_brackets() -> None:
    table = Table.grid()
    fact(table, "claim", "learns [w.x >= 0] [/]")
    console = Console(width=60)
    with console.capture() as captured:
        console.print(table)
    assert "claim" in captured.get()
    assert "learns [w.x >= 0] [/]" in captured.get()
