"""Extraction by retraining: measured, promised nothing, and told where no budget or no theorem is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC

import qlearn
from qlearn.cli.main import main
from qlearn.errors import BadArgument, UnknownName
from qlearn.extraction.copies import save
from qlearn.extraction.kernel_extraction import KernelExtraction, is_machine, learned_by_retraining

COINS = np.random.default_rng(0)
X = COINS.uniform(0, 10, (300, 3))
Y = np.where(((X - 5) ** 2).sum(axis=1) < 16, "inside", "outside")
MODEL = make_pipeline(MinMaxScaler((-1, 1)), SVC(C=10)).fit(X, Y)


def test_a_machine_is_known_by_its_kernel() -> None:
    assert is_machine(MODEL)
    assert is_machine(SVC())
    assert not is_machine(SVC(kernel="poly"))
    assert not is_machine(len)
    assert learned_by_retraining(MODEL, "label", None)
    assert not learned_by_retraining(MODEL, "value", None)
    assert not learned_by_retraining(MODEL, "label", "linear.chart_box+homogeneous")


def test_it_asks_the_budget_and_promises_nothing(tmp_path: Path) -> None:
    found = qlearn.extract(MODEL, X, oracle="label", budget=80, seed_rows=30, gamma=1.0)
    assert isinstance(found, KernelExtraction)
    assert found.run.ledger == {"membership": 80}
    assert (found.bound, found.lower_bound, found.certified_error, found.in_class) == (None,) * 4
    assert found.data.asked == 270, "known rows are not measured on"
    assert found.data.share > 0.93 > found.majority["data"]
    assert set(found.copy.predict(X)) == {"inside", "outside"}
    assert (found.copy.predict(X) == MODEL.predict(X)).mean() > 0.93
    path = save(found.copy, tmp_path / "copy.skops")
    from skops import io

    back = io.load(path, trusted=io.get_untrusted_types(file=path))
    assert (back.predict(X) == found.copy.predict(X)).all()


def test_a_function_is_learned_by_a_method_that_is_named() -> None:
    found = qlearn.extract(
        lambda X: X[:, 0] * X[:, 1] > 0, box=qlearn.domains.Box((-1.0,) * 2, (1.0,) * 2), oracle="label", budget=80,
        learner="retraining.uncertainty", gamma=1.0,
    )  # fmt: skip
    assert found.uniform.share > 0.95
    assert found.data is None


def test_values_are_interpolated() -> None:
    model = SVC(C=10, gamma=0.05).fit(X, Y)
    found = qlearn.extract(model, X, oracle="value", budget=100, learner="retraining.interpolation", gamma=0.05 * 25)
    assert found.run.ledger == {"value": 100}
    assert found.data.share > 0.97


@pytest.mark.parametrize(
    ("told", "fault", "says"),
    [
        ({"oracle": "label"}, BadArgument, "budget"),
        ({"oracle": "label", "budget": 50, "seed_rows": 300}, BadArgument, "300 seed rows"),
        ({"oracle": "label", "budget": 50, "seed_rows": -1}, BadArgument, "seed_rows"),
        ({"oracle": "label", "budget": 50, "gamma": 0.0}, BadArgument, "gamma"),
        ({"oracle": "label", "budget": 50, "learner": "retraining.eta"}, UnknownName, "retraining.eat"),
        ({"oracle": "value", "budget": 50, "learner": "retraining.eat"}, BadArgument, "membership"),
        ({"oracle": "value", "budget": 50, "learner": "retraining.interpolation"}, BadArgument, "gamma"),
        ({"oracle": "label", "budget": {"membership": 50}}, BadArgument, "budget"),
    ],
)
def test_what_it_must_be_told(told: dict, fault: type[Exception], says: str) -> None:
    with pytest.raises(fault, match=says):
        qlearn.extract(MODEL, X, **told)


def test_seed_rows_without_data_are_refused() -> None:
    with pytest.raises(BadArgument, match="no data"):
        qlearn.extract(
            MODEL, box=qlearn.domains.Box((0.0,) * 3, (10.0,) * 3), oracle="label", budget=50, seed_rows=5, gamma=1.0
        )


def test_the_command_reports_no_bound_and_resumes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = ["extract", "demo:wine/rbf", "--oracle", "label", "--positive", "1", "--budget", "40", "--gamma", "0.2"]
    common += ["--seed-rows", "20", "--out", str(tmp_path / "copy.skops"), "--journal", str(tmp_path / "run.jsonl")]
    assert main(common) == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in ("NO THEOREM", "no theorem says how many", "20 rows without labels were known", "a constant answer: 0."):
        assert words in said
    written = (tmp_path / "run.jsonl").read_bytes()
    assert main([*common, "--json", "-"]) == 0
    assert (tmp_path / "run.jsonl").read_bytes() == written, "nothing was asked again"
    found = json.loads(capsys.readouterr().out)
    assert found["bound"] is None
    assert found["seed_rows"] == 20
    assert 0.5 < found["majority"]["data"] < found["fidelity"]["data"]
    assert main([*common[:-2], "--certificate", str(tmp_path / "c.json")]) == 2
    assert "nothing to certify" in capsys.readouterr().err


def test_methods_are_listed_and_shown_as_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert "Without a theorem" in capsys.readouterr().out
    assert main(["list", "--json", "-"]) == 0
    assert "retraining.eat" in json.loads(capsys.readouterr().out)["without_theorem"]
    assert main(["show", "retraining.eat"]) == 0
    assert "NO THEOREM" in capsys.readouterr().out
    assert main(["show", "retraining.eta"]) == 2
    assert "retraining.eat" in capsys.readouterr().err
    assert main(["verify", "retraining.eat"]) == 2, "there is nothing to verify"
