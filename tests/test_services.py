"""Services: what Table 1 says is leaked is answered, the rest is refused unheard, and every row is paid for to the cent."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qlearn
from qlearn.axes import Axes
from qlearn.cli.main import main
from qlearn.concepts.affine import AffineFunction
from qlearn.errors import BadArgument, UnknownName
from qlearn.extraction.services import MODELS, PROFILES, NotOffered, Service, profile, sort_of
from qlearn.queries import Equivalence, Label, Leaf, Membership, Value
from qlearn.teachers import Function, Honest

CONFIDENCE, LEAF, NOTHING = {Membership, Label, Value}, {Membership, Label, Leaf}, set[Any]()
# Table 1 of the paper, row by row: google, amazon, microsoft.
TABLE_1 = {
    "dnn": (CONFIDENCE, NOTHING, CONFIDENCE),
    "regression": (CONFIDENCE, CONFIDENCE, CONFIDENCE),
    "tree": (LEAF, NOTHING, LEAF),
    "forest": (LEAF, NOTHING, LEAF),
    "binary": (CONFIDENCE, CONFIDENCE, CONFIDENCE),
    "n-ary": (CONFIDENCE, CONFIDENCE, CONFIDENCE),
}
AFFINE = AffineFunction(np.array([4.0, -2.0, 1.0]), 0.5)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("column", range(3))
def test_what_is_told_is_table_1(model: str, column: int) -> None:
    service = profile(["google", "amazon", "microsoft"][column])
    for kind in (Membership, Label, Value, Leaf, Equivalence):
        if kind in TABLE_1[model][column]:
            service.allows(model, kind)
        else:
            with pytest.raises(NotOffered, match=service.name):
                service.allows(model, kind)


@given(st.lists(st.integers(1, 50), max_size=8), st.sampled_from(["amazon", "microsoft", "google"]), st.integers(1, 10**6))
@settings(max_examples=50, deadline=None)
def test_dollars_are_exact(batches: list[int], name: str, hourly: int) -> None:
    server = Service(Honest(AFFINE), name, "regression", per_node_hour=hourly)
    for rows in batches:
        server.answer(Value(np.ones((rows, 3))))
    online = {"amazon": Fraction(1, 10_000), "microsoft": Fraction(5, 10_000), "google": Fraction(56, 1000) / hourly}
    assert server.asked == sum(batches)
    assert server.dollars == sum(batches) * online[name]


def test_what_is_not_leaked_is_neither_heard_nor_charged() -> None:
    heard: list[Any] = []

    def function(points: Any) -> Any:
        heard.append(points)
        return points[:, 0] >= 0

    server = Service(Function(function), "amazon", "binary")
    with pytest.raises(NotOffered, match=r"label and value queries about 'binary' models, not leaf"):
        server.answer(Leaf(np.ones((2, 3))))
    with pytest.raises(NotOffered, match="not equivalence"):
        server.answer(Equivalence(AFFINE))
    assert not heard
    assert server.dollars == 0
    with pytest.raises(NotOffered, match="does not serve"):
        Service(Function(function), "amazon", "tree")


def test_a_service_that_breaks_down_charges_nothing() -> None:
    def gone(points: Any) -> Any:
        raise ConnectionError("gone")

    server = Service(Function(gone), "amazon", "binary")
    with pytest.raises(ConnectionError):
        server.answer(Membership(np.ones((2, 3))))
    assert server.asked == server.dollars == 0


def test_an_extraction_through_a_service_pays_for_its_ledger() -> None:
    server = Service(Honest(AFFINE), "microsoft", "regression")
    found = qlearn.run(qlearn.find("linear.equation_solving")(d=3), server)
    assert server.asked == found.ledger[Value] == 4
    assert server.dollars == Fraction(4 * 5, 10_000)
    names = Service(Function(lambda X: np.where(X[:, 0] <= 3, 7, 8)), "google", "tree", price="1/1000")
    paths = qlearn.run(qlearn.find("trees.path_finding")(axes=Axes.grid(9, 2)), names)
    assert names.dollars == Fraction(paths.ledger[Leaf], 1000)


def test_prices_that_are_none_are_refused() -> None:
    with pytest.raises(BadArgument, match="node hour"):
        Service(Honest(AFFINE), "google", "regression")
    for wrong in (0, -1, True):
        with pytest.raises(BadArgument, match="1 or more"):
            PROFILES["google"].price_of_a_query(wrong)
    with pytest.raises(BadArgument):
        Service(Honest(AFFINE), "amazon", "regression", price=-1)
    with pytest.raises(UnknownName, match="did you mean amazon"):
        profile("amazn")
    with pytest.raises(UnknownName):
        Service(Honest(AFFINE), "amazon", "oracle")


def test_models_are_sorted_into_rows() -> None:
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    X, y = np.arange(6.0)[:, None], np.array([0, 0, 1, 1, 2, 2])
    assert sort_of(DecisionTreeClassifier()) == "tree"
    assert sort_of(RandomForestRegressor()) == "forest"
    assert sort_of(MLPClassifier()) == "dnn"
    assert sort_of(LinearRegression()) == "regression"
    assert sort_of(make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)) == "n-ary"
    assert sort_of(LogisticRegression().fit(X, y > 1)) == "binary"
    assert sort_of(lambda X: X) == "binary"


def test_extract_pays_the_services_price(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    demo = ["extract", "demo:breast-cancer/logistic", "--out", str(tmp_path / "copy.skops"), "--json", "-"]
    assert main([*demo, "--service", "amazon"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["queries"] == {"value": 31}
    assert found["cost"] == 31 / 10_000
    assert main([*demo, "--service", "google", "--cost", "0.000056"]) == 0
    assert json.loads(capsys.readouterr().out)["cost"] == 31 * 56 / 10**6


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["demo:breast-cancer/tree", "--service", "amazon"], "does not serve"),
        (["demo:breast-cancer/logistic", "--service", "amazon", "--oracle", "counterfactual"], "not counterfactual"),
        (["demo:breast-cancer/tree", "--service", "google", "--cost", "1", "--oracle", "value"], "not value"),
        (["demo:breast-cancer/logistic", "--service", "google"], "node hour"),
        (["demo:breast-cancer/logistic", "--service", "azure"], "no service is called"),
        (["demo:breast-cancer/logistic", "--cost", "-1"], "0 or above"),
        (["demo:breast-cancer/logistic", "--cost", "nan"], "finite"),
        (["demo:breast-cancer/logistic", "--service", "amazon", "--oracle", "magic"], "no oracle is called"),
    ],
)
def test_extract_refuses_what_the_service_does_not_sell(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", *arguments]) == 2
    assert why in capsys.readouterr().err
