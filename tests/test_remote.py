"""A model behind HTTP as a teacher: the model's own answers, retries under one id, parts kept, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.tree import DecisionTreeClassifier
from stands import Stand, Wrong

from qlearn import Label, Leaf, Membership, Value, find, run
from qlearn.domains import Box
from qlearn.errors import BadAnswer, BadArgument, Unanswered, UnknownName
from qlearn.remote.pace import Bucket
from qlearn.serving import app, running
from qlearn.teachers import Estimator, Remote
from qlearn.testing import check_teacher

X, Y = load_iris(return_X_y=True)
NAMED = np.array(["setosa", "versicolor", "virginica"])[Y]
MODELS = {
    "words": LogisticRegression(max_iter=1000).fit(X, NAMED),
    "tree": DecisionTreeClassifier(random_state=0).fit(X, Y),
    "real": LinearRegression().fit(X, X @ [1, 2, 3, 4.5]),
}
ROWS = np.random.default_rng(0).uniform(X.min(axis=0), X.max(axis=0), (400, 4))
FAST = {"patience": 20.0}


@pytest.fixture(scope="module", params=sorted(MODELS))
def served(request: pytest.FixtureRequest) -> Iterator[tuple[str, Any, str]]:
    model = MODELS[request.param]
    tells = "leaf" if request.param == "tree" else "value"
    with running(app(model, data=X, tells=tells, features=list("abcd"))) as url:
        yield request.param, model, url


def test_the_server_says_what_it_takes(served: tuple[str, Any, str]) -> None:
    name, model, url = served
    with Remote(url) as remote:
        assert (remote.d, remote.features) == (4, tuple("abcd"))
        assert remote.box is not None
        assert remote.box.low == tuple(X.min(axis=0))
        if name == "real":
            assert remote.classes is None
        else:
            assert remote.classes is not None
            assert remote.classes.tolist() == model.classes_.tolist()
        assert remote.output == ("predict_proba" if name == "words" else "predict")


@given(st.data())
def test_answers_are_the_models_own_however_they_are_cut(served: tuple[str, Any, str], data: st.DataObject) -> None:
    name, model, url = served
    rows = data.draw(st.integers(1, 40))
    x = ROWS[data.draw(st.integers(0, 399 - rows)) :][:rows]
    with Remote(url, rows_per_request=data.draw(st.integers(1, 50)), in_flight=data.draw(st.integers(1, 4))) as remote:
        remote._line.dialect.binary = data.draw(st.booleans())  # type: ignore[attr-defined]
        own = Estimator(model, positive=None if name == "real" else model.classes_[1])
        queries: list[Any] = [] if name == "tree" else [Value(x, 1 if name == "real" else 3)]
        if name != "real":
            remote.positive = str(model.classes_[1])
            queries += [Label(x, 3), Membership(x)]
        if name == "tree":
            queries.append(Leaf(x))
        for query in queries:
            here, there = (query.accepts(teacher.answer(query)) for teacher in (own, remote))
            np.testing.assert_allclose(there, here, rtol=1e-12, atol=1e-15)  # a product may round by the size of a part
        bill = remote.account()
        assert bill.rows == rows * len(queries)
        assert bill.difference == 0


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8), st.booleans())
def test_a_float_arrives_to_the_last_bit(values: list[float], binary: bool) -> None:
    stand = Stand(lambda x: x[:, 0], d=1, binary=binary)
    said = Remote("http://s", carrier=stand.carrier).answer(Value(np.array(values)[:, None]))
    assert said.tobytes() == (np.array(values) + 0.0).tobytes()


def refusing(times: int, answer: httpx.Response | Exception) -> Wrong:
    """The first requests go wrong in this way."""

    def wrong(number: int, id: str) -> httpx.Response | None:
        if number >= times:
            return None
        if isinstance(answer, Exception):
            raise answer
        return answer

    return wrong


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500, content=b"{}"),
        httpx.Response(503, content=b"<html>"),
        httpx.Response(429, headers={"Retry-After": "0"}),
        httpx.Response(200, content=b'{"outputs": [{"name": "pre'),
        httpx.ConnectError("no"),
        httpx.ReadTimeout("late"),
        httpx.RemoteProtocolError("torn"),
    ],
    ids=lambda answer: type(answer).__name__ + str(getattr(answer, "status_code", "")),
)
def test_what_may_pass_is_asked_again_under_the_same_id(answer: httpx.Response | Exception) -> None:
    stand = Stand(lambda x: x.sum(axis=1), wrong=refusing(3, answer))
    remote = Remote("http://s", carrier=stand.carrier, **FAST)
    assert remote.answer(Value([[1.0, 2.0], [3.0, 4.0]])).tolist() == [3, 7]
    assert len(stand.ids) == 4
    assert len(set(stand.ids)) == 1
    assert (remote.account().retries, remote.account().billed, stand.billed) == (3, 2, 2)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 413, 422, 302])
def test_what_will_not_pass_is_asked_once_and_says_what_next(status: int) -> None:
    refusal = httpx.Response(status, content=b'{"error": "because"}', headers={"Location": "http://elsewhere"})
    stand = Stand(lambda x: x, wrong=refusing(9, refusal))
    remote = Remote("http://s", carrier=stand.carrier)
    with pytest.raises(Unanswered, match="elsewhere" if status == 302 else "because") as fault:
        remote.answer(Value([[1.0, 2.0]]))
    assert fault.value.status == status
    assert len(stand.ids) == 1
    assert "journal" in str(fault.value)  # what is lost


def test_patience_ends_and_a_retry_after_is_waited_for() -> None:
    stand = Stand(lambda x: x[:, 0], wrong=refusing(99, httpx.Response(500, content=b'{"error": "down"}')))
    start = time.monotonic()
    with pytest.raises(Unanswered, match=r"down after \d+ tries"):
        Remote("http://s", carrier=stand.carrier, patience=0.3).answer(Value([[1.0, 2.0]]))
    assert 1 < len(stand.ids) < 9
    assert time.monotonic() - start < 5
    stand = Stand(lambda x: x[:, 0], wrong=refusing(1, httpx.Response(429, headers={"Retry-After": "1"})))
    start = time.monotonic()
    assert Remote("http://s", carrier=stand.carrier).answer(Value([[1.0, 2.0]])).tolist() == [1]
    assert time.monotonic() - start >= 1
    stand = Stand(lambda x: x[:, 0], wrong=refusing(1, httpx.Response(429, headers={"Retry-After": "3600"})))
    with pytest.raises(Unanswered, match="left alone for 3600 s"):
        Remote("http://s", carrier=stand.carrier).answer(Value([[1.0, 2.0]]))


def test_rows_asked_again_are_asked_again() -> None:
    """A defended server may flip afresh: the same rows in another message, or twice in one, are no repeat."""
    tosses = iter(range(100))
    stand = Stand(lambda x: np.array([float(next(tosses)) for _ in x]))
    remote = Remote("http://s", carrier=stand.carrier, rows_per_request=2)
    same = Value(np.ones((4, 2)))
    said = np.concatenate([remote.answer(same), remote.answer(same)])
    assert sorted(said.tolist()) == list(range(8))
    assert len(set(stand.ids)) == 4
    assert stand.billed == 8


@pytest.mark.parametrize("fails", [0, 1, 3, 4])
def test_after_a_crash_only_what_was_in_flight_is_asked(tmp_path: Path, fails: int) -> None:
    """Of five parts one has no answer: begun again from the start, it goes out under the id it had, and nothing else."""
    tosses = iter(range(1000))
    down = httpx.Response(400, content=b'{"error": "crash"}')
    stand = Stand(lambda x: np.array([float(next(tosses)) for _ in x]))
    query = Value(np.arange(40.0).reshape(20, 2))
    first = Remote("http://s", carrier=stand.carrier, rows_per_request=4, in_flight=1, cache=tmp_path / "kept")
    before = first.answer(query).tolist()
    stand.wrong = lambda number, id: down if number == 5 + fails else None
    with pytest.raises(Unanswered, match="kept in"):
        first.answer(query)
    first.close()
    lost = stand.ids[5 + fails]
    stand.wrong = lambda number, id: None
    asked = len(stand.ids)
    with Remote("http://s", carrier=stand.carrier, rows_per_request=4, in_flight=1, cache=tmp_path / "kept") as again:
        assert again.answer(query).tolist() == before
        assert again.answer(query).tolist() != before
        assert stand.ids[asked] == lost
        assert len(stand.ids) == len(set(stand.ids)) + 1 == 11
        assert stand.billed == 40


def test_a_journal_and_a_cache_number_messages_alike(tmp_path: Path) -> None:
    """Stopped in its third message, a dialogue with votes resumes by the journal there, and each answer is used once."""
    rng = np.random.default_rng(1)
    stand = Stand(lambda x: ((x @ [1, -0.3] > 0) ^ (rng.random(len(x)) < 0.1)).astype(np.int64), classes=[0, 1])
    learning = find("linear.pivot_ratio+vote")(d=2, eps="1/20", rho="1/10", delta="1/10")
    options: dict[str, Any] = {"carrier": stand.carrier, "rows_per_request": 2, "cache": tmp_path / "kept"}
    stand.wrong = lambda number, id: httpx.Response(400) if id.split("-")[1:3] == ["2", "4"] else None
    with Remote("http://s", **options) as remote, pytest.raises(Unanswered):
        run(learning, remote, journal=tmp_path / "journal")
    stand.wrong = lambda number, id: None
    with Remote("http://s", **options) as remote:
        done = run(learning, remote, journal=tmp_path / "journal")
        bill = remote.account()
    assert bill.kept > 0
    assert stand.billed == done.ledger.total
    assert {int(id.split("-")[1]) for id in stand.ids} == set(range(len(done.turns)))


def test_a_cache_is_for_one_dialogue_with_one_model(tmp_path: Path) -> None:
    stand = Stand(lambda x: x[:, 0])
    options: dict[str, Any] = {"carrier": stand.carrier, "cache": tmp_path / "kept"}
    with Remote("http://s", **options) as remote:
        remote.answer(Value([[1.0, 2.0]]))
        with pytest.raises(BadArgument, match="in use elsewhere"):
            Remote("http://s", **options)
    with pytest.raises(BadArgument, match="keeps answers of m at http://s"):
        Remote("http://other", **options)
    (tmp_path / "text").write_text("this is no database, and long enough to be seen as none" * 20)
    with pytest.raises(BadArgument, match="no cache"):
        Remote("http://s", carrier=stand.carrier, cache=tmp_path / "text")
    with pytest.raises(BadArgument, match="cannot open"):
        Remote("http://s", carrier=stand.carrier, cache=tmp_path / "no" / "folder")


def test_many_in_flight_are_much_faster_than_one() -> None:
    query = Value(np.random.default_rng(0).normal(size=(10_000, 2)))
    took = {}
    for many in (1, 16):
        stand = Stand(lambda x: x[:, 0], seconds=0.01)
        with Remote("http://s", carrier=stand.carrier, rows_per_request=200, in_flight=many) as remote:
            start = time.perf_counter()
            assert (remote.answer(query) == query.points[:, 0]).all()
            took[many] = time.perf_counter() - start
    assert took[1] > 4 * took[16]


def test_a_bucket_lets_a_second_go_at_once_and_then_its_rate() -> None:
    bucket = Bucket(100)
    start = time.monotonic()
    assert bucket.take(100)
    assert time.monotonic() - start < 0.1
    assert bucket.take(30)
    assert 0.25 < time.monotonic() - start < 1
    bucket.stop()
    assert not bucket.take(1000)  # at once: nobody waits ten seconds to stop


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ([np.nan, 1.0], "values must be finite"),
        ([1.0, 7.0], "none of its classes"),
        ([1.0], "2 rows were asked"),
    ],
)
def test_answers_that_cannot_be_are_no_answers(said: list[float], fault: str) -> None:
    stand = Stand(lambda x: np.array(said), classes=[0, 1])
    with pytest.raises(BadAnswer, match=fault):
        Remote("http://s", carrier=stand.carrier).answer(Label([[1.0, 2.0], [3.0, 4.0]], 2))


def test_bad_arguments_are_refused_before_anything_is_asked() -> None:
    stand = Stand(lambda x: x[:, 0], classes=[0, 1])
    for url in ("ftp://s", "http://", "s:80", "http://user:word@s"):
        with pytest.raises(BadArgument):
            Remote(url, carrier=stand.carrier)
    for wrong in (
        {"key": "a\nb"}, {"key": ""}, {"rows_per_request": 0}, {"in_flight": 0}, {"rate": 0.0}, {"patience": -1.0},
        {"output": "leaf"}, {"positive": 5},
    ):  # fmt: skip
        with pytest.raises(BadArgument):
            Remote("http://s", carrier=stand.carrier, **wrong)  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="mlflow"):
        Remote("http://s", carrier=stand.carrier, dialect="mlflo")
    remote = Remote("http://s", carrier=stand.carrier)
    for query in (Label([[1.0, 2.0]], 3), Value([[1.0, 2.0]])):
        with pytest.raises(BadArgument):
            remote.answer(query)
    assert not stand.ids


def test_no_key_no_answer_and_a_budget_is_the_servers() -> None:
    with running(app(MODELS["tree"], data=X, keys={"alice": "secret"}, budget={"alice": 10})) as url:
        with pytest.raises(Unanswered, match="QLEARN_KEY") as fault:
            Remote(url).answer(Label(ROWS[:1], 3))
        assert fault.value.status == 401
        with Remote(url, key="secret") as remote:
            remote.answer(Label(ROWS[:8], 3))
            with pytest.raises(Unanswered, match="budget") as fault:
                remote.answer(Label(ROWS[:3], 3))
            assert (fault.value.status, remote.account().billed, remote.account().rows) == (402, 8, 8)


def test_nobody_there_is_said_soon() -> None:
    with pytest.raises(Unanswered, match="ConnectError"):
        Remote("http://127.0.0.1:9", patience=0.2)


def other(path: str, field: str, told: Any) -> httpx.MockTransport:
    """A server that gives predictions, at this path, for rows in this field."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == path:
            x = np.array(orjson.loads(request.content)[field])
            return httpx.Response(200, content=orjson.dumps({"predictions": told(x).tolist()}))
        pages = {"/version": b"3.1", "/v1/models": b'{"models": ["a"]}'}
        known = pages.get(request.url.path) if (request.url.path == "/version") == (field == "inputs") else None
        return httpx.Response(404) if known is None else httpx.Response(200, content=known)

    return httpx.MockTransport(answer)


@pytest.mark.parametrize(("path", "field"), [("/invocations", "inputs"), ("/v1/models/a:predict", "instances")])
def test_servers_of_predictions_are_found_out_by_one_row(path: str, field: str) -> None:
    def sure(x: Any) -> Any:
        p = 1 / (1 + np.exp(-x[:, 0]))
        return np.column_stack([1 - p, p])

    remote = Remote("http://s", carrier=other(path, field, sure))
    assert remote.outputs is None
    remote.meet(np.zeros(2))
    assert (remote.outputs, remote.output) == (("predict_proba",), "predict_proba")
    assert remote.classes is not None
    assert remote.classes.tolist() == [0, 1]
    assert remote.answer(Membership([[1.0, 0.0], [-1.0, 0.0]])).tolist() == [True, False]
    np.testing.assert_array_equal(remote.answer(Value(ROWS[:5], 2)), sure(ROWS[:5]))
    words = Remote("http://s", carrier=other(path, field, lambda x: np.where(x[:, 0] > 0, "yes", "no")), positive="yes")
    assert words.answer(Membership([[1.0, 0.0], [-1.0, 0.0]])).tolist() == [True, False]
    with pytest.raises(BadArgument, match="names no classes"):
        words.answer(Label([[1.0, 0.0]], 2))
    assert "does not say what it billed" in str(words.account())


def test_it_keeps_a_teachers_laws() -> None:
    box = Box((-1.0, 0.0), (1.0, 3.0))
    for output, classes, kinds in (("predict", ["no", "yes"], (Membership, Label)), ("decision_function", None, (Value,))):
        stand = Stand(lambda x, c=classes: x[:, 0] - x[:, 1] if c is None else np.where(x[:, 0] > x[:, 1], *c), output)
        stand.classes = classes  # type: ignore[assignment]
        with Remote("http://s", carrier=stand.carrier, rows_per_request=3) as remote:
            assert check_teacher(remote, box, kinds, outputs=2 if classes else 1) > 100
