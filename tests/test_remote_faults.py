"""Through a proxy that drops, delays, tears and refuses, and through a kill: the same model, nothing lost or paid twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from faulty_proxy import FAULTS, faulty

from qlearn import Value, find, run
from qlearn.domains import Box
from qlearn.serving import app, running
from qlearn.teachers import Remote

BOX = Box((-1.0,) * 3, (1.0,) * 3)


def test_the_model_learned_through_faults_is_the_fault_free_one(effort: str) -> None:
    """Full effort asks 109,106 labels."""
    d, eps = (3, "1/2") if effort == "full" else (2, "1")
    learning = find("linear.averaging")(d=d, eps=eps, sigmahat="1/2", delta="1/10")
    half_space = app(lambda X: X @ np.arange(1, d + 1) > 0, box=Box((-1.0,) * d, (1.0,) * d))
    with running(half_space) as url, faulty(url, seed=1) as (proxied, befell):
        with Remote(url, rows_per_request=100, in_flight=4) as remote:
            plain = run(learning, remote)
        with Remote(proxied, rows_per_request=100, in_flight=16, timeout=0.6) as remote:
            done = run(learning, remote)
            bill = remote.account()
    assert done.hypothesis.key() == plain.hypothesis.key()
    assert [t.answer.tobytes() for t in done.turns] == [t.answer.tobytes() for t in plain.turns]
    assert bill.rows == bill.billed == done.ledger.total == (109_106 if effort == "full" else 16_384)
    assert bill.retries > 0
    assert befell["passed"]
    assert all(befell[fault] for fault in FAULTS if fault != "stalled" or effort == "full")


@pytest.mark.parametrize("fault", [*FAULTS])
def test_each_fault_alone_is_outlived(fault: str) -> None:
    x = np.random.default_rng(0).uniform(-1, 1, (200, 3))
    with (
        running(app(lambda X: X[:, 0] - X[:, 2], box=BOX)) as url,
        faulty(url, seed=3, faults={fault: 30}) as (proxied, befell),
        Remote(proxied, rows_per_request=10, in_flight=8, timeout=0.6) as remote,
    ):
        assert (remote.answer(Value(x)).ravel() == x[:, 0] - x[:, 2]).all()
        bill = remote.account()
    assert befell[fault] > 0
    assert bill.rows == bill.billed == 200


KILLED = """
import sys, numpy as np
from qlearn import Value
from qlearn.teachers import Remote
Remote(sys.argv[1], rows_per_request=50, in_flight=4, cache=sys.argv[2]).answer(Value(np.load(sys.argv[3])))
"""


def test_after_a_kill_only_what_was_in_flight_is_asked_and_none_of_it_paid_twice(tmp_path: Path) -> None:
    def slowly(X: np.ndarray) -> np.ndarray:
        time.sleep(0.01)
        return X[:, 0] - X[:, 2]

    x = np.random.default_rng(0).uniform(-1, 1, (10_000, 3))
    np.save(tmp_path / "x.npy", x)
    with running(app(slowly, box=BOX)) as url, Remote(url) as watch:
        line = [sys.executable, "-c", KILLED, url, str(tmp_path / "kept"), str(tmp_path / "x.npy")]
        process = subprocess.Popen(line)
        while watch.account().billed < 3000 and process.poll() is None:  # type: ignore[operator]
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        with Remote(url, rows_per_request=50, in_flight=4, cache=tmp_path / "kept") as remote:
            assert (remote.answer(Value(x)).ravel() == x[:, 0] - x[:, 2]).all()
            bill = remote.account()
        assert watch.account().billed == 10_000
    assert bill.kept >= 3000 - 4 * 50
    assert bill.rows + bill.kept == 10_000
    assert 0 <= -bill.difference <= 4 * 50  # type: ignore[operator]  # what was in flight had been billed under its id
