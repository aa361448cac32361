"""Whatever is sent, the server says what is wrong in a 4xx, stays small, bills nothing, and answers the next request."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from asking import INFER, WEB, account, post, process, refused, told
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from qlearn import protocol
from qlearn.serving import Limits, app, running

RNG = np.random.default_rng(0)
X = RNG.normal(size=(100, 3))
MODEL = LogisticRegression().fit(X, X[:, 0] > 0)
FEW = Limits(body=1 << 16, bodies=1 << 18, seconds=0.6)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(app(MODEL, data=X, limits=FEW)) as where:
        yield where


@pytest.fixture(autouse=True)
def nothing_is_billed(request: pytest.FixtureRequest) -> Iterator[None]:
    """And the server lives."""
    if "url" not in request.fixturenames:
        yield
        return
    where = request.getfixturevalue("url")
    before = account(where)["rows"]
    yield
    assert account(where)["rows"] == before
    assert told(post(where, X[:2])).tolist() == MODEL.predict(X[:2]).tolist()


def tensor(**changed: Any) -> dict[str, Any]:
    return {"name": "x", "shape": [1, 3], "datatype": "FP64", "data": [0.5, 1, 2], **changed}


def body(*tensors: Any, **fields: Any) -> bytes:
    return json.dumps({"inputs": list(tensors), **fields}).encode()


GOOD = body(tensor())
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "cut short": GOOD[:-1],
    "two of them": GOOD + GOOD,
    "no UTF-8": GOOD.replace(b'"x"', b'"\xff\xfe"'),
    "half a pair": GOOD.replace(b'"x"', b'"\\ud800"'),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "zeros": b"\0" * 1000,
    "a list": b"[]",
    "a number": b"3",
    "null": b"null",
    "no inputs": b"{}",
    "inputs null": b'{"inputs": null}',
    "inputs empty": body(),
    "inputs an object": b'{"inputs": {}}',
    "an input null": body(None),
    "NaN": body(tensor(data=[float("nan"), 1, 2])),
    "Infinity": body(tensor(data=[float("inf"), 1, 2])),
    "-Infinity": body(tensor(data=[float("-inf"), 1, 2])),
    "1e999": GOOD.replace(b"0.5", b"1e999"),
    "a digit too many": GOOD.replace(b"0.5", b"9" * 5000),
    "null number": body(tensor(data=[None, 1, 2])),
    "text number": body(tensor(data=["0.5", 1, 2])),
    "booleans": body(tensor(data=[True, False, True])),
    "an object for data": body(tensor(data={"0": 1})),
    "objects in data": body(tensor(data=[{}, {}, {}])),
    "ragged": body(tensor(data=[[1, 2], [3]])),
    "too few": body(tensor(data=[1, 2])),
    "too many": body(tensor(data=[1, 2, 3, 4])),
    "no data": body({k: v for k, v in tensor().items() if k != "data"}),
    "no shape": body({k: v for k, v in tensor().items() if k != "shape"}),
    "no name": body({k: v for k, v in tensor().items() if k != "name"}),
    "no datatype": body({k: v for k, v in tensor().items() if k != "datatype"}),
    "negative": body(tensor(shape=[-1, 3])),
    "both negative": body(tensor(shape=[-1, -3])),
    "no rows": body(tensor(shape=[0, 3], data=[])),
    "no columns": body(tensor(shape=[3, 0], data=[])),
    "no columns, many rows": body(tensor(shape=[10**15, 0], data=[])),
    "too many numbers": body(tensor(shape=[10**9, 3])),
    "beyond 64 bits": body(tensor(shape=[10**30, 3])),
    "a fraction": body(tensor(shape=[1.0, 3])),
    "a word": body(tensor(shape=["1", 3])),
    "truth": body(tensor(shape=[True, 3])),
    "one dimension": body(tensor(shape=[3])),
    "no dimension": body(tensor(shape=[], data=[1])),
    "three dimensions": body(tensor(shape=[1, 1, 3])),
    "many dimensions": body(tensor(shape=[1] * 1000 + [3])),
    "other width": body(tensor(shape=[1, 2], data=[1, 2])),
    "unknown type": body(tensor(datatype="FP128")),
    "no type": body(tensor(datatype=64)),
    "words": body(tensor(datatype="BYTES", data=["a", "b", "c"])),
    "out of range": body(tensor(datatype="UINT8", data=[256, 1, 2])),
    "fractions for integers": body(tensor(datatype="INT64")),
    "two tensors": body(tensor(), tensor(name="y")),
    "many tensors": body(*[{"name": "x", "shape": [1], "datatype": "INT8", "data": [1]}] * 900),
    "far too many tensors": body(*[1] * 12_000),
    "a name twice": GOOD.replace(b'"shape"', b'"name": "y", "shape"'),
    "inputs twice": GOOD[:-1] + b', "inputs": []}',
    "an escaped name twice": GOOD[:-1] + b', "in\\u0070uts": []}',
    "deep": b'{"inputs":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "deep enough": b'{"inputs":' + b"[" * 1000 + b"]" * 1000 + b"}",
    "deep, and looked at twice": b'{"a\\n":' + b"[" * 1000 + b"]" * 1000 + b"}",
    "deep objects": b'{"a":' * 1000 + b"1" + b"}" * 1000,
    "deep data": body(tensor(data=json.loads("[" * 90 + "1" + "]" * 90))),
    "an id that is none": body(tensor(), id=3),
    "an empty id": body(tensor(), id=""),
    "a long id": body(tensor(), id="i" * 5000),
    "parameters a list": body(tensor(), parameters=[1]),
    "outputs a word": body(tensor(), outputs="predict"),
    "an output without a name": body(tensor(), outputs=[{}]),
    "no such output": body(tensor(), outputs=[{"name": "weights"}]),
    "an output twice": body(tensor(), outputs=[{"name": "predict"}] * 2),
    "binary that is not there": body(tensor(parameters={"binary_data_size": 24})),
    "too large": b" " * (1 << 16) + GOOD,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies(url: str, name: str) -> None:
    answer = WEB.post(url + INFER, content=HOSTILE[name])
    assert refused(answer, 413 if name == "too large" else answer.status_code)
    assert 400 <= answer.status_code < 500, answer.text
    assert len(answer.content) < 1000


BINARY: dict[str, tuple[Any, dict[str, str]]] = {
    "NaN": ([[np.nan, 1, 2]], {}),
    "infinity": ([[np.inf, 1, 2]], {}),
    "the JSON ends beyond": ([[1, 2, 3]], {protocol.HEADER: "99999"}),
    "the JSON ends before": ([[1, 2, 3]], {protocol.HEADER: "9"}),
    "it ends nowhere": ([[1, 2, 3]], {protocol.HEADER: "-1"}),
    "it ends at a word": ([[1, 2, 3]], {protocol.HEADER: "end"}),
    "at a superscript": ([[1, 2, 3]], {protocol.HEADER: "\xb2"}),
    "at a number of many digits": ([[1, 2, 3]], {protocol.HEADER: "1" * 5000}),
    "compressed": ([[1, 2, 3]], {"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("name", BINARY)
def test_hostile_tensors_and_headers(url: str, name: str) -> None:
    points, changed = BINARY[name]
    content, headers = protocol.request(np.array(points, np.float64), [], "x", binary=True)
    sent = {**headers, **changed}
    answer = WEB.post(url + INFER, content=content, headers={name: value.encode("latin-1") for name, value in sent.items()})
    assert 400 <= answer.status_code < 500
    assert refused(answer, answer.status_code)


def test_bytes_that_the_tensors_do_not_claim(url: str) -> None:
    content, headers = protocol.request(X[:1], [], "x", binary=True)
    for wrong in (content + b"\0", content[:-1]):
        assert "bytes" in refused(WEB.post(url + INFER, content=wrong, headers=headers), 400)


@given(st.binary(max_size=200), st.one_of(st.none(), st.integers(-5, 300).map(str)))
def test_any_bytes(url: str, content: bytes, ends: str | None) -> None:
    answer = WEB.post(url + INFER, content=content, headers={} if ends is None else {protocol.HEADER: ends})
    assert refused(answer, answer.status_code)
    assert 400 <= answer.status_code < 500


Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
)


@given(st.sampled_from(["name", "shape", "datatype", "data", "parameters"]), Json)
def test_any_field_may_be_anything(url: str, field: str, value: Any) -> None:
    """With a wrong width, so that what happens to be right is refused too."""
    answer = WEB.post(url + INFER, content=body(tensor(**{"shape": [1, 2], "data": [1, 2], field: value}), tensor()))
    assert refused(answer, answer.status_code)
    assert 400 <= answer.status_code < 500


# What is wrong below HTTP


def raw(url: str, *parts: bytes, wait: float = 0.0, to_end: bool = True) -> bytes:
    """What comes back for these bytes, sent with pauses, until the server hangs up."""
    host, _, port = url.removeprefix("http://").partition(":")
    got = b""
    with socket.create_connection((host, int(port)), timeout=10) as line:
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(wait)
        except OSError:
            pass  # it hung up before all was sent
        try:
            while to_end and (some := line.recv(1 << 16)):
                got += some
        except ConnectionResetError:
            pass
    return got


def heads(*lines: str, first: str = f"POST {INFER} HTTP/1.1") -> bytes:
    return "\r\n".join([first, "Host: x", *lines, "", ""]).encode("latin-1")


def status(got: bytes) -> int:
    """Of an answer in JSON that says why."""
    head, _, said = got.partition(b"\r\n\r\n")
    assert json.loads(said)["error"]
    assert b"application/json" in head.lower()
    return int(head.split()[1])


def test_a_large_body_is_refused_before_it_is_there(url: str) -> None:
    assert status(raw(url, heads(f"Content-Length: {10**12}"))) == 413
    assert status(raw(url, heads(f"Content-Length: {10**30}"))) in (400, 413)
    part = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    assert status(raw(url, heads("Transfer-Encoding: chunked"), part, part, part[:100])) == 413  # the rest never came


def test_slow_senders_are_not_waited_for(url: str) -> None:
    for parts in (
        [heads("Content-Length: 100"), *[b"{"] * 20],
        [heads("Transfer-Encoding: chunked"), *[b"1\r\n{\r\n"] * 20],
        [f"POST {INFER} HTTP/1.1\r\nHost: x\r\n".encode(), *[b"a: b\r\n"] * 20],
        [b"P"],
        [b""],
    ):
        start = time.monotonic()
        assert status(raw(url, *parts, wait=0.1)) == 408
        assert time.monotonic() - start < 5
    good = heads(f"Content-Length: {len(GOOD)}", "Connection: keep-alive", first="POST /v2/nowhere HTTP/1.1") + GOOD
    got = raw(url, good, *[b"P"] * 20, wait=0.1)  # slow on a connection that had an answer
    assert got.startswith(b"HTTP/1.1 404")
    assert b"HTTP/1.1 408" in got


def test_many_slow_senders_keep_nobody_out(url: str) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    lines = [socket.create_connection((host, int(port))) for _ in range(100)]
    for line in lines:
        line.sendall(heads("Content-Length: 100") + b"{")
    start = time.monotonic()
    assert WEB.get(f"{url}/v2/health/live").status_code == 200
    assert time.monotonic() - start < 3
    for line in lines:
        line.close()


@pytest.mark.parametrize(
    "sent",
    [
        heads("Content-Length: 5", "Content-Length: 6"),
        heads("Content-Length: -5"),
        heads("Content-Length: five"),
        heads("Transfer-Encoding: chunked") + b"zz\r\n",
        heads("Transfer-Encoding: gzip"),
        heads("a" * 70_000 + ": b"),
        heads(*[f"a{i}: {'b' * 100}" for i in range(1000)]),
        heads("a\0b: c"),
        heads("no colon"),
        heads(first="\xff\xfe\xfd"),
        heads(first="POST / HTTP/9.9"),
        heads(first=f"GET /{'a' * 70_000} HTTP/1.1"),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 100,  # TLS, to a server that speaks none
    ],
    ids=range(13),
)
def test_heads_that_are_none(url: str, sent: bytes) -> None:
    assert 400 <= status(raw(url, sent)) < 500


def test_a_length_that_lies(url: str) -> None:
    said = raw(url, heads("Content-Length: 10") + GOOD)
    assert status(said[: said.find(b"HTTP/1.1", 9)] if said.find(b"HTTP/1.1", 9) > 0 else said) == 400
    raw(url, heads(f"Content-Length: {len(GOOD) + 1}") + GOOD, to_end=False)  # and hangs up


def test_methods_and_pages(url: str) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        assert refused(WEB.request(method, url + INFER), 405)
    for path in ("/v2/models/m/versions/1.0/infer", "/v2/models/%2e%2e/infer", "/v2/models//infer", "/v2/models/m/infer/"):
        assert refused(WEB.post(url + path, content=GOOD), 404)


def test_it_stays_small_and_lives(tmp_path: Path) -> None:
    """What takes the most memory for its bytes, at full size, against a server of its own."""
    statm = lambda server, name: int(
        next(line for line in Path(f"/proc/{server.pid}/status").read_text().splitlines() if line.startswith(name)).split()[1]
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("the memory of another process is read from /proc")
    np.save(tmp_path / "rows.npy", X)
    (tmp_path / "plain.py").write_text("def f(X):\n    return X[:, 0] > 0\n")
    most = Limits().body
    before = b'{"inputs":[{"name":"x","shape":[1,3],"datatype":"FP64","data":['
    with process("plain:f", "--data", "rows.npy", cwd=tmp_path) as (server, url):
        told(post(url, X))
        first = statm(server, "VmRSS")
        for filled in (b"[],", b"{},", b"1,", b'"",', b"[[[[]]]],", b'{"":0},'):
            content = (before + filled * (most // len(filled)))[: most - 3].rpartition(b",")[0] + b"]}]}"
            assert 400 <= WEB.post(url + INFER, content=content, timeout=60).status_code < 500
        for _ in range(10):
            assert WEB.post(url + INFER, content=b"[" * most, timeout=60).status_code == 400
        refused(WEB.post(url + INFER, content=iter([b" " * most] * 4), timeout=60), 413)
        assert statm(server, "VmHWM") < first + 64 * most // 1024  # a list of nothing is 64 bytes in Python, and 3 in JSON
        assert statm(server, "VmRSS") < first + 8 * most // 1024
        assert told(post(url, X)).tolist() == (X[:, 0] > 0).tolist()
        assert account(url)["rows"] == 200
