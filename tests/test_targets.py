"""What can be extracted: demos, files, functions; and what is refused, with a reason."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import FunctionTransformer
from skops import io

import qlearn
from qlearn import find, run
from qlearn.cli.main import main
from qlearn.errors import BadArgument, OutOfBudget, UnknownName
from qlearn.extraction.demos import LOADERS
from qlearn.extraction.half_space_extraction import BY_LABELS
from qlearn.extraction.targets import parse_box, read_rows, target
from qlearn.extraction.victim import Victim

RNG = np.random.default_rng(0)
X = RNG.normal(size=(200, 3)) * [1, 10, 100]
Y = (X @ [1, 0.2, -0.01] > 0.3).astype(int)
MODEL = LogisticRegression(max_iter=10_000).fit(X / X.std(axis=0), Y)


@pytest.mark.parametrize("name", [f"{data}/{kind}" for data in LOADERS for kind in ("logistic", "linear", "svm", "tree")])
def test_every_demo_is_there(name: str) -> None:
    found = target(f"demo:{name}")
    assert found.data is not None
    assert found.box.d == found.data.shape[1]
    assert len(found.model.predict(found.data)) == len(found.data)


def test_a_saved_model_comes_back(tmp_path: Path) -> None:
    np.save(tmp_path / "rows.npy", X)
    io.dump(MODEL, tmp_path / "m.skops")
    joblib.dump(MODEL, tmp_path / "m.joblib")
    (tmp_path / "m.pkl").write_bytes(pickle.dumps(MODEL))
    for name in ("m.skops", "m.joblib", "m.pkl"):
        found = target(str(tmp_path / name), data=tmp_path / "rows.npy", trust_pickle=name != "m.skops")
        assert (found.model.predict(X) == MODEL.predict(X)).all()
        assert found.box.d == 3


def test_a_copy_is_not_written_over_its_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("extracted").mkdir()
    io.dump(MODEL, "extracted/m.skops")
    before = Path("extracted/m.skops").read_bytes()
    line = ["extract", "extracted/m.skops", "--box=-1:1*3"]
    assert main(line) == main([*line, "--out", "./extracted/../extracted/m.skops"]) == 2
    assert Path("extracted/m.skops").read_bytes() == before
    assert main([*line, "--out", "copy.skops"]) == 0


@pytest.mark.parametrize("option", ["--out", "--certificate", "--json"])
def test_nothing_is_asked_if_the_answer_cannot_be_written(option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my_dear.py").write_text("def f(X):\n    open('asked', 'w').close()\n    return X @ [1.0, -2.0]\n")
    Path("folder").mkdir()
    assert main(["extract", "my_dear:f", "--box=-1:1*2", option, "folder"]) == 2
    assert not Path("asked").exists()
    assert main(["extract", "my_dear:f", "--box=-1:1*2", option, "new/file"]) == 0
    assert Path("new/file").is_file()


class Boom:
    def __reduce__(self) -> Any:
        return (Path("exploded").touch, ())


def test_a_pickle_is_not_opened_unless_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("m.pkl", "m.joblib", "m.pickle"):
        Path(name).write_bytes(pickle.dumps(Boom()))
        with pytest.raises(BadArgument, match="--trust-pickle allows it"):
            target(name, box="0:1")
    assert not Path("exploded").exists()
    target("m.pkl", box="0:1", trust_pickle=True)
    assert Path("exploded").exists(), "the pickle is a real one"


def test_foreign_types_in_skops_are_named(tmp_path: Path) -> None:
    io.dump(FunctionTransformer(np.linalg.svd), tmp_path / "m.skops")
    with pytest.raises(BadArgument, match=r"does not trust .*svd"):
        target(str(tmp_path / "m.skops"), box="0:1")


@pytest.mark.parametrize("suffix", [".skops", ".pkl", ".joblib"])
def test_damaged_files_end_in_a_message(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"m{suffix}"
    with pytest.raises(BadArgument, match="no file"):
        target(str(path), box="0:1", trust_pickle=True)
    path.write_bytes(b"\x80garbage")
    with pytest.raises(BadArgument, match="cannot be loaded"):
        target(str(path), box="0:1", trust_pickle=True)


def test_a_plain_function_is_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my_model.py").write_text(
        "def f(X):\n    return X @ [1.0, -2.0] - 0.5\n\ndef yes(X):\n    return f(X) >= 0\n\nx = 3\n"
    )
    Path("my_broken.py").write_text("1/0\n")
    found = target("my_model:f", box="-1:1*2")
    assert qlearn.extract(found.model, box=found.box).copy.coef_.tolist() == pytest.approx([1, -2])
    label = qlearn.extract(target("my_model:yes", box="-1:1*2").model, box=found.box, oracle="label", eps="1/1000")
    assert label.certified_error <= 1e-3
    assert label.in_class
    for spec, hint in {
        "my_model:g": "has no g", "my_model:x": "not a function", "no_model:f": "no module no_model",
        "my_broken:f": "ZeroDivisionError", "my_model": "is no target",
    }.items():  # fmt: skip
        with pytest.raises(BadArgument, match=hint):
            target(spec, box="-1:1*2")
    with pytest.raises(BadArgument, match="nothing says where its inputs lie"):
        target("my_model:f")
    with pytest.raises(UnknownName, match="did you mean"):
        target("demo:iris/logistics")


def test_rows_from_text_and_binary(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one,two\n1,2\n3,4\n")
    (tmp_path / "b.csv").write_text("1,2\n3,4\n")
    np.save(tmp_path / "c.npy", np.array([[1, 2], [3, 4]]))
    for name in ("a.csv", "b.csv", "c.npy"):
        assert read_rows(tmp_path / name).tolist() == [[1, 2], [3, 4]]
    (tmp_path / "d.csv").write_text("1,2\n3\n")
    (tmp_path / "e.csv").write_text("")
    (tmp_path / "f.csv").write_text("1,nan\n")
    np.save(tmp_path / "g.npy", np.zeros(3))
    np.save(tmp_path / "h.npy", np.array([None]), allow_pickle=True)
    for name in ("d.csv", "e.csv", "f.csv", "g.npy", "h.npy", "none.csv"):
        with pytest.raises(BadArgument, match="--data"):
            read_rows(tmp_path / name)


def test_a_model_that_fails_is_said_to_and_the_journal_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my_moody.py").write_text(
        "asked = 0\n\ndef f(X):\n    global asked\n    asked += 1\n    if asked == 4:\n        raise ValueError('not today')\n"
        "    return X @ [1.0, -2.0] >= 0.5\n"
    )
    line = ["extract", "my_moody:f", "--oracle", "label", "--box=-1:1*2", "--journal", "j", "--out", "copy.skops"]
    assert main(line) == 2
    assert "f failed when it was asked: ValueError: not today" in capsys.readouterr().err
    assert main(line) == 0
    assert "after 3 turns" in " ".join(capsys.readouterr().out.split())
    assert main([*line, "--cost", "nan"]) == 2
    assert "--cost" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "1", "1:", "2:1", "0:1*0", "0:1*x", "nan:1", "0:inf", "0:1,,0:1", "0:1*9999999999"])
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(BadArgument, match="no side of a box"):
        parse_box(text)


class Counted(ClassifierMixin, BaseEstimator):
    """A classifier that counts the rows it is asked about by itself."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.classes_, self.n_features_in_, self.rows = inner, inner.classes_, inner.n_features_in_, 0

    def fit(self, X: Any, y: Any) -> Any:
        raise AssertionError("nobody extracts a model by fitting it again")

    def predict(self, points: Any) -> Any:
        self.rows += len(points)
        return self.inner.predict(points)


def test_breast_cancer_from_labels_alone() -> None:
    """Within its bound, certified, faithful, and counted on the model's own side."""
    found = target("demo:breast-cancer/logistic")
    model = Counted(found.model)
    centre, step = tuple(found.box.centre.tolist()), tuple(found.box.half_width.tolist())
    done = run(find(BY_LABELS)(d=30, eps="1/100", centre=centre, step=step), Victim(model))
    assert model.rows == done.ledger.total == done.ledger["membership"]

    learned = qlearn.extract(found.model, found.data, oracle="label", eps="1/100")
    assert learned.lower_bound <= learned.run.ledger["membership"] == model.rows <= learned.bound
    assert learned.certified_error <= 0.01
    assert learned.in_class
    assert learned.data.share >= 0.99
    assert learned.uniform.share >= 0.99


@pytest.mark.parametrize("name", ["breast-cancer/tree", "breast-cancer/svm"])
def test_a_model_that_is_no_half_space_is_found_out_by_labels(name: str) -> None:
    found = target(f"demo:{name}")
    assert not qlearn.extract(found.model, found.data, oracle="label", learner=BY_LABELS, eps="1/20").in_class


def test_one_class_against_the_others(tmp_path: Path) -> None:
    found = target("demo:iris/logistic")
    with pytest.raises(BadArgument, match="positive"):
        qlearn.extract(found.model, found.data, oracle="label")
    for positive in (0, "0"):
        learned = qlearn.extract(found.model, found.data, oracle="label", positive=positive, eps="1/50")
        assert set(learned.copy.classes_.tolist()) == {False, True}
    two = target("demo:breast-cancer/logistic")
    malignant = qlearn.extract(two.model, two.data, oracle="label", positive=0, eps="1/50")
    assert (malignant.copy.predict(two.data) == two.model.predict(two.data)).mean() > 0.97


def test_a_stopped_extraction_resumes_and_says_what_it_cost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal, out = tmp_path / "j", ["--out", str(tmp_path / "copy.skops"), "--json", "-"]
    line = ["extract", "demo:iris/logistic", "--oracle", "label", "--positive", "0", "--eps", "1/20", "--journal", str(journal)]
    assert main([*line, "--budget", "9"]) == 2
    assert "the budget has 0 queries" in capsys.readouterr().err
    assert main([*line, "--cost", "0.25", *out, "--certificate", str(tmp_path / "c")]) == 0
    said = json.loads(capsys.readouterr().out)
    asked = said["queries"]["membership"]
    assert asked <= said["bound"]
    assert said["cost"] == 0.25 * asked
    assert "after 4 turns" in said["notes"][0]  # five signs, and three rounds of a knockout
    for file in (journal, tmp_path / "c"):
        assert main(["check", str(file), "--replay"]) == 0
        assert str(asked) in capsys.readouterr().out
    with pytest.raises(OutOfBudget):
        qlearn.extract(target("demo:iris/logistic").model, X[:, [0, 1, 2, 0]], oracle="label", positive=0, budget=3)


def test_an_oracle_needs_a_learner_that_asks_it() -> None:
    found = target("demo:breast-cancer/logistic")
    with pytest.raises(BadArgument, match="choose a learner that asks those"):
        qlearn.extract(found.model, found.data, oracle="value", learner="linear.spherical_bisection+homogeneous")
    with pytest.raises(BadArgument, match=r"try linear\.spherical_bisection\+homogeneous"):
        qlearn.extract(found.model, found.data, oracle="label", learner="linear.spherical_bisection")
    with pytest.raises(BadArgument, match="data or a box"):
        qlearn.extract(found.model)
