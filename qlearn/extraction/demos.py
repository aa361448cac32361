"""Fitted models to try an extraction on: demo:DATASET/MODEL, from the data sets that scikit-learn ships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import BadArgument, unknown
from ..points import Points

LOADERS = {
    "breast-cancer": "load_breast_cancer",
    "diabetes": "load_diabetes",
    "digits": "load_digits",
    "iris": "load_iris",
    "wine": "load_wine",
}


@dataclass(frozen=True)
class Target:
    """A model to extract, and the data that says where its inputs lie."""

    name: str
    model: Any
    data: Points  # (m, d)


def demo(name: str) -> Target:
    """A demo by its name, such as 'breast-cancer/logistic': fitted here and now, the same every time.

    Raises `UnknownName` for a data set or model that is not there, `BadArgument` for one that does not fit its data.
    """
    from sklearn import datasets

    dataset, _, kind = name.partition("/")
    if dataset not in LOADERS:
        raise unknown("demo data set", dataset, LOADERS)
    X, y = getattr(datasets, LOADERS[dataset])(return_X_y=True)
    models = _regressors() if dataset == "diabetes" else _classifiers()
    if kind not in models:
        known = {f"{dataset}/{model}" for model in models}
        if kind in {**_regressors(), **_classifiers()}:
            raise BadArgument(f"demo {name}: there is no {kind} model of these data; try {', '.join(sorted(known))}")
        raise unknown("demo", name, known)
    return Target(f"demo:{name}", models[kind]().fit(X, y), X)


def _classifiers() -> Mapping[str, Callable[[], Any]]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC
    from sklearn.tree import DecisionTreeClassifier

    return {
        "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)),
        "svm": lambda: make_pipeline(StandardScaler(), SVC(decision_function_shape="ovr")),
        "tree": lambda: DecisionTreeClassifier(max_depth=5, random_state=0),
    }


def _regressors() -> Mapping[str, Callable[[], Any]]:
    from sklearn.linear_model import LinearRegression
    from sklearn.svm import SVR
    from sklearn.tree import DecisionTreeRegressor

    return {
        "linear": LinearRegression,
        "svm": SVR,
        "tree": lambda: DecisionTreeRegressor(max_depth=5, random_state=0),
    }
