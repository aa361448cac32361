"""The command `qlearn serve`: what it prints, how it ends, what it refuses to begin with."""

from __future__ import annotations

import json
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from asking import WEB, account, post, process, refused, told

from qlearn.cli.main import main
from qlearn.extraction.demos import demo

SLOW = """
import time
def f(X):
    if X[0, 0] == 0.25:
        print("asked", flush=True)
        time.sleep(1)
    return X[:, 0] > 0.5
"""


def test_a_server_with_everything(tmp_path: Path) -> None:
    keys, log = tmp_path / "keys", tmp_path / "audit.jsonl"
    keys.write_text("# who may ask\n\nann a-key-of-ann\nbob b-key-of-bob\n")
    options = ["--defence", "rounding=3", "--keys", str(keys), "--budget", "600", "--price", "1/1000", "--audit", str(log)]
    model, data = demo("breast-cancer/logistic")
    with process("demo:breast-cancer/logistic", *options, "--name", "breast") as (server, url):
        infer = "/v2/models/breast/infer"
        said = told(post(url, data, "predict_proba", key="a-key-of-ann", at=infer, id="it"))
        assert np.array_equal(said, np.round(model.predict_proba(data), 3))
        refused(post(url, data, key="a-key-of-ann", at=infer), 402)
        refused(post(url, data, at=infer), 401)
        report = account(url, "a-key-of-ann")
        assert (report["rows"], report["left"], report["spent"]) == (569, 31, 0.569)
        assert "mean radius" in WEB.get(f"{url}/v2/models/breast", headers={"Authorization": "Bearer b-key-of-bob"}).text
        server.kill()  # without a chance to tidy up
        server.wait()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["client"], line["status"]) for line in lines] == [("ann", 200), ("ann", 402), (None, 401)]
    assert "key-of" not in log.read_text()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_when_what_is_in_flight_is_answered(tmp_path: Path, sent: signal.Signals) -> None:
    (tmp_path / "slow.py").write_text(SLOW)
    log = tmp_path / "audit.jsonl"
    with process("slow:f", "--box", "0:1", "--audit", str(log), "--json", "-", cwd=tmp_path) as (server, url):
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(post, url, [[0.25], [0.75]], id="last")
            assert server.stdout is not None
            assert server.stdout.readline() == "asked\n"
            server.send_signal(sent)
            assert told(answer.result()).tolist() == [False, True]
        out, err = server.communicate(timeout=20)
        assert server.returncode == 0, err
        assert out == ""
        assert "anyone: 2 rows in 1 requests, 0 repeats" in err
        assert "Traceback" not in err
    assert [json.loads(line)["id"] for line in log.read_text().splitlines()] == ["last"]
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))):
        pass


def test_one_line_says_where(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(SLOW)
    with process("slow:f", "--box", "0:1", cwd=tmp_path) as (server, url):
        assert told(post(url, [[0.75]])).tolist() == [True]
        start = time.monotonic()
        server.terminate()
        out, _ = server.communicate(timeout=20)
        assert out == "anyone: 1 rows in 1 requests, 0 repeats\n"
        assert time.monotonic() - start < 5


DEMO = "demo:iris/logistic"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "model"),
        (["demo:iris/nothing"], "did you mean"),
        (["nothing"], "is no target"),
        (["missing.skops"], "there is no file"),
        (["model.pkl"], "--trust-pickle"),
        ([DEMO, "--port", "70000"], "0 to 65535"),
        ([DEMO, "--port", "-1"], "0 to 65535"),
        ([DEMO, "--port", "many"], "port"),
        ([DEMO, "--host", "no such host"], "no address"),
        ([DEMO, "--name", "a b"], "letters"),
        ([DEMO, "--tells", "all"], "label, value or leaf"),
        ([DEMO, "--tells", "leaf"], "tree"),
        (["demo:diabetes/linear", "--tells", "label"], "no classes"),
        ([DEMO, "--defence", "nothing"], "defence"),
        ([DEMO, "--defence", "rounding=many"], "rounding"),
        ([DEMO, "--seed", "1"], "a defence's"),
        ([DEMO, "--defence", "rounding=3", "--secret", "missing"], "cannot be read"),
        ([DEMO, "--defence", "rounding=3", "--secret", "short"], "16"),
        ([DEMO, "--keys", "missing"], "cannot be read"),
        ([DEMO, "--keys", "."], "cannot be read"),
        ([DEMO, "--keys", "empty"], "holds no key"),
        ([DEMO, "--keys", "twice"], "ann has a key already"),
        ([DEMO, "--keys", "shared"], "same key"),
        ([DEMO, "--keys", "short"], "line 1"),
        ([DEMO, "--keys", "latin"], "UTF-8"),
        ([DEMO, "--budget", "-1"], "budget"),
        ([DEMO, "--rate", "0"], "rate"),
        ([DEMO, "--rate", "nan"], "rate"),
        ([DEMO, "--largest", "0"], "limit"),
        ([DEMO, "--price", "much"], "price"),
        ([DEMO, "--price", "1/0"], "price"),
        ([DEMO, "--price", "-1"], "price"),
        ([DEMO, "--audit", "."], "audit log"),
        ([DEMO, "--audit", "short/audit"], "audit log"),
        ([DEMO, "--audit-rows"], "--audit FILE"),
        ([DEMO, "--data", "missing.csv"], "--data"),
        ([DEMO, "--json", "-x"], "--json"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_it_does_not_begin_with(
    arguments: list[str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"empty": "\n# none\n", "twice": "ann k\nann l\n", "shared": "ann k\nbob k\n", "short": "ann\n"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "latin").write_bytes(b"ann \xe9\n")
    (tmp_path / "model.pkl").write_bytes(b"")
    assert main(["serve", *arguments]) == 2
    said = capsys.readouterr()
    assert why in said.err
    assert said.out == ""
    assert "key" in why or "k\n" not in said.err  # a reason holds no key


def test_a_port_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", DEMO, "--port", str(taken.getsockname()[1])]) == 2
    assert "in use" in capsys.readouterr().err
