"""Extraction from a really running server: the copy that is made here, the bill, rounding, trees, and a stop in between."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import qlearn
from qlearn.cli.main import main
from qlearn.defences import parse
from qlearn.errors import BadArgument, OutOfBudget, UnknownName
from qlearn.extraction.targets import target
from qlearn.serving import app, running
from qlearn.teachers import Remote

CLI = "from qlearn.cli.main import entry; entry()"


def serving(demo: str, **how: Any) -> Any:
    found = target(f"demo:{demo}")
    return running(app(found.model, box=found.box, features=found.features, **how))


@pytest.fixture(scope="module")
def logistic() -> Iterator[str]:
    with serving("breast-cancer/logistic", price=Fraction(1, 1000)) as url:
        yield url


@pytest.mark.parametrize("oracle", ["value", "label"])
def test_the_copy_is_the_one_made_here(logistic: str, oracle: str) -> None:
    here = target("demo:breast-cancer/logistic")
    with Remote(logistic) as remote:
        there = qlearn.extract(remote, oracle=oracle, judge=200)
    mine = qlearn.extract(here.model, box=here.box, oracle=oracle)
    assert there.run.ledger == mine.run.ledger
    if oracle == "label":
        assert there.run.hypothesis.key() == mine.run.hypothesis.key()
    np.testing.assert_allclose(there.copy.coef_, mine.copy.coef_, rtol=1e-6, atol=1e-9)  # a product rounds by its batch
    assert there.in_class
    assert there.bound == mine.bound
    assert there.uniform.asked == there.judging == 200
    assert there.bill is not None
    assert there.bill.rows == there.bill.billed == there.run.ledger.total + 200
    assert there.bill.spent == pytest.approx(there.bill.rows / 1000)


@pytest.mark.parametrize(
    ("demo", "learner", "asked"),
    [("diabetes/linear", "linear.equation_solving", 11), ("iris/logistic", "linear.softmax", 5)],
)
def test_what_is_asked_is_chosen_by_what_is_told(demo: str, learner: str, asked: int) -> None:
    here = target(f"demo:{demo}")
    with serving(demo) as url, Remote(url) as remote:
        found = qlearn.extract(remote, here.data, judge=50)
    assert (found.learner.name, found.run.ledger.total, found.uniform.share) == (learner, asked, 1)
    assert found.data is not None
    assert (found.data.asked, found.judging) == (50, 100)
    assert found.in_class


@pytest.mark.parametrize("tells", ["label", "leaf"])
def test_a_tree_is_learned_as_a_tree(tells: str) -> None:
    here = target("demo:iris/tree")
    with serving("iris/tree", tells=tells) as url, Remote(url) as remote:
        found = qlearn.extract(remote, eps="1/20", tol="1/1000", judge=100)
        by_leaves = qlearn.extract(remote, oracle="leaf", judge=50) if tells == "leaf" else None
    mine = qlearn.extract(here.model, box=here.box, oracle="label", eps="1/20", tol="1/1000")
    assert found.learner.name == "trees.witness_tree"
    assert found.run.ledger == mine.run.ledger
    assert found.run.hypothesis.key() == mine.run.hypothesis.key()
    assert found.in_class
    assert found.bill is not None
    assert found.bill.billed == found.run.ledger.total + found.judging
    assert by_leaves is None or (by_leaves.uniform.share == 1 and by_leaves.learner.name == "trees.witness_ids")


@pytest.mark.parametrize("places", [1, 2, 3, 6])
def test_rounded_confidences_are_asked_for_where_they_are_open(places: int, tmp_path: Path) -> None:
    """Rounding puts the model outside the class, which the verdict says; the copy agrees all the same."""
    defence = lambda teacher: parse([f"rounding={places}"])(teacher, None, 0)
    with serving("breast-cancer/logistic", defence=defence) as url:
        for journal in (None, tmp_path / "journal", tmp_path / "journal"):  # the third time it is resumed at its end
            with Remote(url) as remote:
                found = qlearn.extract(remote, judge=500, journal=journal)
            assert found.run.ledger.total == found.bound == 31
            assert found.searched > 31
            assert found.in_class is False
            assert found.uniform.share > (0.9 if places < 2 else 0.97)
            assert found.bill is not None
            if journal is None:
                assert found.bill.billed == found.searched + 31 + 500
        with Remote(url) as remote, pytest.raises(OutOfBudget):
            qlearn.extract(remote, budget=60)
        assert remote.account().billed <= 60  # type: ignore[operator]
        with Remote(url) as remote:
            by_labels = qlearn.extract(remote, oracle="label", judge=100)
    assert by_labels.in_class
    assert by_labels.searched == 0


def test_a_server_of_labels_is_asked_for_labels() -> None:
    with serving("breast-cancer/logistic", tells="label") as url, Remote(url) as remote:
        found = qlearn.extract(remote, judge=100, positive="0")
        with pytest.raises(BadArgument, match="labels only"):
            qlearn.extract(remote, oracle="value")
        with pytest.raises(UnknownName):
            qlearn.extract(remote, oracle="vale")
        for wrong in ({"judge": 0}, {"positive": "maybe"}):
            with pytest.raises(BadArgument):
                qlearn.extract(remote, **wrong)
    assert found.copy.classes_.tolist() == [1, 0]
    assert found.in_class


def test_the_command_line_says_it_in_json(
    logistic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    line = ["extract", logistic, "--judge", "50", "--rows-per-request", "20", "--in-flight", "2", "--cache", "kept"]
    assert main([*line, "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["queries"], told["bound"], told["judging"], told["in_class"]) == ({"value": 31}, 31, 50, True)
    assert {"rows": 81, "requests": 5, "billed": 81, "difference": 0}.items() <= told["bill"].items()
    assert told["bill"]["spent"] == pytest.approx(0.081)
    assert Path(told["saved_to"]).exists()
    assert main(line) == 0  # the same dialogue again: from the cache
    assert "81 from the cache; billed 0, as many as were asked" in " ".join(capsys.readouterr().out.split())
    for wrong in (
        ["extract", "http://127.0.0.1:9", "--patience", "0.1"], ["extract", logistic, "--model", "other"],
        ["extract", logistic, "--dialect", "grpc"], ["extract", "demo:iris/tree", "--key", "k"],
        ["extract", logistic, "--oracle", "leaf"], ["extract", "http://"],
    ):  # fmt: skip
        assert main(wrong) == 2
        assert capsys.readouterr().err.startswith("qlearn: ")


def test_a_tree_behind_a_server_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with serving("iris/tree", tells="leaf") as url:
        line = ["extract", url, "--eps", "1/20", "--tol", "1/1000", "--judge", "50", "--picture", "tree.svg"]
        assert main(line) == 0
    assert Path("tree.svg").exists()
    said = " ".join(capsys.readouterr().out.split())
    assert "petal width (cm) <=" in said
    assert "as many as were asked" in said


def test_a_key_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with serving("iris/logistic", keys={"alice": "word"}, budget={"alice": 60}) as url:
        assert main(["extract", url, "--judge", "20"]) == 2
        assert "--key" in capsys.readouterr().err
        monkeypatch.setenv("QLEARN_KEY", "word")
        assert main(["extract", url, "--judge", "20"]) == 0
        assert main(["extract", url, "--judge", "50"]) == 2
        said = capsys.readouterr().err
    assert "budget" in said
    assert "word" not in said


def test_ctrl_c_leaves_a_journal_that_resumes(tmp_path: Path) -> None:
    here = target("demo:breast-cancer/logistic")

    interrupted = threading.Event()

    class Slow:
        """Slow enough for a busy machine to interrupt it: past 40 rows, until it is, a quarter of a second a message."""

        def __init__(self, teacher: Any) -> None:
            self.teacher, self.asked = teacher, 0

        def answer(self, query: Any) -> Any:
            self.asked += query.cost
            time.sleep(0.005)
            if self.asked > 40:
                interrupted.wait(0.25)
            return self.teacher.answer(query)

    with running(app(here.model, box=here.box, defence=Slow)) as url, Remote(url) as watch:
        line = [sys.executable, "-c", CLI, "extract", url, "--oracle", "label", "--judge", "100", "--journal", "j"]
        heard = {"preexec_fn": partial(signal.signal, signal.SIGINT, signal.SIG_DFL)}  # a job in the background is deaf to it
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen([*line, "--json", "-"], cwd=tmp_path, **pipes, **heard)  # type: ignore[call-overload]
        while watch.account().billed < 40 and process.poll() is None:  # type: ignore[operator]
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        interrupted.set()
        assert process.returncode == 130
        assert not out
        assert b"interrupted" in err
        assert b"Traceback" not in err
        with Remote(url) as remote:
            found = qlearn.extract(remote, oracle="label", judge=100, journal=tmp_path / "j")
        assert any("resumed" in note for note in found.run.notes)
        mine = qlearn.extract(here.model, box=here.box, oracle="label")
        assert found.run.hypothesis.key() == mine.run.hypothesis.key()
        twice = watch.account().billed - found.run.ledger.total - 100  # type: ignore[operator]
        assert 0 <= twice <= max(t.query.cost for t in found.run.turns)  # the message in flight
