"""Other people's servers, really running: MLServer and MLflow, in an environment of their own (`.venv-peers`)."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import qlearn
from qlearn import Membership
from qlearn.cli.main import main
from qlearn.domains import Box
from qlearn.errors import Unanswered
from qlearn.teachers import Remote

PEERS = Path(os.environ.get("QLEARN_PEERS") or Path(__file__).parent.parent / ".venv-peers" / "bin")
BOX = Box((-2.0,) * 5, (2.0,) * 5)
START = 90.0  # seconds in which a server has to be there
FIT = """
import json, sys, joblib, numpy as np
from sklearn.linear_model import LogisticRegression
X = np.random.default_rng(0).normal(size=(300, 5))
model = LogisticRegression().fit(X, (X @ [1, -2, 0.5, 3, 0] > 0.3).astype(int))
joblib.dump(model, "model.joblib")
json.dump({"coef": model.coef_.tolist(), "intercept": model.intercept_.tolist()}, open("fitted.json", "w"))
if sys.argv[1] == "mlflow":
    import mlflow.sklearn
    mlflow.sklearn.save_model(model, "saved", pyfunc_predict_fn="predict_proba", serialization_format="cloudpickle")
"""


def environment() -> dict[str, str]:
    """Their executables first, our own modules nowhere, and nothing that looks for a network."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    quiet = {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "OPENBLAS_NUM_THREADS": "1"}
    return {**kept, **quiet, "PATH": f"{PEERS}{os.pathsep}{os.environ['PATH']}"}


def fitted(peer: str, where: Path) -> Any:
    """A model fitted and saved there by the peers' own scikit-learn; the same one here, number by number."""
    if not (PEERS / peer).exists():
        pytest.skip(f"{peer} is not in {PEERS}: make an environment with the group `peers`, or name one with QLEARN_PEERS")
    subprocess.run([str(PEERS / "python"), "-c", FIT, peer], cwd=where, env=environment(), check=True, capture_output=True)
    told = json.loads((where / "fitted.json").read_text())
    model = LogisticRegression()
    model.coef_, model.intercept_, model.classes_ = np.array(told["coef"]), np.array(told["intercept"]), np.array([0, 1])
    model.n_features_in_ = 5
    return model


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def started(where: Path, *line: str) -> Iterator[None]:
    log = (where / "log").open("wb")
    command = [str(PEERS / line[0]), *line[1:]]
    process = subprocess.Popen(command, cwd=where, env=environment(), stdout=log, stderr=log, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # a server may have started others
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def met(url: str, where: Path, **how: Any) -> Remote:
    """The server, as soon as it is there: a client waits by itself for a while."""
    for _ in range(int(START // 20)):
        try:
            return Remote(url, **how)
        except Unanswered:
            continue
    raise AssertionError(f"{url} does not answer: {(where / 'log').read_text()[-2000:]}")


def same_as_here(remote: Remote, model: Any) -> None:
    """By values and by labels the copy is the one that is made of the model here."""
    for oracle in ("value", "label"):
        there = qlearn.extract(remote, box=BOX, oracle=oracle, judge=200)
        here = qlearn.extract(model, box=BOX, oracle=oracle)
        assert there.run.ledger == here.run.ledger
        np.testing.assert_allclose(there.copy.coef_, here.copy.coef_, rtol=1e-9)
        np.testing.assert_allclose(there.copy.intercept_, here.copy.intercept_, rtol=1e-9)
        assert there.in_class
        assert there.uniform.share == 1 or oracle == "label"
        assert there.bill is not None
        assert there.bill.billed is None
    assert "does not say" in str(remote.account())


def test_mlserver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    model = fitted("mlserver", tmp_path)
    ports = [free_port() for _ in range(3)]
    settings = {
        "host": "127.0.0.1",
        "http_port": ports[0],
        "grpc_port": ports[1],
        "metrics_port": ports[2],
        "parallel_workers": 0,
    }
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    served = {"name": "m", "implementation": "mlserver_sklearn.SKLearnModel", "parameters": {"uri": "./model.joblib"}}
    (tmp_path / "model-settings.json").write_text(json.dumps(served))
    url = f"http://127.0.0.1:{ports[0]}"
    with started(tmp_path, "mlserver", "start", "."):
        with met(url, tmp_path) as remote:
            same_as_here(remote, model)
            assert remote.served.model == "m"
        monkeypatch.chdir(tmp_path)
        line = ["extract", url, "--box=-2:2*5", "--judge", "100", "--rows-per-request", "30", "--in-flight", "4", "--json", "-"]
        assert main(line) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["queries"], told["in_class"], told["fidelity"]["uniform"]) == ({"value": 6}, True, 1)


def test_mlflow(tmp_path: Path) -> None:
    model, port = fitted("mlflow", tmp_path), str(free_port())
    line = ("mlflow", "models", "serve", "-m", "saved", "-h", "127.0.0.1", "-p", port, "--env-manager", "local")
    with started(tmp_path, *line), met(f"http://127.0.0.1:{port}", tmp_path) as remote:
        same_as_here(remote, model)
        rows = np.random.default_rng(0).normal(size=(50, 5))
        assert (remote.answer(Membership(rows)) == (model.predict(rows) == 1)).all()
