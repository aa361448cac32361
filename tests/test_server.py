"""A running server says what the model says, to whom it should, as much as it should, and writes it down."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from asking import INFER, WEB, account, post, refused, told
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
from sklearn.tree import DecisionTreeClassifier

from qlearn import protocol, teachers
from qlearn.defences import parse
from qlearn.domains import Box
from qlearn.errors import BadArgument
from qlearn.serving import Audit, Limits, app, running, served
from qlearn.serving.rates import Bucket
from qlearn.serving.refusals import Refusal

RNG = np.random.default_rng(0)
X = RNG.normal(size=(120, 3))
SQUARE = Box((0, 0), (1, 1))


def classes_of(k: int, words: bool = False) -> Any:
    y = np.argsort(np.argsort(X @ [1.0, -2.0, 0.5])) * k // len(X)
    return np.array([f"class {i}: é" for i in range(k)])[y] if words else y


LOGISTIC = LogisticRegression().fit(X, classes_of(2))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(app(LOGISTIC, data=X)) as where:
        yield where


def test_what_it_is(url: str) -> None:
    get = lambda path: WEB.get(url + path)
    assert get("/v2/health/live").status_code == get("/v2/health/ready").status_code == 200
    assert get("/v2").json()["name"] == "qlearn"
    assert set(get("/v2").json()["extensions"]) == {protocol.BINARY, protocol.IDEMPOTENT}
    assert get("/v2/models/m/ready").status_code == 200
    for at in ("/v2/models/m", "/v2/models/m/versions/1"):
        said = get(at).json()
        assert said["inputs"] == [{"name": "x", "datatype": "FP64", "shape": [-1, 3]}]
        assert [(o["name"], o["datatype"], o["shape"]) for o in said["outputs"]] == [
            ("predict", "INT64", [-1]), ("predict_proba", "FP64", [-1, 2]),
        ]  # fmt: skip
        assert said["parameters"]["classes"] == [0, 1]
        assert (said["parameters"]["low"], said["parameters"]["high"]) == (X.min(axis=0).tolist(), X.max(axis=0).tolist())
    assert [(m["name"], m["state"]) for m in WEB.post(f"{url}/v2/repository/index").json()] == [("m", "READY")]
    assert get("/openapi.json").json()["openapi"] == "3.1.0"
    for path in ("/v2/models/n", "/v2/models/m/versions/2", "/v2/models/n/ready", "/v2/", "/v3", "/"):
        refused(get(path), 404)
    refused(WEB.delete(f"{url}/v2"), 405)
    refused(get(INFER), 405)
    refused(post(url, X[:1], at="/v2/models/n/infer"), 404)


@given(points=arrays(np.float64, st.tuples(st.integers(1, 5), st.just(3)), elements=st.floats(-1e6, 1e6)), binary=st.booleans())
def test_it_says_what_the_model_says_to_the_last_bit(url: str, points: Any, binary: bool) -> None:
    id = points.tobytes().hex()[:100] + str(binary) + str(len(points)) + str(hash(points.tobytes()))
    assert np.array_equal(told(post(url, points, "predict", id=id, binary=binary)), LOGISTIC.predict(points))
    said = told(post(url, points, "predict_proba", id=id + "p", binary=binary))
    assert np.array_equal(said, LOGISTIC.predict_proba(points))


@pytest.mark.parametrize("datatype", sorted(protocol.DTYPES))
@pytest.mark.parametrize("binary", [False, True])
def test_numbers_of_every_datatype_are_taken(url: str, datatype: str, binary: bool) -> None:
    points = np.array([[0, 1, 1], [1, 0, 1]]).astype(protocol.DTYPES[datatype])
    answer = post(url, points, id=f"{datatype} {binary}", binary=binary)
    assert np.array_equal(told(answer), LOGISTIC.predict(points.astype(np.float64)))
    assert protocol.read(answer.content, "outputs", answer.headers.get(protocol.HEADER)).id == f"{datatype} {binary}"


def test_each_output_is_a_query_and_billed(url: str) -> None:
    before = account(url)["rows"]
    body = protocol.request(X[:4], ["predict", "predict_proba"], "two", binary=False)[0]
    said = WEB.post(url + INFER, content=body).json()
    assert [o["name"] for o in said["outputs"]] == ["predict", "predict_proba"]
    assert said["parameters"]["billed"] == account(url)["rows"] == before + 8
    assert (said["model_name"], said["model_version"]) == ("m", "1")


MODELS: list[tuple[Any, dict[str, Any]]] = [
    (DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, classes_of(3, words=True)), {}),
    (RidgeClassifier().fit(X, classes_of(2)), {}),
    (RidgeClassifier().fit(X, classes_of(3).astype(np.float64)), {}),
    (LinearRegression().fit(X, X[:, 0]), {}),
    (LogisticRegression().fit(X, classes_of(2) == 1), {"tells": "label"}),
]


@pytest.mark.parametrize(("model", "how"), MODELS, ids=lambda value: type(value).__name__)
def test_every_kind_of_model(model: Any, how: dict[str, Any]) -> None:
    outputs = ["predict"] if how or not hasattr(model, "classes_") else ["predict", served(model, data=X).teacher.output]  # type: ignore[attr-defined]
    with running(app(model, data=X, **how)) as url:
        listed = WEB.get(f"{url}/v2/models/m").json()["outputs"]
        assert [output["name"] for output in listed] == outputs
        for name, output in zip(outputs, listed, strict=True):
            said, own = told(post(url, X, name)), getattr(model, name)(X)
            assert np.array_equal(said, own)
            assert list(said.shape[1:]) == output["shape"][1:]
            assert protocol.Tensor("", said).datatype == output["datatype"]
        for unsaid in {"predict_proba", "decision_function", "leaf", "nothing"} - set(outputs):
            assert unsaid in refused(post(url, X, unsaid), 422)


def test_leaves_functions_and_teachers() -> None:
    tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, classes_of(3))
    with running(app(tree, data=X, tells="leaf")) as url:
        assert np.array_equal(told(post(url, X, "leaf")), tree.apply(X))
    with running(app(lambda points: points.sum(axis=1), box=SQUARE)) as url:
        assert told(post(url, [[0.1, 0.2]])).tolist() == [0.1 + 0.2]
    with running(app(lambda points: points[:, 0] > points[:, 1], box=SQUARE)) as url:
        assert told(post(url, [[0.1, 0.2], [0.2, 0.1]])).tolist() == [False, True]
    heard = teachers.Function(lambda points: (points[:, 0] * 3).astype(int))
    with running(app(heard, box=SQUARE, classes=["a", "b", "c"])) as url:
        assert told(post(url, [[0.1, 0.0], [0.5, 0.0], [0.9, 0.0]])).tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("model", "how", "why"),
    [
        (LOGISTIC, {}, "where the model's inputs lie"),
        (LOGISTIC, {"box": SQUARE}, "takes 3 features"),
        (LOGISTIC, {"data": X, "tells": "all"}, "label, value or leaf"),
        (LOGISTIC, {"data": X, "name": "a/b"}, "letters"),
        (LOGISTIC, {"data": X, "features": ["a"]}, "1 names"),
        (LOGISTIC, {"data": X, "budget": -1}, "budget"),
        (LOGISTIC, {"data": X, "budget": {"ann": 1}}, "anyone"),
        (LOGISTIC, {"data": X, "rate": 0}, "rate"),
        (LOGISTIC, {"data": X, "price": -1}, "price"),
        (LOGISTIC, {"data": X, "keys": {}}, "one key or more"),
        (LOGISTIC, {"data": X, "keys": {"a": "k", "b": "k"}}, "same key"),
        (LinearRegression().fit(X, X[:, 0]), {"data": X, "tells": "label"}, "no classes"),
        (3, {"box": SQUARE}, "got a int"),
    ],
)
def test_what_cannot_be_served(model: Any, how: dict[str, Any], why: str) -> None:
    with pytest.raises(BadArgument, match=why):
        app(model, **how)
    with pytest.raises(BadArgument, match="a limit is above 0"):
        Limits(body=0)


# The same again


KEYS = {"ann": "a-key-of-ann", "bob": "b-key-of-bob"}


def test_an_id_is_billed_once() -> None:
    with running(app(LOGISTIC, data=X, keys=KEYS)) as url:
        first = post(url, X[:3], id="one", key=KEYS["ann"])
        assert first.json()["parameters"]["billed"] == 3
        post(url, X[:5], id="two", key=KEYS["ann"])
        for _ in range(3):
            again = post(url, X[:3], id="one", key=KEYS["ann"])
            assert (again.content, again.headers["content-type"]) == (first.content, first.headers["content-type"])
        assert "another request" in refused(post(url, X[:4], id="one", key=KEYS["ann"]), 409)
        refused(post(url, X[:3], "predict_proba", id="one", key=KEYS["ann"]), 409)
        report = account(url, KEYS["ann"])
        assert (report["rows"], report["requests"], report["repeats"]) == (8, 2, 3)
        assert account(url, KEYS["bob"])["rows"] == 0
        assert told(post(url, X[4:6], id="one", key=KEYS["bob"])).tolist() == LOGISTIC.predict(X[4:6]).tolist()
        assert account(url, KEYS["bob"])["rows"] == 2
        refused(post(url, X[:3], id="i" * 201, key=KEYS["ann"]), 422)


def test_a_repeat_of_what_is_in_flight_waits_for_it() -> None:
    heard = []

    def slow(points: Any) -> Any:
        heard.append(len(points))
        time.sleep(0.3)
        if len(heard) == 2:  # the first was the look at what it tells
            raise RuntimeError("once")
        return points[:, 0] > 0

    with running(app(slow, box=SQUARE)) as url, ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: post(url, np.ones((7, 2)), id="same"), range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 500]  # who had asked first saw it fail
        assert heard == [1, 7, 7]
        assert account(url)["rows"] == 7


def test_answers_are_kept_within_bounds() -> None:
    with running(app(LOGISTIC, data=X, limits=Limits(answers=3000))) as url:
        for i in range(20):
            post(url, X[:1], id=str(i))
        post(url, X[:1], id="19")
        assert account(url)["rows"] == 20
        post(url, X[:1], id="0")  # forgotten, and so billed
        assert account(url)["rows"] == 21


# Who, how much, how fast


@pytest.mark.parametrize(
    "said",
    [None, "", "Bearer", "Bearer x", "Bearer a-key-of-an", "Bearer a-key-of-anna", "Basic a-key-of-ann", "a-key-of-ann",
     "Bearer a-key-of-ann b-key-of-bob", "Bearer \xe9"],
)  # fmt: skip
def test_no_key_no_answer(keyed: str, said: str | None) -> None:
    headers = {} if said is None else {"Authorization": said.encode("latin-1")}
    body = protocol.request(X[:1], [], "x", binary=False)[0]
    for path in ("/v2", "/v2/account", "/v2/models/m", "/v2/models/m/ready", "/v2/repository/index", "/v2/models/other"):
        answer = WEB.get(keyed + path, headers=headers)
        assert "Bearer KEY" in refused(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    refused(WEB.post(keyed + INFER, content=body, headers=headers), 401)
    assert WEB.get(f"{keyed}/v2/health/live").status_code == 200
    assert account(keyed, KEYS["ann"])["rows"] == account(keyed, KEYS["bob"])["rows"] == 0


@pytest.fixture(scope="module")
def keyed() -> Iterator[str]:
    with running(app(LOGISTIC, data=X, keys=KEYS)) as where:
        yield where


def test_no_budget_is_exceeded_by_one_row() -> None:
    """50 clients at a time, each over four connections, asking for more than they may have in pieces of all sizes."""
    keys = {f"client{i}": f"key-{i}" for i in range(50)}
    budgets = {name: 3 * i for i, name in enumerate(keys)}
    total, lock = [0], threading.Lock()

    def counted(points: Any) -> Any:
        with lock:
            total[0] += len(points)
        return points[:, 0] > 0

    with (
        running(app(counted, box=SQUARE, keys=keys, budget=budgets)) as url,
        httpx.Client(limits=httpx.Limits(max_connections=100), timeout=60) as web,
    ):
        total[0] = 0

        def ask(job: tuple[str, int]) -> tuple[str, int]:
            name, rows = job
            body = protocol.request(np.ones((rows, 2)), [], f"{name} {rows}", binary=False)[0]
            answer = web.post(url + INFER, content=body, headers={"Authorization": f"Bearer {keys[name]}"})
            assert answer.status_code in (200, 402)
            return name, rows if answer.status_code == 200 else 0

        jobs = [(name, rows) for rows in (1, 13, 2, 29, 3, 17, 5, 40, 7, 11, 4, 6) for name in keys]
        with ThreadPoolExecutor(100) as threads:
            had = list(threads.map(ask, jobs))
        heard = {name: sum(rows for who, rows in had if who == name) for name in keys}
        for name, key in keys.items():
            report = account(url, key)
            assert report["rows"] == heard[name] <= budgets[name]
            assert report["left"] == budgets[name] - heard[name]
            while (left := account(url, key)["left"]) > 0:  # and what is left can be had, to the last row
                told(post(url, np.ones((min(left, 50), 2)), key=key))
            refused(post(url, np.ones((1, 2)), key=key), 402)
        assert total[0] == sum(budgets.values())


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 40)), min_size=1, max_size=40), st.floats(0.5, 20), st.floats(1, 30))
def test_a_bucket_keeps_its_rate(asked: list[tuple[float, int]], rate: float, burst: float) -> None:
    now = [0.0]
    bucket = Bucket(rate, burst, clock=lambda: now[0])
    had: list[tuple[float, int]] = []
    for wait, rows in asked:
        now[0] += wait
        try:
            bucket.take(rows)
        except Refusal as refusal:
            now[0] += float(refusal.headers["Retry-After"])
            bucket.take(rows)  # whoever waits as long as was said is answered
        had.append((now[0], rows))
    for i, (start, _) in enumerate(had):
        for end, _ in had[i:]:
            between = [rows for at, rows in had[i:] if at <= end]
            assert sum(between) <= rate * (end - start) + max(burst, *between) + 1e-6


def test_too_fast() -> None:
    with running(app(LOGISTIC, data=X, keys=KEYS, rate=4, budget=100)) as url:
        told(post(url, X[:4], key=KEYS["ann"]))
        answer = post(url, X[:4], id="later", key=KEYS["ann"])
        refused(answer, 429)
        assert answer.headers["retry-after"] == "1"
        told(post(url, X[:4], key=KEYS["bob"]))  # another client's bucket
        assert (account(url, KEYS["ann"])["rows"], account(url, KEYS["ann"])["left"]) == (4, 96)
        time.sleep(1.1)
        told(post(url, X[:4], id="later", key=KEYS["ann"]))


# What is written down


def test_the_log_says_what_happened_and_no_key(tmp_path: Path) -> None:
    log = tmp_path / "deep" / "audit.jsonl"
    log.parent.mkdir()
    log.write_bytes(b'{"torn')
    with running(app(LOGISTIC, data=X, keys=KEYS, budget=5, audit=Audit(log, rows=True))) as url:
        post(url, X[:3], id="one", key=KEYS["ann"])
        post(url, X[:3], id="one", key=KEYS["ann"])
        post(url, X[:3], id="more", key=KEYS["ann"])
        post(url, X[:3], id="no", key="guessed-key")
        text = log.read_text()  # while it runs: it is there before the answer is
    torn, *lines = text.splitlines()
    assert torn == '{"torn'
    found = [json.loads(line) for line in lines]
    assert [(e["client"], e["id"], e["status"], e.get("billed"), e.get("rows")) for e in found] == [
        ("ann", "one", 200, 3, 3), ("ann", "one", 200, None, 0), ("ann", "more", 402, None, 3), (None, None, 401, None, None),
    ]  # fmt: skip
    assert found[0]["points"] == X[:3].tolist()
    assert found[1]["repeat"]
    assert "left of a budget" in found[2]["reason"]
    assert all(entry["time"].endswith("+00:00") for entry in found)
    assert not any(secret in text for secret in (*KEYS.values(), "guessed-key"))


def test_what_cannot_be_written_down_is_not_answered() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    with running(app(LOGISTIC, data=X, audit=Audit(Path("/dev/full")))) as url:
        assert "audit log" in refused(post(url, X[:3], id="x"), 503)
        assert account(url)["rows"] == 0


# Defences


def test_defences_stand_before_every_client() -> None:
    with running(app(LOGISTIC, data=X, defence=parse(["rounding=2"]))) as url:
        assert np.array_equal(told(post(url, X, "predict_proba")), np.round(LOGISTIC.predict_proba(X), 2))
    with running(app(LOGISTIC, data=X, defence=parse(["label-only"]))) as url:
        assert [o["name"] for o in WEB.get(f"{url}/v2/models/m").json()["outputs"]] == ["predict"]
        assert np.array_equal(told(post(url, X)), LOGISTIC.predict(X))


def test_a_refusing_defence_and_one_that_watches() -> None:
    class Watch:
        def __init__(self, teacher: Any) -> None:
            self.teacher = teacher
            self.asked: list[Any] = []

        def answer(self, query: Any) -> Any:
            self.asked.append(query)
            return self.teacher.answer(query)

    watches: list[Watch] = []

    def defence(teacher: Any) -> Any:
        watches.append(Watch(parse(["outliers=0.01"])(teacher, X)))
        return watches[-1]

    with running(app(LOGISTIC, data=X, keys=KEYS, defence=defence)) as url:
        seen = [len(watch.asked) for watch in watches]
        assert "row 1" in refused(post(url, [X[0], [99.0, 0, 0]], key=KEYS["ann"]), 403)
        told(post(url, X[:2], "predict_proba", key=KEYS["ann"]))
        told(post(url, X[:2], key=KEYS["bob"]))
        assert account(url, KEYS["ann"])["rows"] == 2
        asked = [watch.asked[n:] for watch, n in zip(watches, seen, strict=True)]
        kinds = [[query.kind for query in each] for each in asked if each]
        assert kinds == [["membership", "value"], ["membership"]]  # a request is one query, of its own client's teacher


def test_alarms_are_the_clients_own() -> None:
    with running(app(LOGISTIC, data=X, keys=KEYS, defence=parse(["prada"]))) as url:
        line = np.zeros((3000, 3))
        line[:, 0] = np.linspace(-1, 1, 3000)
        for i in range(0, 3000, 500):
            post(url, line[i : i + 500], key=KEYS["ann"])
        told(post(url, X, key=KEYS["bob"]))
        assert account(url, KEYS["ann"])["alarms"]
        assert account(url, KEYS["bob"])["alarms"] == []


def test_a_model_that_fails_costs_nothing() -> None:
    def odd(points: Any) -> Any:
        if points[0, 0] > 1:
            raise ZeroDivisionError("a secret of the model")
        return points[:, 0] / points[:, 1]

    with running(app(odd, box=Box((0.0, 1.0), (1.0, 1.0)), budget=1)) as url:  # which any row left reserved would use up
        assert refused(post(url, [[2.0, 2.0]]), 500) == "the model failed when it was asked: ZeroDivisionError"
        assert "finite" in refused(post(url, [[1.0, 0.0]]), 422)
        assert told(post(url, [[1.0, 2.0]])).tolist() == [0.5]
        assert account(url)["rows"] == 1
